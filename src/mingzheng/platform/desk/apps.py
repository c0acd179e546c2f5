"""Register the room `desk` with Django; nothing else belongs here."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The `desk` room."""

    name = "mingzheng.platform.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
