"""Register the room `reports` with Django; nothing else belongs here."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The `reports` room."""

    name = "mingzheng.domains.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
