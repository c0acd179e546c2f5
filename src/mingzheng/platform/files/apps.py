"""Register the room `files` with Django and declare its parameters; nothing else belongs here."""

from django.apps import AppConfig

from mingzheng.platform.files.declarations import declare_parameters


class FilesConfig(AppConfig):
    """The `files` room."""

    name = "mingzheng.platform.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the parameters."""
        declare_parameters()
