"""Register the room `administration` with Django; nothing else belongs here. Its `navigation` is found by the desk.

When every room is loaded, the `ledger_words` of the rooms above say how their entries are told.
"""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AdministrationConfig(AppConfig):
    """The `administration` room."""

    name = "mingzheng.platform.administration"
    label = "administration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every room say the words of its streams."""
        autodiscover_modules("ledger_words")
