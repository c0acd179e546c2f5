"""Register the room `org` with Django; nothing else belongs here."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """The `org` room."""

    name = "mingzheng.platform.org"
    label = "org"
    default_auto_field = "django.db.models.BigAutoField"
