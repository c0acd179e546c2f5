"""Register the room `design` with Django; nothing else belongs here."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The `design` room."""

    name = "mingzheng.platform.design"
    label = "design"
    default_auto_field = "django.db.models.BigAutoField"
