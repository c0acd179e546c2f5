"""Register the room `database` with Django; nothing else belongs here."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    """The `database` room."""

    name = "mingzheng.platform.database"
    label = "database"
    default_auto_field = "django.db.models.BigAutoField"
