"""What every endpoint on the kit does without a line of its own."""

import json

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingzheng.platform.api import callers, limits
from mingzheng.platform.api.models import KeptAnswer
from mingzheng.platform.org.public import Person
from mingzheng.platform.parameters.public import set_value

pytestmark = pytest.mark.django_db


def problem_of(response, status, code):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"urn:mingzheng:problem:{code}"
    return body


class TestSignIn:
    def test_a_call_by_nobody_is_told_how_to_sign_in(self, client):
        response = client.get("/api/v1/people")
        assert "令牌" in problem_of(response, 401, "not_signed_in")["next_step"]
        assert response["WWW-Authenticate"].startswith("Bearer")

    def test_a_token_opens_its_scope(self, program):
        assert program.get("/people").status_code == 200

    @pytest.mark.parametrize("token", ["wrong", "", "漢字", "x" * 500, "a b"])
    def test_a_wrong_token_opens_nothing(self, program, token):
        program.token = token
        problem_of(program.get("/people"), 401, "invalid_token")

    def test_a_token_of_a_closed_account_opens_nothing(self, program, account):
        account.is_active = False
        problem_of(program.get("/people"), 401, "invalid_token")

    def test_a_wrong_token_is_not_saved_by_a_session(self, signed_in):
        response = signed_in.get("/api/v1/people", headers={"Authorization": "Bearer wrong"})
        problem_of(response, 401, "invalid_token")

    def test_a_token_that_reads_does_not_write(self, program, owner):
        owner.scopes = ("people:read",)
        assert program.get("/people").status_code == 200
        problem_of(program.post("/people", {"name": "甲"}), 403, "scope_missing")

    def test_a_token_of_another_scope_reads_nothing(self, program, owner):
        owner.scopes = ("cases",)
        problem_of(program.get("/people"), 403, "scope_missing")

    def test_a_token_for_all_rooms_reads_here_but_holds_no_reserved_word(self, program, owner):
        owner.scopes = ("read",)
        assert program.get("/people").status_code == 200
        problem_of(program.post("/people", {"name": "甲"}), 403, "scope_missing")
        assert not callers.Caller(None, scopes=("read", "write")).has_scope("webhooks:write")
        assert callers.Caller(None, scopes=("webhooks",)).has_scope("webhooks:write")

    def test_a_session_reads_without_and_writes_only_with_the_csrf_token(self, signed_in):
        assert signed_in.get("/api/v1/people").status_code == 200
        headers = {"Idempotency-Key": "k1"}
        bare = signed_in.post("/api/v1/people", {"name": "甲"}, "application/json", headers=headers)
        problem_of(bare, 403, "csrf_failed")
        headers["X-CSRFToken"] = signed_in.cookies["csrftoken"].value
        assert signed_in.post("/api/v1/people", {"name": "甲"}, "application/json", headers=headers).status_code == 201

    def test_a_session_whose_password_must_change_opens_nothing(self, signed_in, account):
        account.must_change_password = True
        account.save(update_fields=["must_change_password"])
        assert signed_in.get("/api/v1/people").status_code == 403

    def test_the_operation_knows_the_actor(self, program):
        assert program.get("/people/me/key").json()["actor"] == "陈静"


