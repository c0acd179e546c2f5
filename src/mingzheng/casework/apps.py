"""Register the engine with Django and find every domain's `registration`; nothing else belongs here."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CaseworkConfig(AppConfig):
    """The `casework` room."""

    name = "mingzheng.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the `registration` module of every domain, so that its procedures are known, and the engine's checks."""
        autodiscover_modules("registration", "checks")
