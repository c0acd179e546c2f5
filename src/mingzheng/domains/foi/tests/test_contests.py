"""Reviews and suits: each with its own last day, its evidence and result, counted in table 3 of the report."""

from datetime import date

import pytest

from mingzheng.casework.public import BadInput, NotPermitted, Refused
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World
from mingzheng.domains.foi.annual_report import annual_tables
from mingzheng.domains.foi.contests.counting import count_remedies
from mingzheng.domains.foi.contests.models import RESULTS, TRACKS, Contest
from mingzheng.domains.foi.figures import figure_of
from mingzheng.domains.foi.tests.applications import received
from mingzheng.figures.public import Scope, value_of
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable, cells_of

pytestmark = pytest.mark.django_db
EVIDENCE = "答复书，证明已依法答复，2页"


@pytest.fixture
def contests(world: World) -> Caller:
    return Caller(world, "foi_contest")


def register(contests: Caller, track: str, on: date, **more: object) -> int:
    return contests.open(on=on, track=track, body="示例市人民政府", received_on=on.isoformat(), **more)


@pytest.mark.parametrize(
    ("track", "received_on", "due_on"),
    [
        ("review_simple", date(2026, 3, 2), date(2026, 3, 9)),
        ("review_ordinary", date(2026, 3, 2), date(2026, 3, 16)),
        ("review_ordinary", date(2026, 9, 18), date(2026, 10, 9)),
        ("direct", date(2026, 3, 2), date(2026, 3, 17)),
        ("after_review", date(2026, 3, 6), date(2026, 3, 23)),
        ("direct", date(2026, 9, 18), date(2026, 10, 8)),
    ],
)
def test_each_kind_has_its_last_day(contests: Caller, track: str, received_on: date, due_on: date) -> None:
    assert contests.due(register(contests, track, received_on), "contest_reply") == due_on


def test_a_life_to_its_correction(contests: Caller, foi: Caller) -> None:
    case_id = register(contests, "review_ordinary", date(2026, 3, 2), application=received(foi))
    contests.do(case_id, "submit_reply", on=date(2026, 3, 10), evidence_list=EVIDENCE)
    assert contests.due(case_id, "contest_reply") is None
    with pytest.raises(Refused, match="不能早于"):
        contests.do(case_id, "note_result", on=date(2026, 3, 1), result="corrected", ruling="撤销")
    contests.do(
        case_id, "note_result", on=date(2026, 4, 20), result="corrected", ruling="撤销，责令重新答复", lesson="检索不全"
    )
    assert contests.case(case_id).state == "correcting"
    contests.do(case_id, "note_correction", on=date(2026, 5, 6), correction="已重新答复")
    row = Contest.objects.get(pk=case_id)
    assert (contests.case(case_id).is_open, row.decided_on, row.result) == (False, date(2026, 4, 20), "corrected")
    assert row.evidence == EVIDENCE


def test_what_is_wrong_is_refused(contests: Caller, foi: Caller) -> None:
    other = register(contests, "direct", date(2026, 3, 2))
    with pytest.raises(BadInput, match="不是本机关的政府信息公开申请"):
        register(contests, "direct", date(2026, 3, 2), application=other)
    with pytest.raises(Refused, match="收到通知书之日"):
        contests.open(on=date(2026, 3, 4), track="direct", body="某法院", received_on="2026-03-02")
    with pytest.raises(NotPermitted):
        contests.do(other, "strike_contest", "clerk", reason="登记错误")
    assert Contest.objects.count() == 1


def test_table_three_counts_each_once_and_every_number_opens_its_cases(contests: Caller, world: World) -> None:
    for track, _ in TRACKS:
        for result, _ in RESULTS:
            decided = register(contests, track, date(2025, 11, 3))
            contests.do(decided, "note_result", on=date(2026, 2, 2), result=result, ruling="略")
        register(contests, track, date(2026, 2, 4))
    struck = register(contests, "direct", date(2026, 2, 4))
    contests.do(struck, "strike_contest", "office_section", on=date(2026, 2, 5), reason="重复登记")
    table = count_remedies(2026, None)
    expected = {"review": 2, "direct": 1, "after_review": 1}
    for cell in cells_of(FormTable.REMEDIES):
        assert table[cell] == expected[cell.row] * (4 if cell.column == TOTAL else 1), cell
        if cell.column != TOTAL:
            code, period = figure_of(cell, 2026)
            assert value_of(code, scope=Scope(None, period)).value == table[cell], cell
    before = count_remedies(2025, None)
    assert before[CellKey(FormTable.REMEDIES, "review", "pending")] == 6
    tables = annual_tables(2026, world.district.office)
    assert tables.cells[CellKey(FormTable.REMEDIES, "review", TOTAL)] == 8
    assert {cell.table for cell in tables.missing} == {FormTable.OPENNESS}


@pytest.mark.usefixtures("today_is_fixed")
def test_the_register_is_a_list_of_its_own(contests: Caller, world: World) -> None:
    case_id = register(contests, "review_simple", date(2026, 3, 2))
    browser = signed_in_as(world.accounts["clerk"])
    page = browser.get("/desk/foi/contests", follow=True).content.decode()
    assert contests.case(case_id).number in page
    assert "行政复议（简易程序）" in page
    assert (
        signed_in_as(world.accounts["stranger"]).get(f"/desk/cases/{contests.case(case_id).number}/").status_code == 404
    )
