"""Who applied is masked on the page, shown in full on record, and to nobody who does not handle the application."""

from datetime import date

import pytest

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World
from mingzheng.domains.foi.applicants import STREAM, masked_applicant_of, may_know
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.repeats import repeats_of
from mingzheng.domains.foi.tests.applications import RECEIVED, answer, received
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.ledger.public import erase_subject, list_entries, now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today_is_fixed")]
NAMED = {"applicant": "张晓丽", "identity": "330106199001011234", "contact": "13800001111 某路1号"}


def test_the_page_masks_and_the_full_view_is_on_record(foi: Caller, world: World) -> None:
    case = foi.case(received(foi, **NAMED))
    browser = signed_in_as(world.accounts["clerk"])
    page = browser.get(f"/desk/cases/{case.number}/").content.decode()
    assert "张**" in page
    assert "张晓丽" not in page
    assert "330106199001011234" not in page
    assert "13800001111" not in page
    assert list_entries(STREAM, str(case.pk)) == []
    shown = browser.post(f"/desk/foi/{case.number}/applicant")
    assert "张晓丽" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    (entry,) = list_entries(STREAM, str(case.pk))
    assert entry.kind == "applicant_viewed"
    assert "张晓丽" not in entry.payload_text
    assert browser.get(f"/desk/foi/{case.number}/applicant").status_code == 405


@pytest.mark.parametrize(("who", "status"), [("auditor", 403), ("tax_liaison", 404), ("stranger", 404)])
def test_who_does_not_handle_it_does_not_learn_who_applied(foi: Caller, world: World, who: str, status: int) -> None:
    case = foi.case(received(foi, **NAMED))
    if who not in world.accounts:
        world.grant("head", "auditor", world.district.district)
        who, status = "head", 403
    answer_ = signed_in_as(world.accounts[who]).post(f"/desk/foi/{case.number}/applicant")
    assert answer_.status_code == status
    assert not may_know(world.actor(who, RECEIVED), case)


def test_what_was_destroyed_is_gone(foi: Caller) -> None:
    case = foi.case(received(foi, **NAMED))
    erase_subject(stream="case", stream_id=str(case.pk), actor="system", reason="保管期限届满", recorded_at=now())
    assert masked_applicant_of(case) == {}


def test_the_month_is_counted_per_applicant_and_organ(foi: Caller, world: World) -> None:
    cases = [received(foi, date(2026, 3, 2)) for _ in range(11)]
    other = received(foi, date(2026, 3, 3), identity="另一证件")
    next_month = received(foi, date(2026, 4, 1))
    actor = world.actor("clerk", RECEIVED)
    last = repeats_of(Application.objects.get(pk=cases[-1]), actor)
    assert last is not None
    assert (last.in_month, last.place, last.is_frequent, last.price) == (11, 11, True, 100)
    assert len(last.earlier) == 5
    for case_id in (other, next_month):
        alone = repeats_of(Application.objects.get(pk=case_id), actor)
        assert alone is not None
        assert (alone.place, alone.is_frequent) == (1, False)


def test_the_ground_and_its_remedy_stand_on_the_page(foi: Caller, world: World) -> None:
    case_id = received(foi)
    answer(foi, case_id, "C5")
    page = signed_in_as(world.accounts["clerk"]).get(f"/desk/cases/{foi.case(case_id).number}/").content.decode()
    assert "先申请行政复议" in page
    assert "第十六条第一款" in page
