"""Stopping, resuming and extending a clock (D-06), and starting it anew (D-07)."""

from datetime import date, datetime

import pytest

from mingzheng.worktime.public import (
    SHANGHAI,
    ClockError,
    Suspension,
    calendar_days,
    compute_deadline,
    hours,
    months,
    shipped_calendar,
    working_days,
)
from mingzheng.worktime.suspensions import merge_suspensions

CALENDAR = shipped_calendar()
START = date(2026, 3, 2)


def march(first, last):
    """A stop inside March 2026; `last` None is one that has not ended."""
    return Suspension(date(2026, 3, first), last and date(2026, 3, last))


def reply(*stops, period=None, **options):
    return compute_deadline(START, period or working_days(20), calendar=CALENDAR, suspensions=stops, **options)


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        ((), "2026-03-30"),
        ((march(9, 20),), "2026-04-13"),
        ((march(9, 9),), "2026-03-30"),
        ((march(9, 10),), "2026-03-31"),
        ((march(7, 8),), "2026-03-30"),
        ((march(9, 15), march(12, 20)), "2026-04-13"),
        ((march(12, 20), march(9, 15)), "2026-04-13"),
        ((march(9, 20), march(11, 12)), "2026-04-13"),
        ((march(9, 15), march(15, 20)), "2026-04-13"),
        ((march(9, 10), march(12, 13)), "2026-04-01"),
        ((march(30, 31),), "2026-03-30"),
        ((march(27, 30),), "2026-03-31"),
        ((march(31, 31),), "2026-03-30"),
        ((march(2, 3),), "2026-03-31"),
        ((Suspension(date(2026, 2, 20), date(2026, 3, 3)),), "2026-03-31"),
        ((Suspension(date(2026, 2, 20), date(2026, 3, 1)),), "2026-03-30"),
        ((Suspension(date(2026, 2, 20), date(2026, 3, 2)), march(9, 20)), "2026-04-13"),
        ((Suspension(date(2026, 2, 20), date(2026, 3, 1)), march(9, 20)), "2026-04-13"),
    ],
)
def test_the_days_after_the_stop_up_to_the_resumption_are_deducted_once(stops, due):
    assert reply(*stops).due_on.isoformat() == due


def test_a_stop_that_begins_on_the_day_the_period_is_used_up_changes_nothing():
    with_extension = reply(march(30, 31), extensions=[working_days(1)])
    assert with_extension.due_on == date(2026, 4, 1)


def test_a_resumption_before_the_stop_is_refused():
    with pytest.raises(ClockError, match=r"^恢复日早于暂停日$") as caught:
        march(10, 9)
    assert caught.value.code == "suspension_reversed"


def test_an_open_stop_is_counted_until_the_day_asked_about():
    open_stop = reply(march(9, None), as_of=date(2026, 3, 20))
    assert open_stop.due_on == date(2026, 4, 13)
    assert open_stop.suspended
    assert "尚未恢复；暂按2026年3月20日（周五）恢复推算" in open_stop.explain()
    assert open_stop.as_json()["suspended"] is True


@pytest.mark.parametrize("as_of", [None, date(2026, 3, 9)])
def test_an_open_stop_of_today_has_deducted_nothing_but_is_a_stop(as_of):
    deadline = reply(march(9, None), as_of=as_of)
    assert deadline.due_on == date(2026, 3, 30)
    assert deadline.suspended
    assert "尚未恢复；恢复后顺延到期日" in deadline.explain()


def test_an_open_stop_of_the_future_is_not_one_yet():
    deadline = reply(march(9, None), as_of=date(2026, 3, 8))
    assert not deadline.suspended
    assert deadline.due_on == date(2026, 3, 30)


def test_an_open_stop_after_the_last_day_stops_nothing():
    assert not reply(march(30, None), as_of=date(2026, 4, 10)).suspended
    assert reply(march(27, None), as_of=date(2026, 4, 10)).suspended


def test_an_open_stop_inside_a_closed_one_stays_open():
    spans = merge_suspensions([march(9, 20), march(10, None)], date(2026, 3, 15))
    assert [(span.after.day, span.until.day, span.open) for span in spans] == [(9, 20, True)]


def test_hours_that_end_at_midnight_are_not_touched_by_a_stop_of_that_day():
    start = moment(2, 0)
    for stop in (march(2, None), march(3, None)):
        deadline = compute_deadline(start, hours(24), calendar=CALENDAR, suspensions=[stop], as_of=date(2026, 3, 9))
        assert deadline.due_at == moment(3, 0)
        assert not deadline.suspended


def test_stops_that_touch_are_one():
    spans = merge_suspensions([march(9, 15), march(15, 20)], None)
    assert [(span.after.day, span.until.day) for span in spans] == [(9, 20)]


def test_separate_stops_stay_separate():
    spans = merge_suspensions([march(12, 13), march(9, 10)], None)
    assert [(span.after.day, span.until.day, span.open) for span in spans] == [(9, 10, False), (12, 13, False)]


