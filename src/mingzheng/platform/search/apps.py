"""Register the room `search` with Django; nothing else belongs here."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The `search` room."""

    name = "mingzheng.platform.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
