"""Periods of every unit, forwards: month ends, leap days, rolling, hours, time zones, years nobody announced."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from mingzheng.worktime.public import (
    SHANGHAI,
    ClockError,
    Period,
    Unit,
    calendar_days,
    compute_deadline,
    earliest_end,
    fixed_date,
    hours,
    months,
    shipped_calendar,
    working_days,
    years,
)

CALENDAR = shipped_calendar()


def due(start, period, **options):
    return compute_deadline(date.fromisoformat(start), period, calendar=CALENDAR, **options).due_on.isoformat()


@pytest.mark.parametrize(
    ("start", "period", "expected"),
    [
        ("2026-03-02", calendar_days(1), "2026-03-03"),
        ("2026-03-02", calendar_days(30), "2026-04-01"),
        ("2026-09-03", calendar_days(30), "2026-10-08"),
        ("2026-09-13", calendar_days(7), "2026-09-20"),
        ("2026-02-07", calendar_days(7), "2026-02-14"),
        ("2026-03-14", calendar_days(7), "2026-03-23"),
        ("2026-11-30", months(3), "2027-03-01"),
        ("2025-11-30", months(3), "2026-02-28"),
        ("2023-11-30", months(3), "2024-02-29"),
        ("2026-01-31", months(1), "2026-02-28"),
        ("2026-03-31", months(1), "2026-04-30"),
        ("2026-05-12", months(1), "2026-06-12"),
        ("2026-11-12", months(1), "2026-12-14"),
        ("2025-12-31", months(12), "2026-12-31"),
        ("2024-02-29", years(1), "2025-02-28"),
        ("2024-02-29", years(2), "2026-02-28"),
        ("2022-03-04", years(4), "2026-03-04"),
    ],
)
def test_natural_days_and_months_end_on_the_corresponding_day_or_roll_off_a_holiday(start, period, expected):
    assert due(start, period) == expected


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (hours(24), "24小时"),
        (working_days(20), "20个工作日"),
        (calendar_days(7), "7日"),
        (months(3), "3个月"),
        (years(1), "1年"),
    ],
)
def test_a_period_names_itself(period, label):
    assert period.label == label


@pytest.mark.parametrize("amount", [0, -1, 1.5, True, "3"])
def test_a_period_is_a_positive_whole_number(amount):
    with pytest.raises(ClockError, match=r"^期限必须是大于零的整数$") as caught:
        Period(amount, Unit.MONTH)
    assert caught.value.code == "period_not_positive"


@pytest.mark.parametrize(
    "period",
    [calendar_days(10_000_000), years(130), months(1500), working_days(40_000), hours(10_000_000)],
)
def test_a_date_out_of_reach_is_refused_in_chinese(period):
    start = datetime(2026, 1, 1, tzinfo=SHANGHAI)
    with pytest.raises(ClockError, match="超出可计算范围") as caught:
        compute_deadline(start, period, calendar=CALENDAR)
    assert caught.value.code == "out_of_range"


def test_a_start_out_of_reach_is_refused_even_when_the_end_is_not():
    for start, period in (
        (date(1949, 12, 31), months(1)),
        (datetime(1949, 12, 31, tzinfo=SHANGHAI), hours(48)),
    ):
        with pytest.raises(ClockError, match="超出可计算范围"):
            compute_deadline(start, period, calendar=CALENDAR)


def test_the_first_and_last_reachable_years_count():
    assert due("1950-01-03", calendar_days(1)) == "1950-01-04"
    assert due("2150-12-01", calendar_days(29)) == "2150-12-30"
    with pytest.raises(ClockError, match=r"^期限过长，无法计算$") as caught:
        working_days(10_000_001)
    assert caught.value.code == "out_of_range"
    assert working_days(10_000_000).amount == 10_000_000


def test_a_late_night_submission_is_registered_on_its_own_day():
    late = compute_deadline(datetime(2026, 2, 13, 23, 59, tzinfo=SHANGHAI), working_days(20), calendar=CALENDAR)
    assert late.due_on == date(2026, 3, 19)
    assert late.steps[0].kind == "registered"
    assert "北京时间2026年2月13日（周五）23时59分" in late.steps[0].text


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 2, 13, 15, 59, tzinfo=UTC), "2026-03-19"),
        (datetime(2026, 2, 13, 16, 0, tzinfo=UTC), "2026-03-20"),
        (datetime(2026, 2, 12, 20, 0, tzinfo=timezone(timedelta(hours=-5))), "2026-03-19"),
    ],
)
def test_a_moment_elsewhere_belongs_to_its_shanghai_day(moment, expected):
    assert compute_deadline(moment, working_days(20), calendar=CALENDAR).due_on.isoformat() == expected


@pytest.mark.parametrize("period", [working_days(1), hours(1), months(1)])
def test_a_naive_moment_is_refused(period):
    with pytest.raises(ClockError, match=r"^时刻缺少时区，无法确定属于哪一天$") as caught:
        compute_deadline(datetime(2026, 2, 13, 9), period, calendar=CALENDAR)  # noqa: DTZ001
    assert caught.value.code == "naive_datetime"


def test_hours_run_through_nights_and_holidays():
    deadline = compute_deadline(datetime(2026, 9, 30, 16, 30, tzinfo=SHANGHAI), hours(24), calendar=CALENDAR)
    assert deadline.due_at == datetime(2026, 10, 1, 16, 30, tzinfo=SHANGHAI)
    assert deadline.due_on == date(2026, 10, 1)
    assert deadline.unannounced_years == ()


def test_hours_from_another_zone_are_told_in_beijing_time():
    deadline = compute_deadline(datetime(2026, 9, 30, 20, 0, tzinfo=UTC), hours(2), calendar=CALENDAR)
    assert deadline.due_at.isoformat() == "2026-10-01T06:00:00+08:00"


def test_hours_need_a_moment():
    with pytest.raises(ClockError, match=r"^按小时计算的期限，起算须写明时刻，例如 2026-02-13T09:30$") as caught:
        compute_deadline(date(2026, 2, 13), hours(24), calendar=CALENDAR)
    assert caught.value.code == "moment_needed"


@pytest.mark.parametrize(
    ("start", "period", "marked"),
    [
        ("2026-12-01", working_days(20), ()),
        ("2026-12-01", working_days(40), (2027,)),
        ("2026-12-31", working_days(1), (2027,)),
        ("2027-12-31", working_days(1), (2028,)),
        ("2026-12-01", working_days(300), (2027, 2028)),
        ("2021-12-31", working_days(3), ()),
        ("2021-12-30", working_days(3), (2021,)),
        ("2026-12-01", calendar_days(30), ()),
        ("2026-12-01", calendar_days(31), (2027,)),
        ("2026-12-25", calendar_days(1), ()),
        ("2026-11-30", months(3), (2027,)),
        ("2025-06-01", years(3), (2028,)),
    ],
)
def test_every_date_that_rests_on_an_unannounced_year_says_so(start, period, marked):
    deadline = compute_deadline(date.fromisoformat(start), period, calendar=CALENDAR)
    assert deadline.unannounced_years == marked
    estimates = [step.text for step in deadline.steps if step.kind == "estimate"]
    assert [int(text[:4]) for text in estimates] == list(marked)
    assert deadline.as_json()["estimated"] is bool(marked)


@pytest.mark.parametrize(
    ("day", "roll", "expected"),
    [
        ((2026, 1, 31), True, "2026-02-02"),
        ((2026, 1, 31), False, "2026-01-31"),
        ((2026, 3, 31), True, "2026-03-31"),
        ((2026, 2, 28), True, "2026-02-28"),
        ((2028, 2, 29), True, "2028-02-29"),
    ],
)
def test_a_fixed_date_rolls_only_when_told_to(day, roll, expected):
    deadline = fixed_date(*day, calendar=CALENDAR, roll=roll)
    assert deadline.due_on.isoformat() == expected
    assert deadline.due_at is None
    assert not deadline.suspended


def test_a_fixed_date_that_does_not_exist_is_refused():
    with pytest.raises(ClockError, match="2026年2月29日不存在") as caught:
        fixed_date(2026, 2, 29, calendar=CALENDAR, roll=True)
    assert caught.value.code == "no_such_day"
    with pytest.raises(ClockError, match="超出可计算范围"):
        fixed_date(1900, 1, 1, calendar=CALENDAR, roll=False)


@pytest.mark.parametrize(
    ("start", "period", "expected"),
    [
        ("2026-03-02", calendar_days(30), "2026-04-01"),
        ("2026-09-03", calendar_days(30), "2026-10-08"),
        ("2026-03-02", working_days(7), "2026-03-11"),
    ],
)
def test_a_minimum_duration_is_complete_at_the_end_of_its_last_day(start, period, expected):
    deadline = earliest_end(date.fromisoformat(start), period, calendar=CALENDAR)
    assert deadline.due_on.isoformat() == expected
    assert deadline.steps[-2].kind == "minimum"


def test_the_same_question_has_the_same_answer_and_equal_deadlines_are_equal():
    ask = lambda: compute_deadline(date(2026, 2, 13), working_days(20), calendar=CALENDAR)  # noqa: E731
    assert ask() == ask()
    assert hash(ask()) == hash(ask())
    assert "trace" not in repr(ask())
