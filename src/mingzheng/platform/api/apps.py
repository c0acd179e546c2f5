"""Register the room `api` with Django; nothing else belongs here."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The `api` room."""

    name = "mingzheng.platform.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