class TestErrors:
    def test_every_wrong_field_is_named_in_chinese(self, program):
        body = problem_of(program.post("/people", {"rank": "3", "more": 1}), 422, "bad_input")
        assert {(error["field"], error["message"]) for error in body["errors"]} == {
            ("body.name", "必填"),
            ("body.rank", "应为整数"),
            ("body.more", "没有这一项"),
        }

    def test_all_reasons_of_a_refusal_arrive(self, program):
        body = problem_of(program.post("/people", {"name": "不可"}), 422, "refused")
        assert [reason["code"] for reason in body["reasons"]] == ["first", "second"]

    @pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"name": NaN}', b"[" * 100_000, b""])
    def test_what_is_no_json_is_a_bad_request(self, program, body):
        assert program.post("/people", body).status_code in {400, 422}

    @pytest.mark.parametrize("body", ["text", [], None, 3, {"name": "a\x00b"}, {"name": "\ud800"}, {"name": ""}])
    def test_what_is_no_person_is_bad_input(self, program, body):
        problem_of(program.post("/people", body), 422, "bad_input")

    def test_a_body_that_is_missing_is_named_once(self, program):
        assert problem_of(program.post("/people", b""), 422, "bad_input")["errors"][0]["field"] == "body"

    @pytest.mark.parametrize("since", [20260101, "2026-01-01T00:00:00", "2026-1-1", "2026-02-30", 0, True])
    def test_a_day_is_written_one_way(self, program, since):
        problem_of(program.post("/people", {"name": "甲", "since": since}), 422, "bad_input")

    def test_another_media_type_is_not_read(self, program):
        response = program.client.post(
            "/api/v1/people", {"name": "甲"}, headers={"Authorization": f"Bearer {program.token}"}
        )
        problem_of(response, 415, "unsupported_media_type")

    def test_a_body_too_large_is_not_read(self, program):
        problem_of(program.post("/people", {"name": "x" * (limits.LARGEST_BODY + 1)}), 413, "body_too_large")

    def test_a_method_that_is_not_there_says_which_are(self, program):
        response = program.send("DELETE", "/people/1", {})
        problem_of(response, 405, "method_not_allowed")
        assert set(response["Allow"].split(", ")) == {"GET", "PATCH"}

    @pytest.mark.parametrize("pk", ["0", "-1", "abc", "4e36", str(2**31), "9" * 400, "1.0"])
    def test_an_id_that_cannot_be_is_bad_input(self, program, pk):
        problem_of(program.get(f"/people/{pk}"), 422, "bad_input")

    def test_what_is_not_there_is_not_found(self, program):
        problem_of(program.get("/people/999999"), 404, "person_not_found")


class TestPages:
    @pytest.fixture(autouse=True)
    def _people(self, db):
        Person.objects.bulk_create(Person(name=f"甲{number}") for number in range(45))

    def test_a_page_says_where_it_stands(self, program):
        page = program.get("/people?limit=10&offset=40").json()
        assert (len(page["items"]), page["total"], page["total_is_capped"]) == (6, 46, False)

    @pytest.mark.parametrize("query", ["limit=0", "limit=101", "offset=-1", "offset=1000001", "offset=4e36", "limit=x"])
    def test_bounds_are_declared_and_kept(self, program, query):
        problem_of(program.get(f"/people?{query}"), 422, "bad_input")

    @pytest.mark.parametrize(
        ("address", "named", "taken"),
        [
            ("/people?limti=5&limit=3", "query.limti", "limit、offset"),
            ("/people?limit=5&limit=6", "query.limit", "limit、offset"),
            ("/people/me/key?fields=all", "query.fields", "本操作没有查询参数"),
        ],
    )
    def test_a_parameter_nobody_asked_for_is_named(self, program, address, named, taken):
        body = problem_of(program.get(address), 400, "bad_query")
        assert [error["field"] for error in body["errors"]] == [named]
        assert taken in body["next_step"]

    def test_a_walk_by_cursor_meets_everybody_once(self, program):
        met, after = [], 0
        while after is not None:
            page = program.get(f"/people/walk?limit=20&after={after}").json()
            met += [item["id"] for item in page["items"]]
            after = page["next_after"]
        assert met == list(Person.objects.order_by("pk").values_list("pk", flat=True))

    def test_a_large_page_costs_as_many_queries_as_a_small_one(self, program, django_assert_num_queries):
        for limit in (1, 40):
            with django_assert_num_queries(3):  # a parameter, the count, the rows
                program.get(f"/people?limit={limit}")


