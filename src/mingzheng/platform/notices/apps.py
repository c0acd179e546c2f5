"""Register the room `notices` with Django; nothing else belongs here."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The `notices` room."""

    name = "mingzheng.platform.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
