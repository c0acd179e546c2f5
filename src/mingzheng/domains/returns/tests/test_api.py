"""Returns over HTTP: lists, one return, filling in, and the same answers as at the desk."""

import pytest
from django.test import Client

from mingzheng.domains.returns.tests.conftest import LETTERS, Desk
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = pytest.mark.django_db
API = "/api/v1/returns"


def put(client: Client, number: str, values: list[dict[str, object]], key: str = "p1"):
    return client.put(
        f"{API}/{number}/values", {"values": values}, content_type="application/json", headers={"Idempotency-Key": key}
    )


def test_forms_and_returns_are_listed_to_those_who_may_see_them(desk: Desk) -> None:
    form = desk.publish()
    office = signed_in_as(desk.world.accounts["clerk"])
    (one,) = office.get(f"{API}/forms").json()["items"]
    assert (one["number"], one["asked"], one["answered"]) == (form.case.number, 2, 0)
    whole = office.get(f"{API}/forms/{form.case.number}").json()
    assert whole["figures"][0]["figure"] == LETTERS
    assert {row["state"] for row in whole["units"]} == {"assigned"}
    unit = signed_in_as(desk.world.accounts["liaison"])
    assert unit.get(f"{API}/forms").json()["items"] == []
    assert [row["unit"] for row in unit.get(API).json()["items"]] == [desk.bureau]
    assert signed_in_as(desk.world.accounts["stranger"]).get(API).json()["items"] == []
    assert Client().get(API).status_code == 401


def test_values_are_filled_in_as_one_act_or_not_at_all(desk: Desk) -> None:
    item = desk.item(desk.publish())
    client, number = signed_in_as(desk.world.accounts["liaison"]), item.case.number
    bad = put(client, number, [{"figure": LETTERS, "value": "57"}, {"figure": "paper.answered", "value": "很多"}])
    assert bad.status_code == 422
    assert "不是数值" in bad.content.decode()
    assert not item.lines.exclude(printed="").exists()
    good = put(client, number, [{"figure": LETTERS, "value": "近200", "source": "台账"}], key="p2")
    assert good.status_code == 200
    line = next(row for row in good.json()["lines"] if row["figure"] == LETTERS)
    assert (line["value"], line["source"]) == ("近200", "台账")
    assert put(client, number, [{"figure": LETTERS, "value": "近200", "source": "台账"}], key="p2").status_code == 200
    assert desk.case(item).acts.filter(action="fill_in").count() == 1


def test_another_unit_reaches_nothing(desk: Desk) -> None:
    item = desk.item(desk.publish())
    client = signed_in_as(desk.world.accounts["tax_liaison"])
    assert client.get(f"{API}/{item.case.number}").status_code == 404
    assert put(client, item.case.number, [{"figure": LETTERS, "value": "1"}]).status_code == 404
