"""Register the room `upkeep` with Django; nothing else belongs here."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """The `upkeep` room."""

    name = "mingzheng.domains.upkeep"
    label = "upkeep"
    default_auto_field = "django.db.models.BigAutoField"
