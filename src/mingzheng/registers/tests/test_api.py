"""The same books over HTTP: reads are access-checked, writes keep their keys, versions and refusals."""

import json
from typing import Any

import pytest
from django.test import Client

from mingzheng.casework.tests.world import TODAY, World
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.registers.tests.records import enter, trip

pytestmark = pytest.mark.django_db
BASE = "/api/v1/registers"
VISITS = f"{BASE}/toy_visit/records"


def send(client: Client, method: str, path: str, body: dict[str, Any], key: str, **headers: str) -> Any:
    call = getattr(client, method)
    return call(path, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key, **headers})


def test_books_and_records_are_listed_for_those_who_may_read(world: World) -> None:
    enter(world, phone="139")
    trip(world)
    clerk, liaison, tax = (signed_in_as(world.accounts[who]) for who in ("clerk", "liaison", "tax_liaison"))
    assert {book["code"] for book in liaison.get(BASE).json()} >= {"toy_visit"}
    assert "toy_trip" not in {book["code"] for book in liaison.get(BASE).json()}
    assert "toy_trip" in {book["code"] for book in clerk.get(BASE).json()}
    assert clerk.get(f"{BASE}/toy_trip/records").json()["total"] == 1
    assert liaison.get(f"{BASE}/toy_trip/records").status_code == 404
    assert tax.get(VISITS).json()["total"] == 0
    assert liaison.get(VISITS).json()["items"][0]["data"]["phone"] == "139"
    assert "phone" not in clerk.get(VISITS).json()["items"][0]["data"]
    assert clerk.get(f"{BASE}/none/records").status_code == 404


def test_a_record_lives_its_life_over_http(world: World) -> None:
    liaison, verifier = signed_in_as(world.accounts["liaison"]), signed_in_as(world.accounts["verifier"])
    unit = world.district.education.pk
    data = {"unit": unit, "occurred_on": TODAY.isoformat(), "title": "走访", "kind": "meeting", "themes": ["law"]}
    body = {"data": data, "evidence": [world.file("liaison")]}
    first = send(liaison, "post", VISITS, body, "k1")
    assert first.status_code == 201
    assert send(liaison, "post", VISITS, body, "k1").json()["repeated"] is True
    pk = first.json()["record_id"]
    shown = liaison.get(f"{VISITS}/{pk}")
    assert (shown["ETag"], shown.json()["papers"]) == ('"v1"', body["evidence"])
    change = {"data": {**data, "guests": 5}, "reason": "补充人数"}
    assert send(liaison, "put", f"{VISITS}/{pk}", change, "k2", **{"If-Match": '"v1"'}).json()["version"] == 2
    late = send(liaison, "put", f"{VISITS}/{pk}", {**change, "reason": "又改"}, "k3", **{"If-Match": '"v1"'})
    assert late.status_code in {409, 412}
    assert send(liaison, "post", f"{VISITS}/{pk}/verify", {}, "k4").status_code == 403
    assert send(verifier, "post", f"{VISITS}/{pk}/verify", {}, "k5").status_code == 200
    assert send(verifier, "post", f"{VISITS}/{pk}/dance", {}, "k6").status_code == 404


def test_wrong_input_names_every_field(world: World) -> None:
    client = signed_in_as(world.accounts["liaison"])
    answer = send(client, "post", VISITS, {"data": {"kind": "dance", "odd": 1}}, "k")
    assert answer.status_code == 422
    fields = {error["field"] for error in answer.json()["errors"]}
    assert {"body.data.kind", "body.data.odd", "body.data.title", "body.data.unit"} <= fields


def test_a_stranger_reads_nothing(world: World) -> None:
    assert Client().get(BASE).status_code == 401
    assert Client().get(VISITS).status_code == 401
