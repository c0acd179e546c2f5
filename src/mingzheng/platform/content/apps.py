"""Register the room `content` with Django; nothing else belongs here."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """The `content` room."""

    name = "mingzheng.platform.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"
