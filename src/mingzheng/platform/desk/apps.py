"""Register the room `desk` with Django and find every room's `navigation`; nothing else belongs here."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DeskConfig(AppConfig):
    """The `desk` room."""

    name = "mingzheng.platform.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the `navigation` module of every room, so that its pages are in the side bar."""
        autodiscover_modules("navigation")
