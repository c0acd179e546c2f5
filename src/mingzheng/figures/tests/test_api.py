"""The figures over HTTP: definitions, values, rows, parts, series; a reading in and verified by another."""

import pytest

from mingzheng.figures.tests.test_screens import report
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]
BASE = "/api/v1/figures"


@pytest.fixture
def clerk(world):
    return signed_in_as(world.accounts["clerk"])


def test_definitions_are_listed_and_found(clerk):
    found = clerk.get(f"{BASE}?q=来信").json()
    assert "trial.letters" in [item["code"] for item in found]
    assert clerk.get(f"{BASE}/trial.letters").json()["dimensions"][0] == {"code": "unit", "title": "单位"}
    assert clerk.get(f"{BASE}/trial.nothing").status_code == 404


def test_a_value_is_told_with_rows_parts_and_series(world, clerk):
    report(world)
    asked = "period=year:2025"
    told = clerk.get(f"{BASE}/trial.letters/value?{asked}").json()
    assert (told["value"], told["printed"], told["state"]) == ("57", "57件", "unverified")
    assert clerk.get(f"{BASE}/trial.letters/rows?{asked}").json()["items"][0]["title"] == "教育局：57件"
    assert clerk.get(f"{BASE}/trial.letters/parts/unit?{asked}").json()["parts"][0]["value"] == "57"
    assert [item["period"] for item in clerk.get(f"{BASE}/trial.letters/series?{asked}&years=2").json()] == [
        "year:2024",
        "year:2025",
    ]
    assert clerk.get(f"{BASE}/trial.letters/comparison?{asked}").json()["difference"] is None
    assert clerk.get(f"{BASE}/trial.units/value?period=year:2020").json()["wordings"]


@pytest.mark.parametrize("asked", ["period=rubbish", "unit=0", "period=year:99999", "unit=x"])
def test_what_cannot_be_asked_is_a_problem(clerk, asked):
    assert clerk.get(f"{BASE}/trial.letters/value?{asked}").status_code == 422


def test_a_unit_may_not_ask_for_another(world):
    browser = signed_in_as(world.accounts["liaison"])
    answer = browser.get(f"{BASE}/trial.letters/value?period=year:2025&unit={world.district.tax.pk}")
    assert answer.status_code == 403


def test_nobody_reads_without_signing_in(client):
    assert client.get(BASE).status_code == 401


def test_a_reading_comes_in_once_and_is_verified_by_another(world):
    body = {
        "figure": "trial.letters",
        "unit": world.district.education.pk,
        "period": "year:2025",
        "value": "近200",
        "source_words": "科长口头提供",
    }
    liaison, section = (signed_in_as(world.accounts[name]) for name in ("liaison", "section"))

    def send(browser, path, given, key):
        return browser.post(path, given, content_type="application/json", headers={"Idempotency-Key": key})

    first = send(liaison, "/api/v1/readings", body, "a")
    assert first.status_code == 201, first.content.decode()
    assert send(liaison, "/api/v1/readings", body, "a").json()["id"] == first.json()["id"]
    wrong = send(liaison, "/api/v1/readings", body | {"value": "很多"}, "b").json()
    assert wrong["errors"][0]["field"] == "body.value"
    pk = first.json()["id"]
    assert send(liaison, f"/api/v1/readings/{pk}/verify", {}, "c").status_code == 403
    assert send(section, f"/api/v1/readings/{pk}/verify", {"opinion": "属实"}, "d").json()["state"] == "verified"
    assert (
        send(signed_in_as(world.accounts["tax_liaison"]), f"/api/v1/readings/{pk}/verify", {}, "e").status_code == 404
    )
    assert section.get("/api/v1/readings").json()["items"][0]["printed"] == "近200件"
