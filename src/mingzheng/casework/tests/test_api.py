"""Cases and actions over HTTP: the same door, the same refusals, nothing seen that may not be."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from mingzheng.casework.models import Act, Case
from mingzheng.casework.registry import list_procedures
from mingzheng.casework.tests.test_door import Desk
from mingzheng.casework.tests.world import World
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy", "today_is_fixed")]
CASES = "/api/v1/cases"


class Program:
    """A caller with a session."""

    def __init__(self, world: World, who: str) -> None:
        self.client: Client = signed_in_as(world.accounts[who])

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers)

    def post(self, path: str, body: dict[str, Any], key: str = "k", **headers: str) -> Any:
        return self.client.post(
            path, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key, **headers}
        )


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def test_a_case_is_opened_once_for_one_key(world: World) -> None:
    clerk = Program(world, "clerk")
    body = {"procedure": "toy", "data": {"title": "修一条路"}}
    first, again = clerk.post(CASES, body), clerk.post(CASES, body)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json()["case_id"], again.json()["repeated"]) == (again.json()["case_id"], True)
    assert Case.objects.count() == 1


def test_an_act_carries_the_version_that_was_seen(desk: Desk, world: World) -> None:
    case_id, clerk = desk.open().case_id, Program(world, "clerk")
    seen = clerk.get(f"{CASES}/{case_id}")
    assert seen.headers["ETag"] == '"v1"'
    body = {"data": {"lead_units": [world.district.education.pk]}}
    done = clerk.post(f"{CASES}/{case_id}/actions/dispatch", body, key="a", **{"If-Match": '"v1"'})
    assert (done.status_code, done.json()["state"], done.json()["due_on"]) == (200, "sent", "2026-03-30")
    late = clerk.post(f"{CASES}/{case_id}/actions/urge", {}, key="b", **{"If-Match": '"v1"'})
    assert (late.status_code, late.json()["code"]) == (412, "changed_since")


def test_refusals_are_problems_with_every_reason(desk: Desk, world: World) -> None:
    case_id = desk.working()
    answer = Program(world, "liaison").post(f"{CASES}/{case_id}/actions/report", {"data": {"result": "好"}})
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [reason["code"] for reason in answer.json()["reasons"]] == ["sign_off_missing"]


def test_bad_fields_are_named(desk: Desk, world: World) -> None:
    answer = Program(world, "clerk").post(f"{CASES}/{desk.open().case_id}/actions/dispatch", {"data": {"x": 1}})
    assert {error["field"] for error in answer.json()["errors"]} == {"body.data.x", "body.data.lead_units"}


def test_half_a_character_and_a_lamp_nobody_has_are_bad_requests(desk: Desk, world: World) -> None:
    clerk = Program(world, "clerk")
    answer = clerk.post(CASES, {"procedure": "toy", "data": {"title": "\ud800"}})
    assert (answer.status_code, answer.json()["errors"][0]["field"], Case.objects.count()) == (422, "body.data", 0)
    assert clerk.post(CASES, {"procedure": "toy", "data": {"title": "修路\U0001f6a7"}}).status_code == 201
    assert clerk.get(f"{CASES}?lamp=purple").json()["code"] == "unknown_lamp"
    assert clerk.get("/api/v1/nothing").json()["code"] == "no_such_address"


def test_every_procedure_describes_its_acts_as_openapi(desk: Desk, world: World) -> None:
    clerk = Program(world, "clerk")
    for procedure in list_procedures():
        told = clerk.get(f"/api/v1/procedures/{procedure.name}/openapi.json").json()
        acts = {action.code for action in procedure.actions if not action.system}
        assert set(told["paths"]) == {CASES, *(f"{CASES}/{{pk}}/actions/{code}" for code in acts)}
        named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(told)))
        assert named <= set(told["components"]["schemas"])


def test_a_case_of_others_is_not_there(desk: Desk, world: World) -> None:
    case = Case.objects.get(pk=desk.working())
    stranger = Program(world, "tax_liaison")
    for path in (f"{CASES}/{case.pk}", f"{CASES}/{case.pk}/acts", f"{CASES}/by-number/{case.number}"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"{CASES}/{case.pk}/actions/urge", {}).status_code == 404
    assert stranger.get(CASES).json()["total"] == 0
    assert Act.objects.filter(action="urge").count() == 0


def test_a_whole_number_finds_its_case_and_only_for_who_may_see_it(desk: Desk, world: World) -> None:
    case = Case.objects.get(pk=desk.working())
    desk.working()
    search = f"{CASES}?q={case.number}"
    liaison = Program(world, "liaison")
    assert [item["id"] for item in liaison.get(search).json()["items"]] == [case.pk]
    assert liaison.get(f"{search}&state=done").json()["items"] == []
    assert liaison.get(f"{search}+{case.title[:2]}").json()["total"] == 1
    assert Program(world, "tax_liaison").get(search).json()["items"] == []
    assert liaison.get(f"{CASES}?q=TOY-2026-99999").json()["total"] == 0


def test_who_may_not_act_is_told_so(desk: Desk, world: World) -> None:
    answer = Program(world, "verifier").post(f"{CASES}/{desk.open().case_id}/actions/urge", {})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


def test_strangers_get_401(desk: Desk) -> None:
    assert Client().get(CASES).status_code == 401


def test_lists_page_and_filter(desk: Desk, world: World) -> None:
    for _ in range(3):
        desk.working()
    clerk = Program(world, "clerk")
    page = clerk.get(f"{CASES}?limit=2&procedure=toy&state=working").json()
    assert (len(page["items"]), page["total"]) == (2, 3)
    assert clerk.get(f"{CASES}?work=todo").json()["total"] == 0
    assert Program(world, "liaison").get(f"{CASES}?work=todo").json()["total"] == 3
    assert clerk.get(f"{CASES}?limit=101").status_code == 422


def test_what_may_be_done_and_why_each_date_is_what_it_is(desk: Desk, world: World) -> None:
    case_id, liaison = desk.working(), Program(world, "liaison")
    assert "request_report" in {offer["code"] for offer in liaison.get(f"{CASES}/{case_id}/actions").json()}
    clocks = liaison.get(f"{CASES}/{case_id}/clocks").json()
    assert next(clock for clock in clocks if clock["limit"] == "reply")["steps"]
    assert liaison.get("/api/v1/procedures/toy").json()["states"][0]["title"] == "待交办"
