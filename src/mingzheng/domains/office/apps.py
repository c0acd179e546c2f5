"""Register the room `office` with Django; nothing else belongs here."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The `office` room."""

    name = "mingzheng.domains.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"
