"""Requests generated from the schema, valid and not: never a server error, never an undeclared answer."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from mingzheng.platform.api.tests.conftest import GOOD
from mingzheng.platform.parameters.public import set_value

pytestmark = pytest.mark.django_db
CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
)
EXAMPLES = 15


@pytest.fixture
def _one_connection():
    """Let the requests of this test share the test's transaction, as Django's own test client does."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def list_operations():
    load_all_checks()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    return [result.ok() for result in schema.get_all_operations()]


def try_out(case):
    response = case.call(headers={"Authorization": f"Bearer {GOOD}"})
    case.validate_response(response, checks=CHECKS.get_by_names(list(CHECKED)))


@pytest.mark.usefixtures("owner", "_one_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_generated_requests_get_only_declared_answers(mode):
    set_value("api.requests_per_minute", 60_000, actor="system", reason="generated requests")
    tried = 0
    for operation in list_operations():
        bounded = settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        try:
            cases = operation.as_strategy(generation_mode=mode)
            bounded(given(case=cases)(try_out))()
        except Exception as error:
            raise AssertionError(f"{operation.label}: {error}") from error
        tried += 1
    assert tried >= 6
