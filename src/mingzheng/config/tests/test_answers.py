"""What every answer carries, what the error pages say, and what the log does not."""

import datetime as dt
import json
import logging
import re
import sys

import pytest
import time_machine
from django.db import OperationalError
from django.test import RequestFactory

from mingzheng.config import errors
from mingzheng.config.logs import describe_exception, keep_allowed
from mingzheng.platform.jobs.models import WorkerBeat

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_health_tells_the_database_and_how_long_ago_a_worker_was_seen(client):
    assert client.get("/healthz").json() == {"database": "ok", "worker_seen_seconds_ago": None}
    WorkerBeat.objects.create(worker_id="w", host="h", process_id=1, started_at=NOON, seen_at=NOON)
    with time_machine.travel(NOON + dt.timedelta(seconds=4), tick=False):
        assert client.get("/healthz").json()["worker_seen_seconds_ago"] == 4.0


def test_health_says_503_without_a_database(client, monkeypatch):
    def refuse():
        raise OperationalError("no")

    monkeypatch.setattr("mingzheng.config.health.connection.cursor", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "unavailable"


@pytest.mark.django_db
def test_every_answer_forbids_foreign_and_inline_scripts(client):
    answer = client.get("/healthz")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "Strict-Transport-Security" not in answer


def test_a_secure_answer_over_https_asks_to_stay_with_https(client, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    assert client.get("/no-such-address", secure=True)["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.django_db
def test_an_unknown_address_says_what_to_do(client):
    answer = client.get("/no-such-address")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_an_error_page_never_fails_even_without_a_template(monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(errors.loader, "render_to_string", fail)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "系统发生错误" in answer.content.decode()


def test_errors_of_the_api_are_problem_documents():
    answer = errors.page_not_found(RequestFactory().get("/api/v1/x"), Exception())
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == 404


@pytest.mark.parametrize("address", ["/api/v1/openapi.json", "/api/public/v1/openapi.json"])
def test_what_a_parameter_is_when_left_out_fits_its_own_bounds(client, db, address):
    for methods in client.get(address).json()["paths"].values():
        for parameter in (one for operation in methods.values() for one in operation.get("parameters", ())):
            schema = parameter["schema"]
            if schema.get("default") is not None and "pattern" in schema:
                assert re.search(schema["pattern"], schema["default"]), parameter


def test_a_given_request_id_is_kept_when_it_is_harmless(client, db):
    assert client.get("/healthz", headers={"X-Request-ID": "abcd-1234-ef"})["X-Request-ID"] == "abcd-1234-ef"
    assert client.get("/healthz", headers={"X-Request-ID": "<script>"})["X-Request-ID"] != "<script>"


def test_the_log_masks_numbers_and_addresses_and_drops_fields_nobody_allowed():
    event = {"event": "联系 13800001111 或 a.b@example.cn", "name": "张三", "case_id": 7}
    assert keep_allowed(None, "", event) == {"event": "联系 *** 或 ***", "case_id": 7}


def test_an_exception_in_the_log_is_its_class_and_place_without_its_text():
    try:
        raise ValueError("身份证号 110101199003070000")
    except ValueError:
        event = describe_exception(logging.getLogger(), "", {"event": "x", "exc_info": sys.exc_info()})
    assert event["exception"]["class"] == "builtins.ValueError"
    assert "110101" not in json.dumps(event)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_citizen_reads_what_to_do_in_the_frame_of_the_site_and_staff_in_theirs(status):
    public = errors._answer(RequestFactory().get("/apply/what"), status)
    staff = errors._answer(RequestFactory().get("/desk/todo/"), status)
    assert (public.status_code, staff.status_code) == (status, status)
    assert "电话" in public.content.decode() or "上一页" in public.content.decode()
    assert "管理员" not in public.content.decode()
    assert "masthead" in public.content.decode()
    assert "masthead" not in staff.content.decode()
