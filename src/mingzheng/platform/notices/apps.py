"""Register the room `notices` with Django, its parameters and its ways out; nothing else belongs here."""

from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The `notices` room."""

    name = "mingzheng.platform.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the room's parameters and make its ways out known."""
        parameters = import_module("mingzheng.platform.parameters.public")
        for parameter in import_module("mingzheng.platform.notices.declarations").PARAMETERS:
            parameters.declare(parameter)
        import_module("mingzheng.platform.notices.channels").register_all()
