"""The reading rule stands twice, on values and in SQL, and says the same for everybody; the lists rest on indexes."""

from datetime import date, timedelta

import pytest
from django.db import connection

from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.platform.access.public import NOBODY, SYSTEM
from mingzheng.platform.notices.models import Notice
from mingzheng.platform.org.models import Unit
from mingzheng.platform.parameters.public import set_value
from mingzheng.registers.expecting import due_rows, gaps_of, period_of
from mingzheng.registers.reminding import tell_due, tell_missing
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
    assert period_of("half_year", date(2026, 7, 1)) == (date(2026, 7, 1), date(2026, 12, 31), "2026年下半年")
    assert period_of("month", date(2026, 12, 5)) == (date(2026, 12, 1), date(2026, 12, 31), "2026年12月")


def test_what_is_expected_and_when_a_day_is_told_is_set_here(world: World) -> None:
    enter(world, look_again_on=(TODAY + timedelta(days=40)).isoformat())
    gaps = gaps_of(TOY, world.actor("clerk"), on=TODAY)
    assert [gap.text for gap in gaps] == ["每季度座谈：2025年第四季度应不少于 1 次，现有 0 次（已过）"]
    assert due_rows(TOY, TOY.reminders[0], on=TODAY).count() == 0
    for key, value in (("look_again_on_days", 60), ("meeting_every", "month"), ("meeting_least", 3)):
        set_value(f"registers.toy_visit.{key}", value, actor="system", reason="本区约定")
    assert due_rows(TOY, TOY.reminders[0], on=TODAY).count() == 1
    assert [(gap.period, gap.least) for gap in gaps_of(TOY, world.actor("clerk"), on=TODAY)] == [
        ("2026年2月", 3),
        ("2026年3月", 3),
    ]
    set_value("registers.toy_visit.meeting_least", 0, actor="system", reason="不要求")
    assert gaps_of(TOY, world.actor("clerk"), on=TODAY) == []


def test_a_period_without_its_records_is_told_once_before_and_once_after_its_end(world: World) -> None:
    assert tell_missing(on=date(2026, 2, 1)) == 0
    told = {day: tell_missing(on=day) for day in (date(2026, 3, 20), date(2026, 3, 21), date(2026, 4, 3))}
    assert all(told.values())
    notices = Notice.objects.filter(person=world.people["clerk"], kind="registers.missing", text__startswith=TOY.title)
    assert [row.text for row in notices.order_by("pk")] == [
        "玩具走访登记本期还缺 1 项应有的登记",
        "玩具走访登记上期缺 1 项应有的登记",
    ]


def test_a_day_that_comes_near_is_told_once_a_week_to_who_keeps_the_records(world: World) -> None:
    enter(world, look_again_on=(TODAY + timedelta(days=20)).isoformat())
    enter(world, title="还早", look_again_on=(TODAY + timedelta(days=60)).isoformat())
    assert due_rows(TOY, TOY.reminders[0], on=TODAY).count() == 1
    assert tell_due(on=TODAY) == 2
    first = world.people["liaison"]
    assert Notice.objects.filter(person=first).count() == 1
    tell_due(on=TODAY + timedelta(days=1))
    assert Notice.objects.filter(person=first).count() == 1
    tell_due(on=TODAY + timedelta(days=8))
    assert Notice.objects.filter(person=first).count() == 2
    assert Unit.objects.exists()
    assert rows_of(TOY).count() == 2
