"""Register the room `publishing` with Django; nothing else belongs here."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The `publishing` room."""

    name = "mingzheng.domains.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
