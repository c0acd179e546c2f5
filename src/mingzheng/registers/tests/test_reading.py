"""The reading rule stands twice, on values and in SQL, and says the same for everybody; the lists rest on indexes."""

from datetime import date, timedelta

import pytest
from django.db import connection

from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.platform.access.public import NOBODY, SYSTEM
from mingzheng.platform.org.models import Unit
from mingzheng.registers.expecting import due_rows, period_of
from mingzheng.registers.reminding import tell_due
from mingzheng.registers.rules import may_read
from mingzheng.registers.selectors import facts_of, newest_first, records_for, rows_of
from mingzheng.registers.tests.records import enter
from mingzheng.registers.tests.toy import TOY, ToyVisit

pytestmark = pytest.mark.django_db


def make_rows(world: World, count: int, **more: object) -> list[ToyVisit]:
    rows = [
        ToyVisit(
            unit_id=(world.district.education.pk, world.district.tax.pk, world.district.office.pk)[number % 3],
            occurred_on=TODAY - timedelta(days=number % 700),
            title=f"走访{number}",
            visibility=(-1, 0, 1)[number // 3 % 3],
            kind="meeting",
            entered_by=world.accounts[("liaison", "clerk", "tax_liaison")[number // 9 % 3]],
            entered_name="某人",
            entered_at=NOW,
            changed_name="某人",
            changed_act="enter",
            changed_at=NOW,
            **more,
        )
        for number in range(count)
    ]
    return ToyVisit._default_manager.bulk_create(rows)


def test_the_rule_on_values_and_the_rule_in_sql_agree_for_everybody(world: World) -> None:
    rows = make_rows(world, 27)
    world.grant("head", "unit_head", world.district.education, visibility=1)
    world.grant("section", "reader", None, procedure="toy_visit", visibility=1)
    actors = [world.actor(key) for key in world.accounts] + [SYSTEM, NOBODY]
    for actor in actors:
        found = set(records_for(actor, TOY).values_list("pk", flat=True))
        assert found == {row.pk for row in rows if may_read(actor, TOY, facts_of(row))}, actor.name


@pytest.mark.parametrize("who", ["clerk", "liaison"])
def test_a_page_of_ten_thousand_records_is_read_by_an_index(world: World, who: str) -> None:
    make_rows(world, 10_000)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE registers_toyvisit")
    page = newest_first(records_for(world.actor(who), TOY)).select_related("unit")[:30]
    plan = page.explain()
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan, plan
    assert "INDEX" in plan.upper(), plan
    assert len(page) == 30


def test_periods_follow_the_calendar() -> None:
    assert period_of("quarter", date(2026, 12, 31)) == (date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度")
    assert period_of("quarter", date(2026, 2, 28))[:2] == (date(2026, 1, 1), date(2026, 3, 31))
    assert period_of("year", date(2026, 7, 1))[2] == "2026年"


def test_a_day_that_comes_near_is_told_once_a_week_to_who_keeps_the_records(world: World) -> None:
    enter(world, look_again_on=(TODAY + timedelta(days=20)).isoformat())
    enter(world, title="还早", look_again_on=(TODAY + timedelta(days=60)).isoformat())
    assert due_rows(TOY, TOY.reminders[0], on=TODAY).count() == 1
    assert tell_due(on=TODAY) == 2
    first = world.people["liaison"]
    from mingzheng.platform.notices.models import Notice  # noqa: PLC0415 - beside its use

    assert Notice.objects.filter(person=first).count() == 1
    tell_due(on=TODAY + timedelta(days=1))
    assert Notice.objects.filter(person=first).count() == 1
    tell_due(on=TODAY + timedelta(days=8))
    assert Notice.objects.filter(person=first).count() == 2
    assert Unit.objects.exists()
    assert rows_of(TOY).count() == 2
