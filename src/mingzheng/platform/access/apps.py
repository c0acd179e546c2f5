"""Register the room `access` with Django; nothing else belongs here."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The `access` room."""

    name = "mingzheng.platform.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
