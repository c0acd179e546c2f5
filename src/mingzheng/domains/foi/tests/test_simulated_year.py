"""A simulated year: every identity holds, each of the 175 cells equals a recount from the ledger; deadlines; no unseen lateness."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzheng.casework.public import Case, DoorError, bulk_load
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World, at
from mingzheng.casework.timetable import expire_cases
from mingzheng.domains.foi.drafting import reply_due_on
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.rules import is_overdue
from mingzheng.domains.foi.tables import count_table
from mingzheng.domains.foi.tests.applications import SUPPORT, received, settle_locally
from mingzheng.domains.foi.tests.simulated import LAPSES, WHO, Life, as_bulk, lives, recount
from mingzheng.platform.org.public import current_calendar
from mingzheng.proofing.disclosure.form import EQUATIONS, CellKey, FormTable

pytestmark = pytest.mark.django_db
YEARS = (2025, 2026, 2027)
BY_DOOR, BY_LOADER = 40, 900
MANY_BY_DOOR, MANY_BY_LOADER = 500, 20_000


def tell(foi: Caller, life: Life) -> None:
    """Tell a life to the door; an act the law forbids on that day is not done and ends it."""
    case_id = foi.open(on=life.opened_on, **life.given)
    for action, day, data in life.acts:
        if action == "receive_at_counter":
            continue
        try:
            if action in LAPSES:
                expire_cases(day, recorded_at=at(day))
            else:
                foi.do(case_id, action, WHO.get(action, "clerk"), on=day, **data)
        except DoorError:
            return


def simulate(foi: Caller, world: World, by_door: int, by_loader: int) -> None:
    settle_locally()
    for life in lives(by_door, seed=5):
        tell(foi, life)
    rows = (as_bulk(life, world, world.district.office.pk) for life in lives(by_loader, seed=6))
    bulk_load("foi_application", rows, actor=world.actor("clerk"), recorded_at=at(date(2027, 6, 1)), reason="模拟一年")


def judge_tables(world: World) -> dict[str, int]:
    """Hold the tables of three years against the ledger and the form's identities; return how often each row was used."""
    used: dict[str, int] = {}
    for year in YEARS:
        table, counted = count_table(year, None), recount(year)
        assert len(table) == 175
        assert {cell: (n, counted[cell]) for cell, n in table.items() if n != counted[cell]} == {}
        for equation in EQUATIONS:
            if all(term.key in table and not term.last_year for term in (*equation.left, *equation.right)):
                left, right = (sum(t.sign * table[t.key] for t in side) for side in (equation.left, equation.right))
                assert left == right, equation
        for cell, n in table.items():
            used[cell.row] = used.get(cell.row, 0) + n
    for year, after in pairwise(YEARS):
        on, carried = count_table(year, None), count_table(after, None)
        for column in ("natural", "business", "total"):
            key = CellKey(FormTable.APPLICATIONS, "r25", column)
            assert on[key] == carried[CellKey(FormTable.APPLICATIONS, "r02", column)]
    return used


def test_a_simulated_year_gives_the_ledgers_own_numbers(foi: Caller, world: World) -> None:
    simulate(foi, world, BY_DOOR, BY_LOADER)
    assert Case.objects.count() == BY_DOOR + BY_LOADER
    used = judge_tables(world)
    assert [row for row, n in used.items() if not n] == []


@pytest.mark.long
def test_twenty_thousand_applications_give_the_ledgers_own_numbers(foi: Caller, world: World) -> None:
    simulate(foi, world, MANY_BY_DOOR, MANY_BY_LOADER)
    judge_tables(world)


