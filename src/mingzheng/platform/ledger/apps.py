"""Register the room `ledger` with Django; nothing else belongs here."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The `ledger` room."""

    name = "mingzheng.platform.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
