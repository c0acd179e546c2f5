"""Register the room `outreach` with Django; nothing else belongs here."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """The `outreach` room."""

    name = "mingzheng.domains.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"
