"""The last application to start: it connects the rooms. Nothing else belongs here."""

from importlib import import_module

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Connects what rooms announce to who listens."""

    name = "mingzheng.config"
    label = "config"

    def ready(self) -> None:
        """Load the table of listeners once every room is there, and connect it."""
        import_module("mingzheng.config.wiring").connect()
