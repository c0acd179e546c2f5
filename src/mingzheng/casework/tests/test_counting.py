"""What acts add to figures is what a recount of the cases says, through the door and through the bulk loader."""

from datetime import timedelta
from decimal import Decimal

import pytest

from mingzheng.casework.door import open_case, perform
from mingzheng.casework.models import Case
from mingzheng.casework.tests.test_ceilings import lead_through_life
from mingzheng.casework.tests.world import TODAY, at
from mingzheng.figures.models import Tally
from mingzheng.figures.public import Period, Scope, breakdown, rows_of, value_of
from mingzheng.figures.reconciling import find_differences, rebuild, reconcile
from mingzheng.figures.registry import get_figure
from mingzheng.figures.sources.events import fold
from mingzheng.platform.access.public import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("toy", "today_is_fixed")]
CODES = ("casework.received", "casework.closed", "casework.closed_limited", "casework.closed_on_time")
YEAR = Period.year(TODAY.year)


def values(units=None):
    return [int(value_of(code, scope=Scope(units, YEAR)).value or 0) for code in CODES]


def register(world, title="修一条路"):
    common = {"actor": world.actor("clerk"), "occurred_on": TODAY, "recorded_at": at(TODAY)}
    return open_case("toy", data={"title": title}, key=title, **common).case_id


def test_a_life_of_a_case_moves_the_figures_of_its_unit(world):
    lead_through_life(world, "a")
    assert values() == [1, 1, 1, 1]
    assert values(frozenset({world.district.education.pk})) == [1, 1, 1, 1]
    assert values(frozenset({world.district.tax.pk})) == [0, 0, 0, 0]
    assert reconcile() == {}


def test_a_case_counts_for_no_unit_until_one_has_it(world):
    register(world)
    parts = breakdown("casework.received", Scope(None, YEAR), "unit").parts
    assert [(part.label, part.value) for part in parts] == [("未分类", 1)]
    parts = breakdown("casework.received", Scope(None, YEAR), "procedure").parts
    assert len(parts) == 1
    assert parts[0].label != "toy"


def test_an_act_that_moves_no_figure_writes_no_tally(world):
    case_id = register(world)
    count = Tally.objects.count()
    common = {"actor": world.actor("clerk"), "occurred_on": TODAY, "recorded_at": at(TODAY)}
    perform(case_id, "dispatch", data={"lead_units": [world.district.education.pk]}, key="d", **common)
    assert Tally.objects.count() == count + 2
    perform(case_id, "receive", data={}, key="r", **{**common, "actor": world.actor("liaison")})
    assert Tally.objects.count() == count + 2


def test_folding_changes_no_value_and_leaves_one_row_a_day(world):
    for number in range(3):
        register(world, f"第{number}件")
    before = values()
    assert fold(at_once=2) == 2
    assert values() == before
    fold()
    assert fold() == 0
    assert values() == before
    assert list(Tally.objects.filter(figure="casework.received").values_list("amount", "is_folded")) == [(3, True)]


def test_a_difference_is_found_kept_and_gone_after_the_recount(world):
    register(world)
    Tally.objects.filter(figure="casework.received").update(amount=Decimal(7))
    found = reconcile()
    assert [(item.year, item.counted, item.recounted) for item in found["casework.received"]] == [(TODAY.year, 7, 1)]
    rebuild(get_figure("casework.received"), actor="system", reason="测试")
    assert find_differences(get_figure("casework.received")) == []
    assert values()[0] == 1


def test_rows_behind_a_figure_are_cases_and_hidden_ones_are_counted(world):
    register(world)
    seen = rows_of("casework.received", Scope(None, YEAR), world.actor("clerk"))
    assert [(row.ref, row.when) for row in seen.rows] == [(f"case:{Case.objects.get().pk}", TODAY)]
    hidden = rows_of("casework.received", Scope(None, YEAR), world.actor("stranger"))
    assert (hidden.rows, hidden.total, hidden.hidden) == ((), 1, 1)
    assert rows_of("casework.received", Scope(None, YEAR), SYSTEM).hidden == 0


def test_a_case_closed_after_its_limit_is_late(world):
    lead_through_life(world, "a")
    case = Case.objects.get()
    case.clocks.filter(is_main=True).update(due_on=TODAY - timedelta(days=1))
    rebuild(get_figure("casework.closed_late"), actor="system", reason="测试")
    rebuild(get_figure("casework.closed_on_time"), actor="system", reason="测试")
    assert value_of("casework.closed_late", scope=Scope(None, YEAR)).value == 1
    assert value_of("casework.on_time_rate", scope=Scope(None, YEAR)).printed == "0%"


def test_what_was_overdue_on_an_earlier_day_is_counted_as_it_stood_then(world):
    lead_through_life(world, "a")
    case = Case.objects.get()
    limit = case.clocks.filter(is_main=True).order_by("-due_on").first()
    limit.due_on, limit.started_on, limit.ended_on = TODAY - timedelta(20), TODAY - timedelta(40), TODAY
    limit.save()
    Case.objects.filter(pk=case.pk).update(opened_on=TODAY - timedelta(40), closed_on=TODAY)
    then = {
        days: value_of("casework.overdue", scope=Scope(None, Period.as_of(TODAY - timedelta(days)))).value
        for days in (30, 20, 19, 1, 0)
    }
    assert then == {30: 0, 20: 0, 19: 1, 1: 1, 0: 0}
