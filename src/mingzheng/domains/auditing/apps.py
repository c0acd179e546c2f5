"""Register the room `auditing` with Django; nothing else belongs here."""

from django.apps import AppConfig


class AuditingConfig(AppConfig):
    """The `auditing` room."""

    name = "mingzheng.domains.auditing"
    label = "auditing"
    default_auto_field = "django.db.models.BigAutoField"
