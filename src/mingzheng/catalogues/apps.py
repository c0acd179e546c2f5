"""Register the room with Django and find every domain's `catalogue` module; nothing else belongs here."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CataloguesConfig(AppConfig):
    """The `catalogues` room."""

    name = "mingzheng.catalogues"
    label = "catalogues"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the `catalogue` module of every domain, so that its catalogues are known."""
        autodiscover_modules("catalogue")