class TestVersions:
    def test_what_the_caller_already_has_is_not_sent_again(self, program, account):
        path = f"/people/{account.person_id}"
        first = program.get(path)
        again = program.get(path, **{"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        weak = program.get(path, **{"If-None-Match": f"W/{first['ETag']}"})
        assert weak.status_code == 304

    def test_what_has_changed_is_sent(self, program, account):
        first = program.get(f"/people/{account.person_id}")
        Person.objects.filter(pk=account.person_id).update(name="陈晶")
        assert program.get(f"/people/{account.person_id}", **{"If-None-Match": first["ETag"]}).status_code == 200

    def test_a_change_says_what_it_has_seen(self, program, account):
        path = f"/people/{account.person_id}"
        tag = program.get(path)["ETag"]
        problem_of(program.send("PATCH", path, {"name": "甲"}), 428, "version_required")
        assert program.send("PATCH", path, {"name": "甲"}, **{"If-Match": tag}).status_code == 200
        problem_of(program.send("PATCH", path, {"name": "乙"}, **{"If-Match": tag}), 412, "changed_since")


class TestKeys:
    @pytest.mark.parametrize("key", ["x" * 81, "漢", "a b", "\t"])
    def test_a_malformed_key_is_refused(self, program, key):
        response = program.post("/people", {"name": "甲"}, key=key)
        assert problem_of(response, 400, response.json()["code"])["code"].startswith("idempotency_key_")

    def test_a_write_without_a_key_is_refused(self, program):
        response = program.post("/people", {"name": "甲"}, **{"Idempotency-Key": ""})
        problem_of(response, 400, "idempotency_key_missing")

    def test_the_same_write_twice_happens_once_and_is_answered_alike(self, program):
        first = program.post("/people", {"name": "甲"}, key="k1")
        again = program.post("/people", {"name": "甲"}, key="k1")
        assert (again.status_code, again.content) == (201, first.content)
        assert again["Idempotent-Replayed"] == "true"
        assert Person.objects.filter(name="甲").count() == 1

    def test_a_key_for_another_write_is_refused(self, program):
        program.post("/people", {"name": "甲"}, key="k1")
        problem_of(program.post("/people", {"name": "乙"}, key="k1"), 409, "key_reused")
        assert not Person.objects.filter(name="乙").exists()

    def test_a_refusal_keeps_neither_the_key_nor_anything(self, program):
        assert program.post("/people", {"name": "不可"}, key="k1").status_code == 422
        assert not KeptAnswer.objects.exists()
        assert program.post("/people", {"name": "甲"}, key="k1").status_code == 201


class TestLimits:
    def test_too_many_requests_a_minute_are_told_to_wait(self, program):
        set_value("api.requests_per_minute", 10, actor="system", reason="test")
        with time_machine.travel("2026-03-02T09:00:15+08:00", tick=False):
            answers = [program.get("/people").status_code for _ in range(11)]
            assert answers == [200] * 10 + [429]
            response = program.get("/people")
        problem_of(response, 429, "too_many_requests")
        assert response["Retry-After"] == "45"
        with time_machine.travel("2026-03-02T09:01:00+08:00", tick=False):
            assert program.get("/people").status_code == 200

    def test_guessing_tokens_is_slowed_down(self, program):
        set_value("api.failed_tokens_per_minute", 5, actor="system", reason="test")
        program.token = "guess"
        with time_machine.travel("2026-03-02T09:00:15+08:00", tick=False):
            answers = [program.get("/people").status_code for _ in range(6)]
        assert answers == [401] * 5 + [429]

    def test_processes_count_together_and_write_in_steps(self, db):
        ours, theirs = limits.make_tally(), limits.make_tally()
        with CaptureQueriesContext(connection) as asked:
            seen = [tally.add("caller:token:7", 5, step=5, most=100) for _ in range(60) for tally in (ours, theirs)]
        assert seen[-1] > 100, "neither came to the limit alone"
        assert max(seen[:100]) <= 100, "nobody is refused who kept to it"
        assert sum("api_callcount" in query["sql"] for query in asked) <= 2 * 60 / 5
        assert ours.add("caller:token:7", 6, step=5, most=100) == 1
        with time_machine.travel("2026-03-02T09:00:15+08:00", tick=False):
            assert limits.prune(at=limits.now()) == 1


class TestSchema:
    def test_the_schema_is_openapi_three_one_and_declares_the_problems(self, client):
        schema = client.get("/api/v1/openapi.json").json()
        assert schema["openapi"].startswith("3.1")
        for path, methods in schema["paths"].items():
            for operation in methods.values():
                missing = {"400", "401", "403", "404", "409", "422", "429"} - set(operation["responses"])
                assert not missing, path
                assert "application/problem+json" in operation["responses"]["422"]["content"]

    def test_every_write_declares_the_key(self, client):
        schema = client.get("/api/v1/openapi.json").json()
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                names = {parameter["name"] for parameter in operation.get("parameters", ())}
                assert ("Idempotency-Key" in names) == (method != "get")

    def test_the_page_for_readers_loads_nothing_from_outside(self, client):
        text = client.get("/api/v1/docs").content.decode()
        assert "/api/v1/people" in text
        assert "https://" not in text
        assert "//cdn" not in text

    def test_answers_are_not_kept_by_anybody_between(self, program):
        response = program.get("/people")
        assert response["Cache-Control"] == "no-store"
        assert {"Authorization", "Cookie"} <= {word.strip() for word in response["Vary"].split(",")}
