"""A number dictated at night in one room keeps a report of another room from being signed until somebody verified it."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from mingzheng.casework.public import Refused, perform
from mingzheng.casework.tests.world import World, at, make_world
from mingzheng.domains.reports.models import Block, Report
from mingzheng.domains.reports.services.starting import start_report
from mingzheng.domains.reports.services.writing import save_block
from mingzheng.figures.models import Reading
from mingzheng.platform.accounts.tests.browsers import signed_in_as

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 12)
RECEIVED = "correspondence.received"


@pytest.fixture
def world() -> Iterator[World]:
    """Return the district on a night in January."""
    with time_machine.travel(at(DAY), tick=True):
        yield make_world()


def begin(world: World) -> Report:
    actor = world.actor("clerk", DAY)
    bureau = world.district.education
    receipt = start_report(bureau, 2025, "default", actor=actor, occurred_on=DAY, recorded_at=at(DAY), key="begin")
    return Report.objects.select_related("case").get(pk=receipt.case_id)


def act(world: World, report: Report, action: str, who: str, **data: object) -> str:
    actor = world.actor(who, DAY)
    key = f"{action}:{who}:{report.case.acts.count()}"
    return perform(report.pk, action, actor=actor, occurred_on=DAY, recorded_at=at(DAY), data=data, key=key).state


def test_a_report_is_not_signed_on_a_number_dictated_and_not_verified(world: World) -> None:
    report = begin(world)
    liaison = signed_in_as(world.accounts["liaison"])
    quick = f"/desk/returns/quick?figure={RECEIVED}&unit={report.unit_id}&period=year:2025"
    figure = liaison.get(f"/desk/figures/{RECEIVED}/?unit={report.unit_id}&period=year:2025").content.decode()
    assert quick.replace("&", "&amp;").replace(":", "%3A") in figure
    said = {"figure": RECEIVED, "value": "近200", "unit": report.unit_id, "source_words": "22时电话口述"}
    noted = liaison.post(quick, {**said, "kind": "year", "until": "2025-12-31", "idempotency_key": "night"})
    assert noted.status_code == 302

    block = Block.objects.filter(section__report=report).first()
    assert block is not None
    text = f"办理来文{{{{{RECEIVED}}}}}。"
    save_block(block.pk, text=text, seen_version=block.version, actor=world.actor("liaison", DAY), at=at(DAY))
    page = liaison.get(reverse("reports:read", args=[report.case.number])).content.decode()
    assert "近200件" in page
    assert "〔未核〕" in page

    act(world, report, "submit", "liaison")
    act(world, report, "pass_check", "section")
    held = {"meeting": "party", "meeting_name": "局党组会", "held_on": DAY.isoformat(), "outcome": "agreed"}
    act(world, report, "record_discussion", "liaison", **held)
    with pytest.raises(Refused) as refused:
        act(world, report, "sign", "head")
    assert [reason.code for reason in refused.value.reasons] == ["unverified"]
    assert "近200件" in refused.value.reasons[0].message

    reading = Reading.objects.get()
    waiting = reverse("returns:unverified")
    assert "近200件" in signed_in_as(world.accounts["verifier"]).get(waiting).content.decode()
    signed_in_as(world.accounts["verifier"]).post(waiting, {"ids": [reading.pk]})
    reading.refresh_from_db()
    assert (reading.state, act(world, report, "sign", "head")) == ("verified", "signed")
    figure = liaison.get(f"/desk/figures/{RECEIVED}/?unit={report.unit_id}&period=year:2025").content.decode()
    assert report.title in figure
    assert "与现值一致" in figure
