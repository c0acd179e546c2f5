"""The screens of the figures: each opens for who works here, shows only what he may see, and says no in words."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingzheng.casework.tests.world import NOW
from mingzheng.figures import registry
from mingzheng.figures.declaration import Figure
from mingzheng.figures.models import Reading
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.public import record_reading
from mingzheng.figures.tests.conftest import YEAR
from mingzheng.figures.values import pedigree_url
from mingzheng.platform.accounts.models import Account
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.org.tests.builders import unit as add_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]
PAGE = "/desk/figures/trial.letters/"
PAGES = (
    "/desk/figures/",
    "/desk/figures/?area=services&q=事项",
    "/desk/figures/?only=alarm",
    PAGE,
    f"{PAGE}?period=year:2025",
    f"{PAGE}?since=2025-01-01&until=2025-06-30",
    f"{PAGE}?until=2025-06-30",
    f"{PAGE}parts?period=year:2025",
    f"{PAGE}export?period=year:2025",
    f"{PAGE}report",
    "/desk/figures/trial.units/",
    "/desk/figures/trial.units/parts?period=year:2020",
    "/desk/figures/trial.rate/",
    "/desk/figures/trial.growth/parts",
    "/desk/figures/casework.received/",
    "/desk/figures/casework.open/parts",
    "/desk/figures/readings/",
    "/desk/figures/readings/?waiting=1",
)


def report(world, value="57", who="liaison", unit=None, period=YEAR, code="trial.letters"):
    unit_id = unit or world.district.education.pk
    return record_reading(code, unit_id=unit_id, period=period, value=value, actor=world.actor(who))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_for_who_works_here(world, address):
    report(world)
    assert signed_in_as(world.accounts["clerk"]).get(address).status_code == 200
    assert signed_in_as(world.accounts["liaison"]).get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_no_page_opens_for_others(world, client, address):
    assert client.get(address).status_code == 302
    keeper = Account.objects.create(
        username="keeper",
        admin_duty="system",
        kind="administrator",
        created_at=NOW,
        password="!",
        must_change_password=False,
        password_changed_at=NOW,
    )
    assert signed_in_as(keeper).get(address).status_code in {302, 403}


def test_what_cannot_be_asked_is_told(world):
    browser = signed_in_as(world.accounts["liaison"])
    assert browser.get("/desk/figures/trial.nothing/").status_code == 404
    for query in ("period=rubbish", "since=2025-02-30&until=2025-03-01", "since=2025-02-01&until=2024-01-01"):
        answer = browser.get(f"{PAGE}?{query}")
        assert answer.status_code == 422
        assert "时段无法识别" in answer.content.decode()
    foreign = browser.get(f"{PAGE}?units={world.district.tax.pk}")
    assert foreign.status_code == 403
    assert "不能查看该单位" in foreign.content.decode()


def test_a_unit_sees_its_own_value_and_the_office_all(world):
    report(world)
    report(world, "43", "clerk", world.district.tax.pk)
    assert ">57件<" in signed_in_as(world.accounts["liaison"]).get(f"{PAGE}?period=year:2025").content.decode()
    assert ">100件<" in signed_in_as(world.accounts["clerk"]).get(f"{PAGE}?period=year:2025").content.decode()


def test_a_number_of_several_units_opens_the_value_of_these_very_units(world):
    education, tax, office = world.district.education.pk, world.district.tax.pk, world.district.office.pk
    report(world)
    report(world, "43", "clerk", tax)
    report(world, "12", "clerk", office)
    browser = signed_in_as(world.accounts["clerk"])
    address = pedigree_url("trial.letters", Scope(frozenset({education, tax}), YEAR))
    for opened in (address, address.replace("units=", "unit=")):
        answer = browser.get(opened)
        assert 'action="/desk/sign-out"' in answer.content.decode(), "the frame is whole"
        assert ">100件<" in answer.content.decode()
        assert f"period=year:2025&amp;units={min(education, tax)},{max(education, tax)}" in answer.content.decode()
    assert ">112件<" in browser.get(f"{address}&unit=all").content.decode()
    assert ">57件<" in browser.get(f"{address}&unit={education}").content.decode()


def test_a_share_changes_by_points_of_a_hundred_on_its_page(world):
    for year, answered in ((2024, "60"), (2025, "73")):
        report(world, "100", period=Period.year(year))
        report(world, answered, period=Period.year(year), code="trial.answered")
    page = signed_in_as(world.accounts["clerk"]).get("/desk/figures/trial.rate/parts?period=year:2025").content.decode()
    assert "上年同期60%，增加13个百分点" in page


def test_a_closed_figure_is_for_the_office_only(world):
    registry.declare(Figure("trial.itineraries", "行程", "领导行程", sensitive=True))
    for who, page, api in (("clerk", 200, 200), ("liaison", 404, 404)):
        browser = signed_in_as(world.accounts[who])
        assert browser.get("/desk/figures/trial.itineraries/").status_code == page
        assert browser.get("/api/v1/figures/trial.itineraries/value").status_code == api
        catalogue = browser.get("/desk/figures/?q=行程").content.decode()
        assert ("领导行程" in catalogue) == (page == 200)
    registry.withdraw_declaration("trial.itineraries")


def form(**more):
    return {"kind": "year", "until": "2025-12-31", "value": "200余", "source_words": "秘书科台账", **more}


def test_a_value_is_reported_verified_and_corrected_at_the_desk(world):
    liaison, section = (signed_in_as(world.accounts[name]) for name in ("liaison", "section"))
    given = form(unit=world.district.education.pk, idempotency_key="k1")
    answer = liaison.post(f"{PAGE}report", given)
    reading = Reading.objects.get()
    assert answer.url == reverse("figures:reading", args=[reading.pk])
    assert liaison.post(f"{PAGE}report", given).status_code == 302
    assert Reading.objects.count() == 1
    assert "待核验" in section.get("/desk/figures/readings/").content.decode()
    page = section.get(answer.url).content.decode()
    assert "200余件" in page
    assert section.post(reverse("figures:verify", args=[reading.pk]), {"opinion": "属实"}).status_code == 302
    corrected = liaison.post(reverse("figures:correct", args=[reading.pk]), {"value": "210", "reason": "补计"})
    assert "210件" in liaison.get(corrected.url).content.decode()
    refused = liaison.post(reverse("figures:verify", args=[Reading.objects.latest("pk").pk]), {})
    assert refused.status_code == 403
    assert "自己填报" in refused.content.decode() or "核验人员" in refused.content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"value": "很多"}, "不是数值"),
        ({"value": "<script>alert(1)</script>"}, "不是数值"),
        ({"value": "-1"}, "不得小于0件"),
        ({"until": ""}, "请填写截止日期"),
        ({"kind": "range"}, "请填写起始日期"),
        ({"until": "2030-01-01"}, "尚未到来"),
        ({"source_words": ""}, "请填写"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_lost(world, wrong, words):
    browser = signed_in_as(world.accounts["liaison"])
    answer = browser.post(f"{PAGE}report", form(unit=world.district.education.pk) | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    field = next(name for name in ("source_words", "value", "kind", "until") if name in wrong)
    assert answer.context["form"].errors.get("until" if field == "kind" else field)
    assert "<script>alert" not in page
    if "source_words" not in wrong:
        assert "秘书科台账" in page
    assert not Reading.objects.exists()


def test_the_form_begins_with_the_organ_and_not_with_ones_section(world):
    shown = signed_in_as(world.accounts["clerk"]).get(f"{PAGE}report")
    assert shown.context["form"]["unit"].value() == world.district.office.pk


def test_who_may_not_read_a_reading_does_not_know_of_it(world):
    reading = report(world)
    stranger = signed_in_as(world.accounts["tax_liaison"])
    for name in ("reading", "verify", "correct", "withdraw"):
        assert stranger.get(reverse(f"figures:{name}", args=[reading.pk])).status_code == 404


def test_a_year_is_locked_and_opened_by_heads_of_the_office_only(world):
    given = {"unit": world.district.education.pk, "year": 2025, "reason": "年报定稿"}
    assert signed_in_as(world.accounts["liaison"]).post("/desk/figures/readings/lock", given).status_code == 403
    director = signed_in_as(world.accounts["director"])
    assert director.post("/desk/figures/readings/lock", given).status_code == 302
    answer = signed_in_as(world.accounts["liaison"]).post(f"{PAGE}report", form(unit=world.district.education.pk))
    assert "已锁定" in answer.content.decode()
    assert director.post("/desk/figures/readings/unlock", given).status_code == 302


def count_queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "address",
    ["/desk/figures/readings/", f"{PAGE}?period=year:2025", f"{PAGE}parts?period=year:2025", "/desk/figures/"],
)
def test_pages_ask_as_often_for_many_readings_as_for_one(world, address):
    browser = signed_in_as(world.accounts["clerk"])
    report(world)
    for unit in (world.district.office, world.district.tax):
        report(world, "3", "clerk", unit.pk)
        report(world, "3", "clerk", unit.pk, Period.year(2024))
    one = count_queries(browser, address)
    for number in range(20):
        made = add_unit(f"U{number}", f"第{number}局", parent=world.district.district, valid_from=date(2020, 1, 1))
        report(world, "5", "clerk", made.pk)
        report(world, "5", "clerk", made.pk, Period.year(2024))
    assert count_queries(browser, address) <= one
