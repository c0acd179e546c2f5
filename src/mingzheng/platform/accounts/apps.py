"""Register the room `accounts` with Django; nothing else belongs here."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The `accounts` room."""

    name = "mingzheng.platform.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
