"""Register the room `api` with Django and declare its parameters; nothing else belongs here."""

from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The `api` room."""

    name = "mingzheng.platform.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the room's parameters."""
        declarations = import_module("mingzheng.platform.api.declarations")
        parameters = import_module("mingzheng.platform.parameters.public")
        for parameter in declarations.PARAMETERS:
            parameters.declare(parameter)
