"""The rule book's own vectors: working days from a start, working days of a year, the deducted consultation."""

from datetime import date

import pytest

from mingzheng.worktime.public import Suspension, compute_deadline, shipped_calendar, working_days, working_days_between

CALENDAR = shipped_calendar()

VECTORS = [
    ("2026-02-13", 20, "2026-03-19"),
    ("2026-09-18", 7, "2026-09-29"),
    ("2026-09-18", 15, "2026-10-15"),
    ("2026-09-18", 20, "2026-10-22"),
    ("2026-04-30", 20, "2026-06-01"),
    ("2025-09-26", 20, "2025-10-30"),
    ("2025-01-24", 7, "2025-02-10"),
    ("2024-09-13", 20, "2024-10-17"),
    ("2024-02-09", 20, "2024-03-14"),
    ("2026-03-02", 20, "2026-03-30"),
    ("2025-12-31", 1, "2026-01-04"),
    ("2022-12-30", 1, "2023-01-03"),
]


@pytest.mark.parametrize(("start", "amount", "due"), VECTORS)
def test_the_start_day_is_not_counted_and_make_up_workdays_are(start, amount, due):
    deadline = compute_deadline(date.fromisoformat(start), working_days(amount), calendar=CALENDAR)
    assert deadline.due_on.isoformat() == due
    assert deadline.due_at is None
    assert working_days_between(date.fromisoformat(start), deadline.due_on, calendar=CALENDAR) == amount


def test_a_consultation_is_deducted_from_the_reply_period():
    deadline = compute_deadline(
        date(2026, 3, 2),
        working_days(20),
        calendar=CALENDAR,
        suspensions=[Suspension(date(2026, 3, 9), date(2026, 3, 20))],
    )
    assert deadline.due_on == date(2026, 4, 13)
    assert not deadline.suspended


@pytest.mark.parametrize(("year", "total"), [(2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_a_published_year_has_its_known_number_of_working_days(year, total):
    assert CALENDAR.working_days_in_year(year) == total
    assert working_days_between(date(year - 1, 12, 31), date(year, 12, 31), calendar=CALENDAR) == total
    assert (
        sum(
            CALENDAR.is_working_day(date.fromordinal(n))
            for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
        )
        == total
    )
