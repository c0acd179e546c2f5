"""A simulated year: every identity holds, each of the 175 cells equals a recount from the ledger; the ten deadlines."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import connection

from mingzheng.casework.public import Case, DoorError, bulk_load
from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World, at
from mingzheng.casework.timetable import expire_cases
from mingzheng.domains.foi.tables import count_table
from mingzheng.domains.foi.tests.applications import received, settle_locally
from mingzheng.domains.foi.tests.simulated import LAPSES, WHO, Life, as_bulk, lives, read_stories, recount
from mingzheng.platform.access.public import Actor
from mingzheng.platform.parameters.public import snapshot
from mingzheng.proofing.disclosure.form import EQUATIONS, CellKey, FormTable

pytestmark = pytest.mark.django_db
YEARS = (2025, 2026, 2027)
# PostgreSQL answers every statement over a socket: there the door tells fewer lives and the loader more.
BY_DOOR, BY_LOADER = (150, 800) if connection.vendor == "sqlite" else (40, 900)
MANY_BY_DOOR, MANY_BY_LOADER = 500, 20_000


def tell(foi: Caller, life: Life, cast: dict[str, Actor]) -> None:
    """Tell a life to the door; an act the law forbids on that day is not done and ends it."""
    case_id = foi.open(cast["clerk"], on=life.opened_on, **life.given)
    for action, day, data in life.acts:
        if action == "receive_at_counter":
            continue
        try:
            if action in LAPSES:
                expire_cases(day, recorded_at=at(day))
            else:
                foi.do(case_id, action, cast[WHO.get(action, "clerk")], on=day, **data)
        except DoorError:
            return


def simulate(foi: Caller, world: World, by_door: int, by_loader: int) -> None:
    settle_locally()
    cast = {who: world.actor(who) for who in ("clerk", *WHO.values())}
    with snapshot():  # as of a request: one state of the parameters
        for life in lives(by_door, seed=5):
            tell(foi, life, cast)
    rows = (as_bulk(life, world, world.district.office.pk) for life in lives(by_loader, seed=6))
    bulk_load("foi_application", rows, actor=world.actor("clerk"), recorded_at=at(date(2027, 6, 1)), reason="模拟一年")


def judge_tables(world: World) -> dict[str, int]:
    """Hold the tables of three years against the ledger and the form's identities; return how often each row was used."""
    used: dict[str, int] = {}
    tables, stories = {year: count_table(year, None) for year in YEARS}, read_stories()
    for year, table in tables.items():
        counted = recount(stories, year)
        assert len(table) == 175
        assert {cell: (n, counted[cell]) for cell, n in table.items() if n != counted[cell]} == {}
        for equation in EQUATIONS:
            if all(term.key in table and not term.last_year for term in (*equation.left, *equation.right)):
                left, right = (sum(t.sign * table[t.key] for t in side) for side in (equation.left, equation.right))
                assert left == right, equation
        for cell, n in table.items():
            used[cell.row] = used.get(cell.row, 0) + n
    for year, after in pairwise(YEARS):
        on, carried = tables[year], tables[after]
        for column in ("natural", "business", "total"):
            key = CellKey(FormTable.APPLICATIONS, "r25", column)
            assert on[key] == carried[CellKey(FormTable.APPLICATIONS, "r02", column)]
    return used


@pytest.mark.once
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
