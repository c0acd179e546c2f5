"""Register the room `returns` with Django; nothing else belongs here."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """The `returns` room."""

    name = "mingzheng.domains.returns"
    label = "returns"
    default_auto_field = "django.db.models.BigAutoField"
