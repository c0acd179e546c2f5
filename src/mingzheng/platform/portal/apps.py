"""Register the room `portal` with Django and find every room's `site_pages`; nothing else belongs here."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    """The `portal` room."""

    name = "mingzheng.platform.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the `site_pages` module of every room, so that its pages are known."""
        autodiscover_modules("site_pages")
