"""Register the room `foi` with Django; nothing else belongs here."""

from django.apps import AppConfig


class FoiConfig(AppConfig):
    """The `foi` room."""

    name = "mingzheng.domains.foi"
    label = "foi"
    default_auto_field = "django.db.models.BigAutoField"
