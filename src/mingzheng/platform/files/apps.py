"""Register the room `files` with Django; nothing else belongs here."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The `files` room."""

    name = "mingzheng.platform.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
