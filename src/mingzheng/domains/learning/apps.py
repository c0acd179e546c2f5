"""Register the room `learning` with Django; nothing else belongs here."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """The `learning` room."""

    name = "mingzheng.domains.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"
