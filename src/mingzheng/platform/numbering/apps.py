"""Register the room `numbering` with Django; nothing else belongs here."""

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    """The `numbering` room."""

    name = "mingzheng.platform.numbering"
    label = "numbering"
    default_auto_field = "django.db.models.BigAutoField"
