"""Register the room `parameters` with Django and find every room's `declarations`; nothing else belongs here."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ParametersConfig(AppConfig):
    """The `parameters` room."""

    name = "mingzheng.platform.parameters"
    label = "parameters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the `declarations` module of every room, so that its values are known."""
        autodiscover_modules("declarations")
