"""Counting back from an event: 「会议召开7日前」."""

from datetime import UTC, date, datetime

import pytest

from mingzheng.worktime.public import (
    SHANGHAI,
    ClockError,
    calendar_days,
    compute_latest_start,
    hours,
    months,
    shipped_calendar,
    working_days,
    years,
)

CALENDAR = shipped_calendar()


@pytest.mark.parametrize(
    ("event", "period", "latest"),
    [
        ("2026-03-20", calendar_days(7), "2026-03-13"),
        ("2026-10-12", calendar_days(7), "2026-09-30"),
        ("2026-10-17", calendar_days(7), "2026-10-10"),
        ("2026-10-12", working_days(1), "2026-10-10"),
        ("2026-10-12", working_days(3), "2026-10-08"),
        ("2026-10-12", working_days(4), "2026-09-30"),
        ("2026-10-11", working_days(1), "2026-10-10"),
        ("2026-01-05", working_days(2), "2025-12-31"),
        ("2026-03-31", months(1), "2026-02-28"),
        ("2026-04-15", months(3), "2026-01-15"),
        ("2024-02-29", years(1), "2023-02-28"),
    ],
)
def test_the_event_day_is_not_counted_and_a_holiday_moves_to_the_working_day_before(event, period, latest):
    deadline = compute_latest_start(date.fromisoformat(event), period, calendar=CALENDAR)
    assert deadline.due_on.isoformat() == latest
    assert deadline.due_at is None
    assert "最迟在" in deadline.explain()


def test_hours_are_counted_back_from_the_moment():
    deadline = compute_latest_start(datetime(2026, 10, 8, 9, tzinfo=SHANGHAI), hours(24), calendar=CALENDAR)
    assert deadline.due_at == datetime(2026, 10, 7, 9, tzinfo=SHANGHAI)
    assert deadline.due_on == date(2026, 10, 7)
    assert [step.kind for step in deadline.steps] == ["start", "due"]
    assert deadline.steps[0].text == "从2026年10月8日（周四）9时00分（北京时间）起，按自然小时往前计算24小时。"
    assert deadline.steps[1].text == "最迟在2026年10月7日（周三）9时00分（北京时间）完成。"


def test_an_event_elsewhere_is_on_its_shanghai_day():
    event = datetime(2026, 3, 19, 20, tzinfo=UTC)
    assert compute_latest_start(event, calendar_days(7), calendar=CALENDAR).due_on == date(2026, 3, 13)
    late = compute_latest_start(event, hours(1), calendar=CALENDAR)
    assert late.due_at.isoformat() == "2026-03-20T03:00:00+08:00"


@pytest.mark.parametrize("period", [hours(1)])
def test_hours_need_the_moment_of_the_event(period):
    with pytest.raises(ClockError, match=r"^按小时计算的期限，须写明时刻，例如 2026-02-13T09:30$") as caught:
        compute_latest_start(date(2026, 10, 8), period, calendar=CALENDAR)
    assert caught.value.code == "moment_needed"


@pytest.mark.parametrize("period", [hours(10_000_000), calendar_days(1_000_000), months(1200), working_days(40_000)])
def test_going_back_too_far_is_refused(period):
    with pytest.raises(ClockError, match="超出可计算范围"):
        compute_latest_start(datetime(2026, 10, 8, tzinfo=SHANGHAI), period, calendar=CALENDAR)


def test_an_event_out_of_reach_is_refused():
    with pytest.raises(ClockError, match="超出可计算范围"):
        compute_latest_start(date(2151, 1, 5), calendar_days(30), calendar=CALENDAR)


@pytest.mark.parametrize(
    ("event", "period", "marked"),
    [
        ("2027-01-01", working_days(3), ()),
        ("2027-01-05", working_days(3), (2027,)),
        ("2027-01-05", calendar_days(30), ()),
        ("2027-03-05", calendar_days(30), (2027,)),
        ("2022-01-10", working_days(10), (2021,)),
    ],
)
def test_an_estimated_year_is_marked_only_when_its_days_were_counted(event, period, marked):
    event_day = date.fromisoformat(event)
    assert compute_latest_start(event_day, period, calendar=CALENDAR).unannounced_years == marked
