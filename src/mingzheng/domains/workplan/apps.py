"""Register the room `workplan` with Django; nothing else belongs here."""

from django.apps import AppConfig


class WorkplanConfig(AppConfig):
    """The `workplan` room."""

    name = "mingzheng.domains.workplan"
    label = "workplan"
    default_auto_field = "django.db.models.BigAutoField"
