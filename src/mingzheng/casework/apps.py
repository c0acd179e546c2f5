"""Register the room `casework` with Django and its declarations with the engine; nothing else belongs here."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The `casework` room."""

    name = "mingzheng.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
