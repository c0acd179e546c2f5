"""Rounds, letters and circulars: who is asked, who has answered, what leaves the office and when."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzheng.casework.public import BadInput, Case, CaseNotFound, NotPermitted, Refused, open_case
from mingzheng.casework.tests.world import at
from mingzheng.domains.workplan.letter_selectors import circulars_for, letters_for, reply_state
from mingzheng.domains.workplan.models import CircularDetail, Letter, ReportingRound
from mingzheng.domains.workplan.round_selectors import standing_for, standing_in_round
from mingzheng.domains.workplan.services.papers import compose_circular, compose_urging
from mingzheng.domains.workplan.services.round_notices import tell_of_open_rounds
from mingzheng.domains.workplan.services.rounds import close_round, open_round, urge_missing
from mingzheng.domains.workplan.tests.test_ledger_life import DAY, Ledger
from mingzheng.kit.text import in_book_marks
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.ledger.public import list_entries, now
from mingzheng.platform.notices.public import list_notices_for

pytestmark = pytest.mark.django_db

CLOSES = date(2026, 3, 20)
LATE = date(2026, 7, 1)


@pytest.fixture
def ledger() -> Ledger:
    made = Ledger()
    made.book()
    return made


def start(ledger: Ledger, who: str = "clerk", **changes: Any) -> ReportingRound:
    given = {"title": "第一季度", "opens_on": DAY, "closes_on": CLOSES, "note": "", **changes}
    ledger.scheme.case.refresh_from_db()
    return open_round(ledger.scheme, actor=ledger.world.actor(who), recorded_at=at(DAY), **given)


def report(ledger: Ledger, number: str = "1") -> Case:
    case = ledger.item(number, ledger.world.district.education)
    ledger.do(case, "receive", "liaison")
    ledger.do(case, "set_plan", "liaison", measure="建库", responsible_person="赵小满")
    ledger.do(case, "report_progress", "liaison", progress="已建栏目", percent=60, coordination="需技术支持")
    return case


def browser(ledger: Ledger, who: str) -> Client:
    account = ledger.world.accounts[who]
    account.password_changed_at = now()
    account.save(update_fields=["password_changed_at"])
    return signed_in_as(account)


def test_a_round_counts_rows_due_and_reported_by_unit(ledger: Ledger) -> None:
    item = start(ledger)
    report(ledger)
    counts = {row.unit: (row.due, row.reported, row.missing) for row in standing_in_round(item)}
    district = ledger.world.district
    assert counts == {district.education.name: (2, 1, 1), district.tax.name: (2, 0, 2)}


def test_a_round_is_opened_once_over_a_booked_scheme_by_the_office(ledger: Ledger) -> None:
    start(ledger)
    with pytest.raises(Refused):
        start(ledger)
    with pytest.raises(BadInput):
        start(ledger, title="乱", closes_on=date(2026, 1, 1))
    for who in ("liaison", "head", "stranger", "verifier"):
        with pytest.raises(NotPermitted):
            start(ledger, who, title="他")
    assert [entry.kind for entry in list_entries("workplan_round", str(ReportingRound.objects.get().pk))] == [
        "round_opened"
    ]


def test_closing_keeps_the_standing_of_that_moment(ledger: Ledger) -> None:
    item = start(ledger)
    close_round(item, actor=ledger.world.actor("clerk"), recorded_at=at(CLOSES))
    report(ledger)
    item.refresh_from_db()
    rows = standing_for(ledger.world.actor("clerk"), item, sees_all=True)
    assert [row.reported for row in rows] == [0, 0]
    with pytest.raises(Refused):
        close_round(item, actor=ledger.world.actor("clerk"), recorded_at=at(CLOSES))


def test_a_unit_sees_only_its_own_standing(ledger: Ledger) -> None:
    item = start(ledger)
    rows = standing_for(ledger.world.actor("tax_liaison"), item, sees_all=False)
    assert [row.unit for row in rows] == [ledger.world.district.tax.name]


def test_urging_reaches_every_row_not_reported_and_a_second_sending_changes_nothing(ledger: Ledger) -> None:
    item = start(ledger)
    report(ledger)
    given = {"note": "请报", "occurred_on": DAY, "recorded_at": at(DAY), "key": "k"}
    units = [ledger.world.district.education.pk, ledger.world.district.tax.pk]
    assert urge_missing(item, units, actor=ledger.world.actor("clerk"), **given) == (3, [])
    urge_missing(item, units, actor=ledger.world.actor("clerk"), **given)
    assert Case.objects.filter(acts__action="urge").count() == 3
    with pytest.raises(NotPermitted):
        urge_missing(item, units, actor=ledger.world.actor("liaison"), **given)


def test_units_are_told_at_the_opening_and_two_working_days_before_the_end(ledger: Ledger) -> None:
    start(ledger)
    liaison = ledger.world.actor("liaison")
    for day, expected in ((DAY, 1), (date(2026, 3, 17), 1), (date(2026, 3, 18), 2), (date(2026, 3, 19), 2)):
        tell_of_open_rounds(day)
        assert list_notices_for(liaison).filter(kind__startswith="workplan_round").count() == expected


def late_letter(ledger: Ledger) -> Letter:
    case = report(ledger)
    ledger.do(case, "urge", "clerk", on=LATE)
    ledger.do(case, "send_reminder", "office_section", on=LATE, body="请抓紧落实。", reply_due_on="2026-07-08")
    return Letter.objects.get()


def test_a_letter_knows_whether_it_was_answered(ledger: Ledger) -> None:
    letter = late_letter(ledger)
    assert [reply_state(letter, day) for day in (LATE, date(2026, 7, 9))] == ["normal", "overdue"]
    ledger.do(letter.item.case, "reply_letter", "liaison", on=LATE, reply="7 月底前完成")
    letter.refresh_from_db()
    assert reply_state(letter, date(2026, 7, 9)) == "done"
    letter.replied_on, letter.item.case.state = None, "reported"
    assert reply_state(letter, date(2026, 7, 9)) == "paused"


def test_letters_are_documents_for_those_who_see_the_row(ledger: Ledger) -> None:
    letter = late_letter(ledger)
    urging = letter.item.case.acts.get(action="urge")
    slip = compose_urging(letter.item.case, urging)
    assert slip.doc_number == "云党政办催〔2026〕1号"
    assert "现予催办" in str(slip.body)
    with time_machine.travel(at(LATE), tick=False):
        for who, status in (("clerk", 200), ("liaison", 200), ("tax_liaison", 404), ("stranger", 404)):
            for path in (f"letters/{letter.pk}", f"urgings/{urging.pk}"):
                assert browser(ledger, who).get(f"/desk/plan/{path}.pdf").status_code == status
        client = browser(ledger, "clerk")
        assert client.get(f"/desk/plan/letters/{letter.pk}.docx").content[:2] == b"PK"
        assert client.get(f"/desk/plan/letters/{letter.pk}.exe").status_code == 404
        assert Client().get(f"/desk/plan/letters/{letter.pk}.pdf").status_code == 302
        assert not letters_for(ledger.world.actor("tax_liaison", LATE)).exists()


def test_the_form_of_a_letter_suggests_its_words(ledger: Ledger) -> None:
    case = report(ledger)
    ledger.do(case, "urge", "clerk", on=LATE)
    with time_machine.travel(at(LATE), tick=False):
        page = browser(ledger, "office_section").get(f"/desk/cases/{case.number}/act/send_reminder").content.decode()
    assert "已逾期 1 天" in page
    assert 'value="2026-07-08"' in page


def test_more_time_is_asked_beyond_the_limit_and_granted_as_asked(ledger: Ledger) -> None:
    case = report(ledger)
    asked = {"new_date": "2026-06-01", "reason": "采购"}
    with pytest.raises(Refused) as refused:
        ledger.do(case, "request_request_extension", "liaison", **asked)
    assert [reason.code for reason in refused.value.reasons] == ["not_later"]
    ledger.signed(case, "request_extension", new_date="2026-08-03", reason="采购")
    with time_machine.travel(at(DAY), tick=False):
        page = browser(ledger, "office_section").get(f"/desk/cases/{case.number}/act/grant_extension").content.decode()
    assert 'value="2026-08-03"' in page


def circular(ledger: Ledger, **more: Any) -> Case:
    data = {"scheme": ledger.scheme.pk, "title": "关于落实情况的通报", "body": "有关情况如下。", **more}
    receipt = open_case(
        "workplan_circular",
        actor=ledger.world.actor("clerk"),
        occurred_on=DAY,
        recorded_at=at(DAY),
        data=data,
        key=f"circular:{data['title']}",
    )
    return Case.objects.get(pk=receipt.case_id)


def test_a_circular_states_the_units_standing_and_refreshes_it_while_drafting(ledger: Ledger) -> None:
    case = circular(ledger)
    detail = CircularDetail.objects.get(pk=case.pk)
    assert [(row["unit"], row["total"]) for row in detail.table] == [
        (ledger.world.district.education.name, 2),
        (ledger.world.district.tax.name, 2),
    ]
    ledger.do(case, "refresh", "clerk", on=LATE)
    detail.refresh_from_db()
    assert (detail.as_of, sum(row["overdue"] for row in detail.table)) == (LATE, 2)
    with pytest.raises(BadInput):
        circular(ledger, scheme=case.pk, title="另一份")
    ledger.scheme.case.refresh_from_db()
    text = f"截至今天，{in_book_marks(ledger.scheme.case.title)}已销号 0 件。"
    assert circular(ledger, title="又一份", body=text).title == "又一份"


def test_a_ranking_reaches_no_unit_before_it_is_approved_and_issued(ledger: Ledger) -> None:
    case = circular(ledger, with_ranking=True)
    world, unit = ledger.world, "liaison"
    with time_machine.travel(at(DAY), tick=False):
        for action, who in (("submit", "clerk"), ("review", "office_section"), ("approve", "director")):
            assert browser(ledger, unit).get(f"/desk/plan/circulars/{case.pk}.pdf").status_code == 404
            assert not circulars_for(world.actor(unit)).exists()
            ledger.do(case, action, who)
        assert browser(ledger, unit).get(f"/desk/plan/circulars/{case.pk}.docx").status_code == 404
        with pytest.raises(CaseNotFound):
            ledger.do(case, "issue", unit)
        ledger.do(case, "issue", "clerk")
        assert browser(ledger, unit).get(f"/desk/plan/circulars/{case.pk}.pdf").content[:5] == b"%PDF-"
        assert browser(ledger, "stranger").get(f"/desk/plan/circulars/{case.pk}.pdf").status_code == 404
    detail = CircularDetail.objects.get(pk=case.pk)
    assert (detail.number, detail.approver) == ("云党政办督〔2026〕1号", "梁伯文")
    assert [annex.title for annex in compose_circular(detail).attachments] == ["各单位台账落实情况（按完成率排名）"]
    assert list_notices_for(world.actor(unit)).filter(kind="workplan_circular.issue").count() == 1


SCREENS = {
    "rounds/": {"clerk": 200, "liaison": 200, "stranger": 200},
    "rounds/open": {"clerk": 200, "liaison": 403, "stranger": 403},
    "rounds/{round}/": {"clerk": 200, "verifier": 200, "liaison": 200, "stranger": 404},
    "rounds/{round}/?format=xlsx": {"clerk": 200, "liaison": 200, "stranger": 404},
    "rounds/{round}/urge": {"clerk": 302, "liaison": 403, "stranger": 404},
    "rounds/{round}/close": {"clerk": 200, "liaison": 403, "verifier": 403},
    "letters/": {"clerk": 200, "liaison": 200, "stranger": 200},
    "circulars/": {"clerk": 200, "liaison": 200, "stranger": 200},
}


@pytest.mark.parametrize("path", SCREENS)
def test_everybody_sees_his_screens_and_no_others(ledger: Ledger, path: str) -> None:
    item = start(ledger)
    report(ledger)
    address = f"/desk/plan/{path.format(round=item.pk)}"
    with time_machine.travel(at(DAY), tick=False):
        for who, status in SCREENS[path].items():
            assert browser(ledger, who).get(address).status_code == status, who
        assert Client().get(address).status_code == 302


def test_rounds_are_opened_urged_and_closed_in_the_browser(ledger: Ledger) -> None:
    with time_machine.travel(at(DAY), tick=False):
        client = browser(ledger, "clerk")
        given = {"scheme": ledger.scheme.pk, "title": "三月", "opens_on": "2026-03-02", "closes_on": "2026-03-20"}
        assert client.post("/desk/plan/rounds/open", {**given, "idempotency_key": "a"}).status_code == 302
        item = ReportingRound.objects.get()
        asked = client.post(f"/desk/plan/rounds/{item.pk}/urge", {"ids": [ledger.world.district.tax.pk]})
        assert "未报 2 件" in asked.content.decode()
        confirmed = {"ids": [ledger.world.district.tax.pk], "confirmed": "1", "note": "请报", "idempotency_key": "b"}
        assert client.post(f"/desk/plan/rounds/{item.pk}/urge", confirmed).status_code == 302
        assert Case.objects.filter(acts__action="urge").count() == 2
        assert client.post(f"/desk/plan/rounds/{item.pk}/close", {"idempotency_key": "c"}).status_code == 302


def test_a_round_costs_the_same_queries_for_one_report_and_for_several(ledger: Ledger) -> None:
    item = start(ledger)
    counts = []
    with time_machine.travel(at(DAY), tick=False):
        client = browser(ledger, "clerk")
        for number in ("1", "2"):
            report(ledger, number)
            client.get(f"/desk/plan/rounds/{item.pk}/")
            with CaptureQueriesContext(connection) as seen:
                client.get(f"/desk/plan/rounds/{item.pk}/")
            counts.append(len(seen))
    assert counts[0] == counts[1]
