"""Register the room `writing` with Django; nothing else belongs here."""

from django.apps import AppConfig


class WritingConfig(AppConfig):
    """The `writing` room."""

    name = "mingzheng.domains.writing"
    label = "writing"
    default_auto_field = "django.db.models.BigAutoField"
