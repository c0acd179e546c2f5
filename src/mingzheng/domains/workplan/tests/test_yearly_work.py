"""Look-backs, leading groups, hearings: what is due every year, who keeps it, what it counts."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingzheng.casework.public import BadInput, Case, NotPermitted, Refused
from mingzheng.casework.tests.world import at
from mingzheng.domains.workplan.group_selectors import groups_for, hearing_board_for, hearings_for, issues_for
from mingzheng.domains.workplan.models import HeadHearing, LeadingGroup, LookBack, LookBackCheck
from mingzheng.domains.workplan.selectors import count_hearings, count_ledger_for, count_look_back, count_meetings
from mingzheng.domains.workplan.services import groups, look_backs
from mingzheng.domains.workplan.services.yearly_reminders import remind_of_yearly_duties
from mingzheng.domains.workplan.tests.test_ledger_life import DAY, Ledger
from mingzheng.domains.workplan.tests.test_rounds_and_papers import browser
from mingzheng.platform.ledger.public import list_entries
from mingzheng.platform.notices.public import list_notices_for

pytestmark = pytest.mark.django_db

NEXT = date(2027, 1, 11)


@pytest.fixture
def ledger() -> Ledger:
    made = Ledger()
    made.book()
    made.scheme.case.refresh_from_db()
    return made


def finish_first_row(ledger: Ledger) -> Case:
    case = ledger.item("1", ledger.world.district.education)
    ledger.do(case, "receive", "liaison")
    ledger.do(case, "set_plan", "liaison", measure="建库", responsible_person="赵小满")
    ledger.signed(case, "report_done", result="已建成")
    ledger.do(case, "verify", "verifier", opinion="属实")
    ledger.do(case, "strike_off", "office_section")
    return case


def start(ledger: Ledger, who: str = "clerk") -> LookBack:
    return look_backs.start_look_back(
        ledger.scheme, title="回头看", actor=ledger.world.actor(who), started_on=NEXT, recorded_at=at(NEXT)
    )


def record(ledger: Ledger, check: LookBackCheck, result: str, finding: str = "", who: str = "clerk") -> LookBackCheck:
    return look_backs.record_check(
        check, result=result, finding=finding, actor=ledger.world.actor(who), checked_on=NEXT, recorded_at=at(NEXT)
    )


def order(ledger: Ledger, check: LookBackCheck, who: str = "office_section", due: date = date(2027, 3, 1)) -> Any:
    return look_backs.order_rectification(
        check, due_on=due, actor=ledger.world.actor(who), occurred_on=NEXT, recorded_at=at(NEXT)
    )


def test_a_look_back_lists_every_units_row_with_its_final_state(ledger: Ledger) -> None:
    finish_first_row(ledger)
    started = start(ledger)
    assert [check.result for check in started.checks.all()].count("done") == 1
    figures = count_look_back(started)
    assert (figures.checked, figures.pending, figures.not_completed) == (1, 3, 0)
    with pytest.raises(Refused):
        start(ledger)
    with pytest.raises(NotPermitted):
        start(ledger, "liaison")


def test_an_undone_row_is_rectified_through_the_door_and_counted(ledger: Ledger) -> None:
    started = start(ledger)
    check = started.checks.first()
    with pytest.raises(BadInput):
        record(ledger, check, "undone", " ")
    check = record(ledger, check, "undone", "目录没有更新")
    with pytest.raises(NotPermitted):
        order(ledger, check, "clerk")
    receipt = order(ledger, check)
    case = Case.objects.get(pk=receipt.case_id)
    assert (case.procedure, case.handling_unit_id, case.due_on) == (
        "workplan_rectification",
        check.item.case.handling_unit_id,
        date(2027, 3, 1),
    )
    for attempt in (lambda: order(ledger, check), lambda: record(ledger, check, "done")):
        with pytest.raises(Refused):
            attempt()
    ledger.do(case, "receive", "liaison", on=NEXT)
    ledger.do(case, "set_measure", "liaison", on=NEXT, measure="补更新")
    ledger.signed(case, "report_done", on=NEXT, result="已更新")
    ledger.do(case, "verify", "verifier", on=NEXT, opinion="属实")
    figures = count_look_back(started)
    assert (figures.checked, figures.not_completed, figures.ordered, figures.rectified) == (1, 1, 1, 1)


def test_a_look_back_ends_only_when_everything_is_checked_and_ordered(ledger: Ledger) -> None:
    started = start(ledger)
    checks = list(started.checks.all())
    record(ledger, checks[0], "undone", "没有落实")
    with pytest.raises(Refused) as refused:
        finish(ledger, started)
    assert {reason.code for reason in refused.value.reasons} == {"pending", "not_ordered"}
    for check in checks[1:]:
        record(ledger, check, "done")
    order(ledger, checks[0])
    finish(ledger, started)
    with pytest.raises(Refused):
        record(ledger, checks[1], "undone", "漏看了")


def finish(ledger: Ledger, started: LookBack) -> None:
    actor = ledger.world.actor("office_section")
    look_backs.finish_look_back(started, actor=actor, finished_on=NEXT, recorded_at=at(NEXT))


def test_a_corrected_check_keeps_what_it_said_before(ledger: Ledger) -> None:
    started = start(ledger)
    check = record(ledger, started.checks.first(), "undone", "没有更新")
    record(ledger, check, "done", "已补")
    entries = [entry for entry in list_entries("workplan_look_back", str(started.pk)) if entry.kind == "check_recorded"]
    assert entries[1].payload["before"] == {"result": "undone", "finding": "没有更新"}


def a_group(ledger: Ledger, who: str = "clerk") -> LeadingGroup:
    return groups.set_up_group(
        name="区政务公开工作领导小组",
        unit_id=ledger.world.district.office.pk,
        field="政务公开",
        set_up_on=date(2025, 1, 2),
        basis="",
        actor=ledger.world.actor(who),
        recorded_at=at(DAY),
    )


def meet(ledger: Ledger, group: LeadingGroup, on: date = DAY, who: str = "clerk") -> Any:
    return groups.record_meeting(
        group,
        held_on=on,
        chair="梁伯文",
        agenda="研究重点任务",
        decisions="",
        minutes_file=None,
        actor=ledger.world.actor(who),
        recorded_at=at(DAY),
        today=DAY,
    )


def test_members_come_and_go_by_day_and_stay_in_the_history(ledger: Ledger) -> None:
    group = a_group(ledger)
    given = {
        "name": "周立夏",
        "title": "副区长",
        "role": "组长",
        "actor": ledger.world.actor("clerk"),
        "recorded_at": at(DAY),
    }
    member = groups.add_member(group, valid_from=date(2025, 1, 2), **given)
    with pytest.raises(Refused):
        groups.add_member(group, valid_from=DAY, **given)
    groups.end_member(member, valid_to=DAY, reason="调离", actor=ledger.world.actor("clerk"), recorded_at=at(DAY))
    groups.add_member(group, valid_from=DAY + timedelta(days=1), **given)
    assert group.members.count() == 2
    kinds = [entry.kind for entry in list_entries("workplan_group", f"group:{group.pk}")]
    assert kinds == ["group_set_up", "member_added", "member_ended", "member_added"]


def test_meetings_are_counted_by_year_and_corrections_keep_history(ledger: Ledger) -> None:
    group = a_group(ledger)
    meeting = meet(ledger, group)
    assert count_meetings([group.pk], 2026) == {group.pk: 1}
    assert count_meetings([group.pk], 2025) == {group.pk: 0}
    actor = ledger.world.actor("clerk")
    groups.correct_meeting(
        meeting, {"chair": "何静宜"}, reason="主持人记错", actor=actor, recorded_at=at(DAY), today=DAY
    )
    entry = list_entries("workplan_group", f"group:{group.pk}")[-1]
    assert (entry.payload["before"], entry.payload["after"]) == ({"chair": "梁伯文"}, {"chair": "何静宜"})
    with pytest.raises(BadInput):
        meet(ledger, group, DAY + timedelta(days=1))
    with pytest.raises(NotPermitted):
        meet(ledger, group, who="liaison")


def test_a_unit_raises_issues_and_sees_only_its_own(ledger: Ledger) -> None:
    group, district = a_group(ledger), ledger.world.district
    for who, unit in (("liaison", district.education), ("tax_liaison", district.tax)):
        groups.raise_issue(
            group,
            unit_id=unit.pk,
            text=f"{who}的难题",
            actor=ledger.world.actor(who),
            raised_on=DAY,
            recorded_at=at(DAY),
        )
    with pytest.raises(NotPermitted):
        groups.raise_issue(
            group,
            unit_id=district.tax.pk,
            text="别人的",
            actor=ledger.world.actor("liaison"),
            raised_on=DAY,
            recorded_at=at(DAY),
        )
    assert [issue.text for issue in issues_for(ledger.world.actor("liaison"), group, keeps=False)] == ["liaison的难题"]
    issue = issues_for(ledger.world.actor("clerk"), group, keeps=True).first()
    groups.give_help(
        issue,
        help_given="已协调",
        meeting=meet(ledger, group),
        is_solved=True,
        actor=ledger.world.actor("clerk"),
        occurred_on=DAY,
        recorded_at=at(DAY),
    )
    issue.refresh_from_db()
    assert issue.solved_on == DAY


def hear(ledger: Ledger, who: str, unit: Any, on: date = DAY) -> HeadHearing:
    return groups.record_hearing(
        unit_id=unit.pk,
        field="政务公开",
        kind="hearing",
        held_on=on,
        head_name="李清明",
        subject="听取政务公开工作汇报",
        decisions="",
        minutes_file=None,
        actor=ledger.world.actor(who),
        recorded_at=at(DAY),
        today=DAY,
    )


def test_units_register_their_own_hearings_and_the_board_shows_who_has_none(ledger: Ledger) -> None:
    district = ledger.world.district
    hear(ledger, "liaison", district.education)
    with pytest.raises(NotPermitted):
        hear(ledger, "liaison", district.tax)
    board = hearing_board_for(ledger.world.actor("clerk"), year=2026)
    assert [(row.unit, row.heard) for row in board] == [(district.tax.name, 0), (district.education.name, 1)]
    assert [row.unit for row in hearing_board_for(ledger.world.actor("liaison"), year=2026)] == [
        district.education.name
    ]
    assert not hearings_for(ledger.world.actor("tax_liaison")).exists()
    counted = count_hearings([district.education.pk, district.tax.pk], "政务公开", 2026)
    assert counted == {district.education.pk: 1, district.tax.pk: 0}


def test_who_has_not_met_or_heard_is_reminded_in_autumn_once_a_month(ledger: Ledger) -> None:
    a_group(ledger)
    assert remind_of_yearly_duties(date(2026, 9, 30)) == 0
    for day, expected in ((date(2026, 10, 8), 1), (date(2026, 10, 9), 1), (date(2026, 11, 2), 2)):
        remind_of_yearly_duties(day)
        found = list_notices_for(ledger.world.actor("tax_liaison")).filter(kind="workplan_group.due")
        assert found.count() == expected


def test_the_ledgers_figures_count_what_the_reader_may_see(ledger: Ledger) -> None:
    finish_first_row(ledger)
    office = count_ledger_for(ledger.world.actor("clerk"), year=2026, on=date(2026, 7, 1))
    assert (office.owed, office.done, office.overdue, office.share_done) == (4, 1, 1, 0.25)
    tax = count_ledger_for(ledger.world.actor("tax_liaison"), year=2026, on=date(2026, 7, 1))
    assert (tax.owed, tax.done, tax.overdue) == (2, 0, 1)
    assert count_ledger_for(ledger.world.actor("clerk"), year=1999, on=DAY).share_done is None


SCREENS = {
    "look-backs/": {"clerk": 200, "liaison": 200, "stranger": 200},
    "look-backs/start": {"clerk": 200, "liaison": 403, "stranger": 403},
    "look-backs/{look_back}/": {"clerk": 200, "liaison": 200, "stranger": 404},
    "look-backs/{look_back}/?format=xlsx": {"clerk": 200, "stranger": 404},
    "look-backs/{look_back}/{check}": {"clerk": 200, "liaison": 200, "tax_liaison": 404, "stranger": 404},
    "look-backs/{look_back}/{check}/rectify": {"clerk": 403, "office_section": 200, "liaison": 403},
    "look-backs/{look_back}/finish": {"clerk": 403, "office_section": 200, "liaison": 403},
    "groups/": {"clerk": 200, "liaison": 200, "stranger": 200},
    "groups/add": {"clerk": 200, "liaison": 200, "stranger": 403},
    "groups/{group}/": {"clerk": 200, "liaison": 200},
    "groups/{group}/members/add": {"clerk": 200, "liaison": 403},
    "groups/{group}/members/{member}/end": {"clerk": 200, "liaison": 403},
    "groups/{group}/meetings/add": {"clerk": 200, "liaison": 403},
    "groups/{group}/meetings/{meeting}": {"clerk": 200, "liaison": 403},
    "groups/{group}/issues/raise": {"liaison": 200, "stranger": 403},
    "groups/{group}/issues/{issue}": {"clerk": 200, "liaison": 403},
    "hearings/": {"clerk": 200, "liaison": 200, "stranger": 200},
    "hearings/?show=register": {"clerk": 200, "liaison": 200},
    "hearings/add": {"clerk": 200, "liaison": 200, "stranger": 403},
    "hearings/{hearing}/": {"clerk": 200, "liaison": 200, "tax_liaison": 404},
    "hearings/{hearing}/correct": {"clerk": 200, "liaison": 200, "tax_liaison": 404},
}


@pytest.mark.parametrize("path", SCREENS)
def test_everybody_sees_his_screens_and_no_others(ledger: Ledger, path: str) -> None:
    started, group = start(ledger), a_group(ledger)
    check = started.checks.filter(item__case__handling_unit=ledger.world.district.education).first()
    actor, given = ledger.world.actor("liaison"), {"raised_on": DAY, "recorded_at": at(DAY)}
    issue = groups.raise_issue(group, unit_id=ledger.world.district.education.pk, text="难题", actor=actor, **given)
    clerk = {"actor": ledger.world.actor("clerk"), "recorded_at": at(DAY)}
    member = groups.add_member(group, name="甲", title="", role="成员", valid_from=DAY, **clerk)
    address = "/desk/plan/" + path.format(
        look_back=started.pk,
        check=check.pk,
        group=group.pk,
        member=member.pk,
        meeting=meet(ledger, group).pk,
        issue=issue.pk,
        hearing=hear(ledger, "liaison", ledger.world.district.education).pk,
    )
    with time_machine.travel(at(DAY), tick=False):
        for who, status in SCREENS[path].items():
            assert browser(ledger, who).get(address).status_code == status, who
        assert Client().get(address).status_code == 302


def test_forms_write_what_was_typed(ledger: Ledger) -> None:
    with time_machine.travel(at(DAY), tick=False):
        client = browser(ledger, "liaison")
        unit = ledger.world.district.education.pk
        given = {"unit_id": unit, "field": "政务公开", "kind": "study", "held_on": "2026-03-01", "head_name": "李清明"}
        assert client.post("/desk/plan/hearings/add", given).status_code == 422
        sent = client.post("/desk/plan/hearings/add", {**given, "subject": "专题研究", "idempotency_key": "a"})
        assert sent.status_code == 302
        row = HeadHearing.objects.get()
        changes = {
            "kind": "study",
            "held_on": "2026-02-27",
            "head_name": "李清明",
            "subject": "专题研究",
            "reason": "记错",
        }
        assert client.post(f"/desk/plan/hearings/{row.pk}/correct", changes).status_code == 302
        page = client.get(f"/desk/plan/hearings/{row.pk}/").content.decode()
    assert "2026年2月27日" in page
    assert "记错" in page


@pytest.mark.parametrize("path", ["look-backs/{look_back}/", "groups/", "hearings/"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_several(ledger: Ledger, path: str) -> None:
    started = start(ledger)
    extra = list(started.checks.all())
    LookBackCheck.objects.filter(pk__in=[check.pk for check in extra[1:]]).delete()
    a_group(ledger)
    hear(ledger, "liaison", ledger.world.district.education)
    counts = []
    with time_machine.travel(at(DAY), tick=False):
        client = browser(ledger, "clerk")
        for turn in range(2):
            client.get(f"/desk/plan/{path.format(look_back=started.pk)}")
            with CaptureQueriesContext(connection) as seen:
                client.get(f"/desk/plan/{path.format(look_back=started.pk)}")
            counts.append(len(seen))
            if not turn:
                LookBackCheck.objects.bulk_create(extra[1:])
                LeadingGroup.objects.create(
                    name="另一小组", unit=ledger.world.district.office, field="法治", set_up_on=date(2025, 1, 1)
                )
                hear(ledger, "tax_liaison", ledger.world.district.tax)
    assert counts[0] == counts[1]
    assert groups_for(ledger.world.actor("clerk"), year=2026).count() == 2
