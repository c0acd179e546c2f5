"""Register the room `administration` with Django; nothing else belongs here. Its `navigation` is found by the desk."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """The `administration` room."""

    name = "mingzheng.platform.administration"
    label = "administration"
    default_auto_field = "django.db.models.BigAutoField"
