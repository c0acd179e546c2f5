"""Register the room `parameters` with Django; nothing else belongs here."""

from django.apps import AppConfig


class ParametersConfig(AppConfig):
    """The `parameters` room."""

    name = "mingzheng.platform.parameters"
    label = "parameters"
    default_auto_field = "django.db.models.BigAutoField"
