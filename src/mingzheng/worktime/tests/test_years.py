"""The table of one year: its edges, with every day a working day so that none hides behind a holiday."""

from datetime import date

import pytest

from mingzheng.worktime.public import shipped_calendar
from mingzheng.worktime.years import WorkingYear


@pytest.mark.parametrize(("year", "length"), [(2026, 365), (2028, 366)])
def test_a_year_without_holidays_holds_every_day_from_new_year_to_its_last(year, length):
    table = WorkingYear(year, lambda _: True)
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    assert (table.total, table.days[0], table.days[-1]) == (length, first, last)
    assert [table.count_upto(day) for day in (first - 1, first, last)] == [0, 1, length]


def test_going_back_from_new_years_day_ends_in_the_old_year():
    calendar = shipped_calendar()
    assert calendar.subtract_working_days(date(2027, 1, 1), 1) == date(2026, 12, 31)
    assert calendar.subtract_working_days(date(2027, 1, 1), 248) == date(2026, 1, 4)