VECTORS = [
    (date(2026, 2, 13), "reply", date(2026, 3, 19)),
    (date(2026, 9, 18), "supplement_notice", date(2026, 9, 29)),
    (date(2026, 9, 18), "third_party", date(2026, 10, 15)),
    (date(2026, 9, 18), "reply", date(2026, 10, 22)),
    (date(2026, 4, 30), "reply", date(2026, 6, 1)),
    (date(2025, 9, 26), "reply", date(2025, 10, 30)),
    (date(2025, 1, 24), "supplement_notice", date(2025, 2, 10)),
    (date(2024, 9, 13), "reply", date(2024, 10, 17)),
    (date(2024, 2, 9), "reply", date(2024, 3, 14)),
]


@pytest.mark.parametrize(("on", "limit", "due_on"), VECTORS)
def test_the_vectors_of_the_rule_book_hold_in_an_application(foi: Caller, on: date, limit: str, due_on: date) -> None:
    case_id = received(foi, on)
    if limit == "third_party":
        foi.do(case_id, "consult_third_party", on=on, asked="某公司")
    assert foi.due(case_id, limit) == due_on


def test_the_tenth_vector_leaves_out_the_consultation(foi: Caller) -> None:
    case_id = received(foi, date(2026, 3, 2))
    assert foi.due(case_id, "reply") == date(2026, 3, 30)
    foi.do(case_id, "consult_third_party", on=date(2026, 3, 9), asked="某公司")
    foi.do(case_id, "third_party_objects", on=date(2026, 3, 20), opinion="不同意")
    assert foi.due(case_id, "reply") == date(2026, 4, 13)


class LawfulDay:
    """The last lawful day by counting working days one after another, knowing nothing of the engine."""

    def __init__(self, start: date) -> None:
        self.start, self.allowed, self.paused = start, 20, list[tuple[date, date]]()

    def last(self) -> date:
        calendar, day, left = current_calendar(), self.start, self.allowed
        while left:
            day += timedelta(days=1)
            stands = any(begin < day <= end for begin, end in self.paused)
            left -= calendar.is_working_day(day) and not stands
        return day


STEPS = st.lists(
    st.tuples(st.sampled_from(["extend", "third_party", "co_producer", "supplement", "wait"]), st.integers(0, 9)),
    max_size=6,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS, wait=st.integers(0, 50))
def test_no_lawful_way_leads_to_a_late_answer_that_does_not_show(
    foi: Caller, world: World, steps: list[tuple[str, int]], wait: int
) -> None:
    settle_locally()
    day = date(2026, 3, 2)
    case_id, law = received(foi, day), LawfulDay(day)
    for step, gap in steps:
        day += timedelta(days=gap)
        try:
            if step == "extend":
                foi.do(case_id, "extend", "office_section", on=day, amount=7, reason="量大", notice="邮寄")
                law.allowed += 7
            elif step == "supplement":
                foi.do(case_id, "ask_supplement", on=day, missing="文号")
                day += timedelta(days=1)
                foi.do(case_id, "supplement", on=day, supplement="内容")
                law = LawfulDay(day)
            elif step in {"third_party", "co_producer"}:
                foi.do(case_id, f"consult_{step}", on=day, asked="某")
                begin, day = day, day + timedelta(days=4)
                foi.do(case_id, f"{step}_agrees", on=day, opinion="同意")
                law.paused.append((begin, day))
        except DoorError:
            continue
    day += timedelta(days=wait)
    is_late = day > law.last()
    asked = {"ground": "A2", "reply": "略", **SUPPORT["A2"]}
    if is_late:
        with pytest.raises(DoorError, match="逾期"):
            foi.do(case_id, "draft_answer", on=day, **asked)
    foi.do(case_id, "draft_answer", on=day, **asked, **({"late_reason": "检索量大"} if is_late else {}))
    foi.do(case_id, "review_answer", "office_section", on=day, opinion="合法")
    foi.do(case_id, "approve_answer", "director", on=day)
    foi.do(case_id, "deliver", on=day, delivery="mail", tracking="挂号")
    row = Application.objects.select_related("case").get(pk=case_id)
    assert reply_due_on(row.case) == law.last()
    assert is_overdue(reply_due_on(row.case), day) == is_late
    assert ("逾期" in row.letter) == is_late
