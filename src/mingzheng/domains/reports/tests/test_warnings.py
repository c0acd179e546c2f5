"""Early warning: each rung is told once, a late report also to the office in charge."""

from datetime import date

import pytest

from mingzheng.casework.early_warning import LATE, rung_of
from mingzheng.casework.tests.world import World
from mingzheng.domains.reports.models import Report
from mingzheng.domains.reports.services.warnings import warn_of_limits, warn_of_missing
from mingzheng.platform.notices.models import Notice


@pytest.mark.parametrize(("days", "rung"), [(40, None), (20, 20), (11, 20), (10, 10), (3, 3), (0, 3), (-1, LATE)])
def test_a_rung_is_reached_at_its_day_and_below(days, rung):
    assert rung_of(days, [20, 10, 3]) == rung


@pytest.mark.django_db
def test_a_unit_is_told_once_a_rung_and_the_office_of_what_is_late(begun: Report, world: World) -> None:
    liaison, clerk = world.people["liaison"], world.people["clerk"]
    assert warn_of_limits(date(2026, 1, 13)) == 0
    for _ in range(2):
        assert warn_of_limits(date(2026, 2, 27)) == 1
    told = Notice.objects.filter(kind="reports.due")
    assert [row.text for row in told.filter(person=liaison)] == ["年度报告 1 份，3 个工作日内到期"]
    assert not told.filter(person=clerk).exists()
    warn_of_limits(date(2026, 3, 3))
    assert told.filter(person=liaison).count() == 2
    assert [row.text for row in told.filter(person=clerk)] == ["逾期年度报告 1 份"]


@pytest.mark.django_db
def test_a_unit_that_has_begun_none_is_told_by_the_day_of_sending(begun: Report, world: World) -> None:
    assert warn_of_missing(date(2026, 1, 13)) == 0
    for _ in range(2):
        assert warn_of_missing(date(2026, 2, 27)) > 0
    told = Notice.objects.filter(kind="reports.due")
    texts = [row.text for row in told.filter(person=world.people["tax_liaison"])]
    assert texts == ["2025年年度报告还没有开始，3个工作日内到期"]
    assert not told.filter(person=world.people["liaison"]).exists()
    warn_of_missing(date(2026, 3, 3))
    assert told.filter(person=world.people["tax_liaison"], text__endswith="已逾期").count() == 1
