"""Register the room `normative` with Django; nothing else belongs here."""

from django.apps import AppConfig


class NormativeConfig(AppConfig):
    """The `normative` room."""

    name = "mingzheng.domains.normative"
    label = "normative"
    default_auto_field = "django.db.models.BigAutoField"
