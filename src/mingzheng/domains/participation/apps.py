"""Register the room `participation` with Django; nothing else belongs here."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """The `participation` room."""

    name = "mingzheng.domains.participation"
    label = "participation"
    default_auto_field = "django.db.models.BigAutoField"