@pytest.mark.parametrize(
    ("period", "stops", "due"),
    [
        (calendar_days(30), (), "2026-04-01"),
        (calendar_days(30), (march(9, 20),), "2026-04-13"),
        (calendar_days(30), (march(9, 10), march(11, 12)), "2026-04-03"),
        (calendar_days(15), (march(17, 18),), "2026-03-17"),
        (calendar_days(15), (march(16, 17),), "2026-03-18"),
        (calendar_days(15), (Suspension(date(2026, 2, 1), date(2026, 3, 3)),), "2026-03-18"),
        (calendar_days(15), (Suspension(date(2026, 2, 1), date(2026, 3, 1)),), "2026-03-17"),
        (calendar_days(15), (Suspension(date(2026, 2, 1), date(2026, 3, 1)), march(9, 10)), "2026-03-18"),
        (months(1), (march(9, 20),), "2026-04-13"),
        (months(1), (march(9, 19),), "2026-04-13"),
        (calendar_days(5), (march(7, 10),), "2026-03-11"),
        (calendar_days(5), (march(8, 10),), "2026-03-11"),
        (calendar_days(5), (march(9, 10),), "2026-03-09"),
        (calendar_days(5), (march(6, 7),), "2026-03-09"),
    ],
)
def test_natural_days_are_deducted_as_natural_days_and_the_end_still_rolls(period, stops, due):
    assert reply(*stops, period=period).due_on.isoformat() == due


def test_a_stop_between_a_holiday_end_and_the_working_day_after_it_keeps_that_day_open():
    stop = Suspension(date(2026, 10, 5), date(2026, 10, 20))
    deadline = compute_deadline(date(2026, 9, 3), calendar_days(30), calendar=CALENDAR, suspensions=[stop])
    assert deadline.due_on == date(2026, 10, 21)
    assert not deadline.suspended
    until_then = Suspension(date(2026, 10, 5), date(2026, 10, 8))
    deadline = compute_deadline(date(2026, 9, 3), calendar_days(30), calendar=CALENDAR, suspensions=[until_then])
    assert deadline.due_on == date(2026, 10, 9)


@pytest.mark.parametrize(("as_of", "due"), [(None, date(2026, 10, 8)), (date(2026, 10, 20), date(2026, 10, 21))])
def test_an_open_stop_between_a_holiday_end_and_the_working_day_after_it_is_a_stop(as_of, due):
    stop = Suspension(date(2026, 10, 5), None)
    deadline = compute_deadline(date(2026, 9, 3), calendar_days(30), calendar=CALENDAR, suspensions=[stop], as_of=as_of)
    assert (deadline.due_on, deadline.suspended) == (due, True)
    assert [deduction.days for deduction in deadline.trace.legs[0].deductions] == [0]


@pytest.mark.parametrize(("first", "suspended"), [(date(2026, 10, 3), True), (date(2026, 10, 8), False)])
def test_a_stop_counts_from_the_unmoved_last_day_to_the_day_before_the_moved_one(first, suspended):
    stop = Suspension(first, None)
    deadline = compute_deadline(date(2026, 9, 3), calendar_days(30), calendar=CALENDAR, suspensions=[stop])
    assert deadline.suspended is suspended


def moment(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("stops", "due_at"),
    [
        ((), moment(4, 9, 30)),
        ((march(3, 4),), moment(5, 9, 30)),
        ((march(4, 5),), moment(4, 9, 30)),
        ((march(2, 2),), moment(4, 9, 30)),
        ((march(1, 2),), moment(5, 0)),
        ((Suspension(date(2026, 2, 1), date(2026, 3, 1)),), moment(4, 9, 30)),
        ((march(2, 3), march(4, 6)), moment(7, 9, 30)),
        ((Suspension(date(2026, 2, 1), date(2026, 3, 1)), march(3, 4)), moment(5, 9, 30)),
    ],
)
def test_hours_stand_still_for_whole_days(stops, due_at):
    deadline = compute_deadline(moment(2, 9, 30), hours(48), calendar=CALENDAR, suspensions=stops)
    assert deadline.due_at == due_at
    assert deadline.due_on == due_at.date()


@pytest.mark.parametrize(
    ("period", "extensions", "due"),
    [
        (working_days(20), [working_days(20)], "2026-04-28"),
        (working_days(20), [working_days(10), working_days(10)], "2026-04-28"),
        (working_days(20), [calendar_days(5)], "2026-04-07"),
        (working_days(20), [months(1)], "2026-04-30"),
        (calendar_days(30), [calendar_days(30)], "2026-05-06"),
        (calendar_days(5), [calendar_days(5)], "2026-03-16"),
    ],
)
def test_an_extension_continues_from_the_day_the_clock_would_have_ended(period, extensions, due):
    deadline = reply(period=period, extensions=extensions)
    assert deadline.due_on.isoformat() == due
    assert sum(step.kind == "extension" for step in deadline.steps) == len(extensions)


def test_an_extension_in_hours_continues_from_the_old_moment_or_the_end_of_the_old_day():
    first = compute_deadline(moment(2, 9), hours(24), calendar=CALENDAR, extensions=[hours(2)])
    assert first.due_at == moment(3, 11)
    second = reply(period=working_days(1), extensions=[hours(2)])
    assert second.due_at == moment(4, 2)
    third = compute_deadline(moment(2, 9), hours(24), calendar=CALENDAR, extensions=[working_days(1)])
    assert (third.due_on, third.due_at) == (date(2026, 3, 4), None)


def test_a_stop_during_the_extension_is_deducted_there():
    stop = Suspension(date(2026, 4, 1), date(2026, 4, 3))
    assert reply(stop, extensions=[working_days(5)]).due_on == date(2026, 4, 9)
    assert reply(stop, extensions=[working_days(5)]).explain().count("暂停计时") == 1


def test_a_stop_before_the_extension_is_deducted_only_once():
    deadline = reply(march(9, 20), extensions=[working_days(20)])
    assert deadline.due_on == date(2026, 5, 13)
    assert deadline.explain().count("暂停计时") == 1


def test_starting_anew_gives_the_full_period_from_the_new_day():
    old = reply(march(9, None))
    new = compute_deadline(date(2026, 3, 20), working_days(20), calendar=CALENDAR)
    assert new.due_on == date(2026, 4, 20)
    assert old.suspended
    assert not new.suspended
