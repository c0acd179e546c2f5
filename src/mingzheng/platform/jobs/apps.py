"""Register the room `jobs` with Django; nothing else belongs here."""

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The `jobs` room."""

    name = "mingzheng.platform.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the task library."""
        import_module("mingzheng.platform.jobs.receivers").connect()
