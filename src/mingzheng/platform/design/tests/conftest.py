"""The design room under test: Django's own form templates stand behind ours."""

import pytest


@pytest.fixture(autouse=True)
def form_templates(settings):
    """Make sure the widgets we do not draw ourselves are found."""
    if "django.forms" not in settings.INSTALLED_APPS:
        settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.forms"]
