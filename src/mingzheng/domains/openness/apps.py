"""Register the room `openness` with Django; nothing else belongs here."""

from django.apps import AppConfig


class OpennessConfig(AppConfig):
    """The `openness` room."""

    name = "mingzheng.domains.openness"
    label = "openness"
    default_auto_field = "django.db.models.BigAutoField"
