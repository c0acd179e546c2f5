"""Register the room `meetings` with Django; nothing else belongs here."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The `meetings` room."""

    name = "mingzheng.domains.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
