"""Register the room `proofreading` with Django; nothing else belongs here."""

from django.apps import AppConfig


class ProofreadingConfig(AppConfig):
    """The `proofreading` room."""

    name = "mingzheng.domains.proofreading"
    label = "proofreading"
    default_auto_field = "django.db.models.BigAutoField"
