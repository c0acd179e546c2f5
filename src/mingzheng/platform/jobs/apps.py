"""Register the room `jobs` with Django; nothing else belongs here."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The `jobs` room."""

    name = "mingzheng.platform.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
