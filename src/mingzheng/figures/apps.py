"""Register the room `figures` with Django and find every room's `figures` module; nothing else belongs here."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FiguresConfig(AppConfig):
    """The `figures` room."""

    name = "mingzheng.figures"
    label = "figures"
    verbose_name = "指标"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the `figures` module of every room, so that its definitions are known."""
        autodiscover_modules("figures")
