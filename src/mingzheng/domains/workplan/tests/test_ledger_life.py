"""A ledger from booking to 销号, through the door, with everybody in his part."""

from datetime import date

import pytest

from mingzheng.casework.desk.tables import CaseTable
from mingzheng.casework.door import open_case, perform
from mingzheng.casework.errors import Refused
from mingzheng.casework.models import Case
from mingzheng.casework.selectors import cases_for, horizon
from mingzheng.casework.tests.world import World, at, make_world
from mingzheng.casework.worklists import todo_for
from mingzheng.domains.workplan.ledger_selectors import LedgerFilter, read_ledger
from mingzheng.domains.workplan.models import ItemDetail, Letter, Requirement, RequirementUnit, SchemeDetail
from mingzheng.domains.workplan.services.booking import book_all
from mingzheng.platform.administration.ledger_words import kind_in_words
from mingzheng.platform.ledger.public import list_entries

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


class Ledger:
    """A booked scheme of three requirements in a small district."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.count = 0
        scheme = open_case(
            "workplan_scheme",
            actor=self.world.actor("clerk"),
            occurred_on=DAY,
            recorded_at=at(DAY),
            data={"title": "2026年公开工作分工方案", "year": 2026},
            key="scheme",
            origin_unit_id=self.world.district.office.pk,
        )
        self.scheme = SchemeDetail.objects.get(pk=scheme.case_id)
        self.scheme.recipient_units.set([self.world.district.education, self.world.district.tax])
        self.row("1", "建规范性文件库", lead=self.world.district.education, due_on=date(2026, 6, 30), kind="fixed")
        self.row("2", "更新主动公开目录", all_units=True, kind="continuous")
        self.row("3", "每季度自查", lead=self.world.district.tax, kind="recurring", interval="quarter")

    def row(self, number: str, text: str, *, lead=None, due_on=None, kind="", interval="", all_units=False) -> None:
        row = Requirement.objects.create(
            scheme=self.scheme,
            order=int(number),
            number=number,
            text=text,
            due_on=due_on,
            deadline_kind=kind,
            interval=interval,
            all_units=all_units,
        )
        if lead:
            RequirementUnit.objects.create(requirement=row, role="lead", printed=lead.name, unit=lead)

    def do(self, case: Case, action: str, who: str, *, on: date = DAY, **data: object):
        self.count += 1
        return perform(
            case.pk,
            action,
            actor=self.world.actor(who, on),
            occurred_on=on,
            recorded_at=at(on),
            data=data,
            key=f"k{self.count}",
        )

    def book(self) -> None:
        self.do(self.scheme.case, "book", "office_section")
        actor = self.world.actor("office_section")
        book_all(self.scheme.pk, actor=actor, occurred_on=DAY, recorded_at=at(DAY))

    def item(self, number: str, unit) -> Case:
        return Case.objects.get(procedure="workplan_item", workplan_itemdetail__number=number, handling_unit=unit)

    def signed(self, case: Case, action: str, on: date = DAY, **data: object) -> None:
        self.do(case, f"request_{action}", "liaison", on=on, **data)
        self.do(case, "sign", "section", on=on)
        self.do(case, "sign", "head", on=on)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def test_booking_makes_a_parent_per_requirement_and_a_child_per_obliged_unit(ledger: Ledger) -> None:
    ledger.book()
    assert Case.objects.filter(procedure="workplan_requirement").count() == 3
    assert Case.objects.filter(procedure="workplan_item").count() == 1 + 2 + 1
    assert Case.objects.get(pk=ledger.scheme.pk).state == "booked"
    book_all(ledger.scheme.pk, actor=ledger.world.actor("office_section"), occurred_on=DAY, recorded_at=at(DAY))
    assert Case.objects.filter(procedure="workplan_item").count() == 4


def test_due_dates_come_from_the_scheme(ledger: Ledger) -> None:
    ledger.book()
    district = ledger.world.district
    assert ledger.item("1", district.education).due_on == date(2026, 6, 30)
    assert ledger.item("2", district.tax).due_on == date(2026, 12, 31)
    assert ledger.item("3", district.tax).due_on == date(2026, 3, 31)


def test_a_row_is_worked_off_from_receipt_to_strike_off(ledger: Ledger) -> None:
    ledger.book()
    case = ledger.item("1", ledger.world.district.education)
    ledger.do(case, "receive", "liaison")
    ledger.do(case, "set_plan", "liaison", measure="建库", responsible_person="赵小满")
    ledger.do(case, "report_progress", "liaison", progress="已建栏目", percent=60)
    ledger.signed(case, "report_done", result="已建成")
    case.refresh_from_db()
    assert (case.state, case.is_suspended) == ("reported", True)
    ledger.do(case, "verify", "verifier", opinion="属实")
    ledger.do(case, "strike_off", "office_section")
    case.refresh_from_db()
    assert (case.state, case.parent.state) == ("done", "done")
    table = read_ledger(ledger.world.actor("clerk"), ledger.scheme, horizon(DAY), LedgerFilter())
    row = next(item for entry in table.entries for item in entry.items if item.case == case)
    assert (row.due_on, row.percent, row.remaining) == (date(2026, 6, 30), 100, None)
    assert "6月30日" in "".join(CaseTable([case], at=horizon(DAY)).drawn_rows())
    told = [kind_in_words(entry) for entry in list_entries("case", str(case.pk))]
    assert told[1:4] == ["签收", "填写措施", "报送进展"]
    assert all(ord(word[0]) > 0x3000 for word in told), told


def test_a_requirement_of_several_units_is_consolidated_by_its_lead(ledger: Ledger) -> None:
    ledger.book()
    ours, theirs = (ledger.item("2", unit) for unit in (ledger.world.district.education, ledger.world.district.tax))
    for case in (ours, theirs):
        ledger.do(case, "cancel", "office_section", reason="不再要求")
    ours.parent.refresh_from_db()
    assert (ours.parent.state, ours.parent.waiting_for) == ("tracking", "consolidation")
    assert ours.parent in todo_for(ledger.world.actor("clerk"))


def test_what_waits_for_a_signature_no_longer_waits_for_the_liaison(ledger: Ledger) -> None:
    ledger.book()
    case = ledger.item("1", ledger.world.district.education)
    ledger.do(case, "receive", "liaison")
    ledger.do(case, "set_plan", "liaison", measure="建库", responsible_person="赵小满")
    assert case in todo_for(ledger.world.actor("liaison"))
    ledger.do(case, "request_report_done", "liaison", result="已建成")
    assert case not in todo_for(ledger.world.actor("liaison"))
    assert case in todo_for(ledger.world.actor("section"))
    assert case.parent not in todo_for(ledger.world.actor("liaison"))


def test_a_measure_stands_still_while_the_result_is_being_signed(ledger: Ledger) -> None:
    ledger.book()
    case = ledger.item("1", ledger.world.district.education)
    ledger.do(case, "receive", "liaison")
    ledger.do(case, "set_plan", "liaison", measure="建库", responsible_person="赵小满")
    ledger.do(case, "request_report_done", "liaison", result="已建成")
    with pytest.raises(Refused) as refused:
        ledger.do(case, "set_plan", "liaison", measure="改口", responsible_person="赵小满")
    assert [reason.code for reason in refused.value.reasons] == ["awaits_signature"]
    ledger.do(case, "withdraw_sign_off", "liaison")
    ledger.do(case, "set_plan", "liaison", measure="改口", responsible_person="赵小满")


def test_done_turns_move_the_limit_to_the_next_quarter(ledger: Ledger) -> None:
    ledger.book()
    case = ledger.item("3", ledger.world.district.tax)
    ledger.do(case, "receive", "tax_liaison")
    ledger.do(case, "set_plan", "tax_liaison", measure="自查", responsible_person="周白露")
    ledger.do(case, "report_progress", "tax_liaison", progress="一季度已查", turn_done=True)
    case.refresh_from_db()
    assert case.due_on == date(2026, 6, 30)
    assert case.acts.filter(action="set_limit", actor_name="系统").exists()


def test_progress_is_refused_before_the_plan_is_complete(ledger: Ledger) -> None:
    ledger.book()
    case = ledger.item("1", ledger.world.district.education)
    ledger.do(case, "receive", "liaison")
    with pytest.raises(Exception, match="不能“报送进展”"):
        ledger.do(case, "report_progress", "liaison", progress="先报着")


def test_late_letters_come_in_their_order_each_with_a_number(ledger: Ledger) -> None:
    ledger.book()
    late = date(2026, 7, 1)
    case = ledger.item("1", ledger.world.district.education)
    with pytest.raises(Refused) as refused:
        ledger.do(case, "send_reminder", "office_section", body="请抓紧")
    assert {reason.code for reason in refused.value.reasons} == {"not_late", "not_urged"}
    ledger.do(case, "urge", "clerk", on=late)
    with pytest.raises(Refused) as refused:
        ledger.do(case, "send_supervision", "director", on=late, body="请说明")
    assert [reason.code for reason in refused.value.reasons] == ["not_reminded"]
    ledger.do(case, "send_reminder", "office_section", on=late, body="请抓紧")
    ledger.do(case, "send_supervision", "director", on=late, body="请说明")
    numbers = list(Letter.objects.order_by("id").values_list("number", flat=True))
    assert numbers == ["云党政办督〔2026〕1号", "云党政办督〔2026〕2号"]


def test_not_involved_is_claimed_signed_and_confirmed(ledger: Ledger) -> None:
    ledger.book()
    case = ledger.item("2", ledger.world.district.education)
    ledger.signed(case, "claim_not_involved", reason="无此职责")
    ledger.do(case, "confirm_not_involved", "office_section")
    case.refresh_from_db()
    assert (case.state, ItemDetail.objects.get(pk=case.pk).not_involved_reason) == ("not_involved", "无此职责")


def test_nobody_verifies_what_his_own_section_leads(ledger: Ledger) -> None:
    ledger.book()
    case = ledger.item("1", ledger.world.district.education)
    ItemDetail.objects.filter(pk=case.pk).update(lead_sections=[ledger.world.district.information.pk])
    ledger.do(case, "receive", "liaison")
    ledger.do(case, "set_plan", "liaison", measure="建库", responsible_person="赵小满")
    ledger.signed(case, "report_done", result="已建成")
    with pytest.raises(Refused) as refused:
        ledger.do(case, "verify", "verifier", opinion="属实")
    assert [reason.code for reason in refused.value.reasons] == ["own_section"]


def test_the_unit_sees_its_own_rows_and_no_others(ledger: Ledger) -> None:
    ledger.book()
    seen = cases_for(ledger.world.actor("tax_liaison"), procedure="workplan_item")
    assert {case.handling_unit_id for case in seen} == {ledger.world.district.tax.pk}
    assert cases_for(ledger.world.actor("clerk"), procedure="workplan_item").count() == 4
    assert not cases_for(ledger.world.actor("stranger")).exists()
