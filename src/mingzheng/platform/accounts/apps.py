"""Register the room `accounts` with Django and declare its [CFG] values; nothing else belongs here."""

from django.apps import AppConfig

from mingzheng.platform.accounts import settings_declared


class AccountsConfig(AppConfig):
    """The `accounts` room."""

    name = "mingzheng.platform.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the parameters of sign-in."""
        settings_declared.declare_all()
