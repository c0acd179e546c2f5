"""Laws that hold for every start, every period and every stop."""

import pickle
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mingzheng.worktime.public import (
    Period,
    Suspension,
    Unit,
    calendar_days,
    compute_deadline,
    compute_latest_start,
    earliest_end,
    months,
    shipped_calendar,
    working_days,
    working_days_between,
)

CALENDAR = shipped_calendar()
days = st.dates(date(2021, 1, 1), date(2028, 12, 31))
amounts = st.integers(1, 120)
day_units = st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH])


@st.composite
def stops(draw):
    first = draw(days)
    return Suspension(first, first + timedelta(days=draw(st.integers(0, 60))))


def due(start, period, **options):
    return compute_deadline(start, period, calendar=CALENDAR, **options).due_on


@given(days, amounts, day_units)
def test_a_later_start_never_ends_earlier(start, amount, unit):
    period = Period(amount, unit)
    assert due(start, period) <= due(start + timedelta(days=1), period)


@given(days, amounts, day_units, st.lists(stops(), max_size=3))
def test_a_longer_period_never_ends_earlier_and_the_end_is_a_working_day(start, amount, unit, stopped):
    first = due(start, Period(amount, unit), suspensions=stopped)
    assert first <= due(start, Period(amount + 1, unit), suspensions=stopped)
    assert CALENDAR.is_working_day(first)
    assert first > start


@given(days, amounts, day_units, st.lists(stops(), max_size=3), stops())
def test_a_further_stop_never_brings_the_end_forward(start, amount, unit, stopped, further):
    period = Period(amount, unit)
    assert due(start, period, suspensions=stopped) <= due(start, period, suspensions=[*stopped, further])


@given(days, amounts, st.lists(stops(), max_size=4))
def test_exactly_the_granted_working_days_run_while_the_clock_is_not_stopped(start, amount, stopped):
    end = due(start, working_days(amount), suspensions=stopped)
    running = [
        day
        for day in (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        if CALENDAR.is_working_day(day) and not any(stop.suspended_on < day <= stop.resumed_on for stop in stopped)
    ]
    assert len(running) == amount
    assert running[-1] == end


@given(days, amounts, amounts, st.lists(stops(), max_size=3))
def test_an_extension_in_working_days_adds_up(start, first, second, stopped):
    together = due(start, working_days(first + second), suspensions=stopped)
    assert due(start, working_days(first), extensions=[working_days(second)], suspensions=stopped) == together


@given(days, days, days)
def test_counts_between_days_add_up(a, b, c):
    def between(x, y):
        return working_days_between(x, y, calendar=CALENDAR)

    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == -between(b, a)


@given(days, amounts)
def test_counting_back_is_the_mirror_of_counting_forward(event, amount):
    latest = compute_latest_start(event, working_days(amount), calendar=CALENDAR).due_on
    assert working_days_between(latest, event - timedelta(days=1), calendar=CALENDAR) == amount - 1
    if CALENDAR.is_working_day(event):
        assert due(latest, working_days(amount)) == event
    natural = compute_latest_start(event, calendar_days(amount), calendar=CALENDAR).due_on
    assert natural + timedelta(days=amount) <= event
    assert CALENDAR.is_working_day(natural)


@given(days, st.integers(1, 60))
def test_months_end_in_the_right_month_on_the_day_of_the_start_or_the_months_last(start, amount):
    leg = compute_deadline(start, months(amount), calendar=CALENDAR).trace.legs[0]
    assert (leg.last.year - start.year) * 12 + leg.last.month - start.month == amount
    assert leg.last.day == start.day or (leg.last + timedelta(days=1)).day == 1
    assert leg.last.day <= start.day


@given(days, amounts, day_units)
def test_a_minimum_duration_is_never_shorter_than_the_period(start, amount, unit):
    period = Period(amount, unit)
    assert earliest_end(start, period, calendar=CALENDAR).due_on == due(start, period)


@given(days, amounts, day_units, st.lists(stops(), max_size=3))
def test_every_date_explains_itself_and_names_its_last_day(start, amount, unit, stopped):
    deadline = compute_deadline(start, Period(amount, unit), calendar=CALENDAR, suspensions=stopped)
    last = [step for step in deadline.steps if step.kind == "due"][-1]
    assert last.on == deadline.due_on
    assert f"{deadline.due_on.month}月{deadline.due_on.day}日" in last.text
    assert deadline.explain().startswith("1. ")


@given(days)
def test_a_deadline_can_be_stored_and_read_back(start):
    deadline = compute_deadline(start, working_days(5), calendar=CALENDAR)
    assert pickle.loads(pickle.dumps(deadline)).explain() == deadline.explain()
