"""Register the room `patrol` with Django; nothing else belongs here."""

from django.apps import AppConfig


class PatrolConfig(AppConfig):
    """The `patrol` room."""

    name = "mingzheng.domains.patrol"
    label = "patrol"
    default_auto_field = "django.db.models.BigAutoField"
