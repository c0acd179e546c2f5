"""Register the room with Django and find every domain's `register` module; nothing else belongs here."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RegistersConfig(AppConfig):
    """The `registers` room."""

    name = "mingzheng.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the `register` module of every domain, so that its record books are known."""
        autodiscover_modules("register")
