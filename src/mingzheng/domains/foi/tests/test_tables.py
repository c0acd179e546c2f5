"""Table 2 counts each application once, holds its identities, and every cell opens what it counts."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingzheng.casework.models import Case
from mingzheng.casework.tests.world import World, at
from mingzheng.domains.foi.grounds import GROUNDS, row_of
from mingzheng.domains.foi.models import APPLICANT_KINDS, Application
from mingzheng.domains.foi.tables import count_table, rows_behind
from mingzheng.proofing.disclosure.form import EQUATIONS, CellKey, FormTable, cells_of

pytestmark = pytest.mark.django_db
APPLICATIONS = FormTable.APPLICATIONS
# Received and decided on the first and the last days of years, where counting goes wrong first.
EDGES = [
    (date(2024, 12, 31), date(2025, 1, 1)),
    (date(2025, 1, 1), date(2025, 12, 31)),
    (date(2024, 12, 30), date(2024, 12, 31)),
    (date(2025, 12, 31), None),
]
KINDS = [code for code, _ in APPLICANT_KINDS]


def a_year(world: World, seed: int, count: int = 120) -> None:
    """Write applications of three years, answered, open and never received."""
    dice, rows = random.Random(seed), []
    for number in range(count):
        arrived = date(2024, 6, 1) + timedelta(days=dice.randrange(900))
        received = arrived if dice.random() < 0.95 else None
        decided = received + timedelta(days=dice.randrange(60)) if received and dice.random() < 0.9 else None
        if number < len(EDGES):
            (received, decided), arrived = EDGES[number], EDGES[number][0]
        case = Case(
            number=f"YSQ-{seed}-{number:05}",
            procedure="foi_application",
            procedure_version="2019-05-15",
            title="示例",
            state="answered" if decided else "handling",
            origin_unit=dice.choice([world.district.office, world.district.education]),
            opened_on=arrived,
            opened_at=at(arrived),
            last_act_at=at(arrived),
            visibility=0,
        )
        ground = dice.choice(GROUNDS).code if decided else ""
        kind = dice.choice(KINDS)
        rows.append((case, {"received_on": received, "decided_on": decided, "ground": ground, "applicant_kind": kind}))
    Case.objects.bulk_create(case for case, _ in rows)
    Application.objects.bulk_create(
        Application(case=case, channel="internet", arrived_on=case.opened_on, **held) for case, held in rows
    )


def recount(rows: list[Application], cell: CellKey, year: int) -> int:
    """Count one cell by hand, application by application."""
    total = 0
    for row in rows:
        if row.received_on is None or cell.column not in {"total", row.applicant_kind}:
            continue
        decided_year = row.decided_on.year if row.decided_on else None
        total += {
            "r01": row.received_on.year == year,
            "r02": row.received_on.year < year and (decided_year is None or decided_year >= year),
            "r24": decided_year == year,
            "r25": row.received_on.year <= year and (decided_year is None or decided_year > year),
        }.get(cell.row, decided_year == year and row_of(row.ground) == cell.row if row.ground else False)
    return total


# Whose cells are opened one by one; each is a statement of its own.
OPENED = {(2025, True), (2026, False)}


@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_equals_a_recount_and_opens_as_many_cases(world: World, seed: int) -> None:
    a_year(world, seed)
    everything, office = list(Application.objects.select_related("case")), world.district.office.pk
    of_office = [row for row in everything if row.case.origin_unit_id == office]
    for year in (2024, 2025, 2026):
        for units, rows in ((None, everything), (frozenset({office}), of_office)):
            table = count_table(year, units)
            assert set(table) == set(cells_of(APPLICATIONS))
            assert {cell: n for cell, n in table.items() if n != recount(rows, cell, year)} == {}
            if (year, units is None) in OPENED:
                opened = {cell: rows_behind(cell, year, units).count() for cell in table}
                assert {cell: n for cell, n in table.items() if n != opened[cell]} == {}


def test_the_identities_of_the_form_hold_by_construction(world: World) -> None:
    a_year(world, 3)
    for year in (2024, 2025, 2026):
        table = count_table(year, None)
        within = [e for e in EQUATIONS if all(t.key in table and not t.last_year for t in (*e.left, *e.right))]
        assert len(within) >= 39
        for equation in within:
            left = sum(t.sign * table[t.key] for t in equation.left)
            right = sum(t.sign * table[t.key] for t in equation.right)
            assert left == right, equation


def test_what_is_carried_on_is_what_next_year_carries_in(world: World) -> None:
    a_year(world, 4)
    for column in (*KINDS, "total"):
        for year in (2024, 2025):
            on = count_table(year, None)[CellKey(APPLICATIONS, "r25", column)]
            assert on == count_table(year + 1, None)[CellKey(APPLICATIONS, "r02", column)]


def test_the_table_costs_four_statements(world: World) -> None:
    a_year(world, 5, 30)
    with CaptureQueriesContext(connection) as asked:
        count_table(2025, None)
    assert len(asked) == 4


def test_an_unknown_row_is_an_error() -> None:
    with pytest.raises(KeyError):
        rows_behind(CellKey(APPLICATIONS, "r99", "total"), 2025, None)
