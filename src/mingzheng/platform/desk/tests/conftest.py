"""The desk under test: its frame around every page, and a reader who is signed in without an account."""

from copy import deepcopy

import pytest
from pytest_django.live_server_helper import LiveServer

STAND_IN = "mingzheng.platform.desk.tests.stand_in.SignedInMiddleware"
SIGN_IN = "django.contrib.auth.middleware.AuthenticationMiddleware"
CONTEXT = "mingzheng.platform.desk.context.desk_context"


@pytest.fixture
def reader(settings, db):
    """Sign the stand-in reader in on every request of the test."""
    settings.MIDDLEWARE = [
        STAND_IN if layer == SIGN_IN else layer for layer in settings.MIDDLEWARE if ".accounts." not in layer
    ]
    if "django.forms" not in settings.INSTALLED_APPS:
        settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.forms"]
    templates = deepcopy(settings.TEMPLATES)
    processors = templates[0]["OPTIONS"]["context_processors"]
    if CONTEXT not in processors:
        processors.append(CONTEXT)
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "mingzheng.platform.desk.tests.urls"


@pytest.fixture
def desk_server(reader, transactional_db):
    """Serve the desk to a browser, the reader signed in. The session's own server knows nothing of this test's settings."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()
