"""Quiet hours and the moment of the digest."""

import datetime as dt

import pytest

from mingzheng.platform.notices.hours import digest_moment, quiet_until, read_quiet_hours
from mingzheng.worktime.public import SHANGHAI, shipped_calendar

NIGHT = (dt.time(22), dt.time(7))


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        ("2026-03-02T21:59", None),
        ("2026-03-02T22:00", "2026-03-03T07:00"),
        ("2026-03-02T23:59", "2026-03-03T07:00"),
        ("2026-03-03T00:00", "2026-03-03T07:00"),
        ("2026-03-03T06:59", "2026-03-03T07:00"),
        ("2026-03-03T07:00", None),
        ("2026-12-31T23:30", "2027-01-01T07:00"),
    ],
)
def test_quiet_hours_go_over_midnight(moment, ends):
    assert quiet_until(at(moment), NIGHT) == (at(ends) if ends else None)


def test_quiet_hours_at_noon():
    noon = (dt.time(12), dt.time(14))
    assert quiet_until(at("2026-03-02T12:30"), noon) == at("2026-03-02T14:00")
    assert quiet_until(at("2026-03-02T14:00"), noon) is None


def test_without_quiet_hours_everything_may_leave():
    assert read_quiet_hours("") is None
    assert quiet_until(at("2026-03-02T03:00"), None) is None


@pytest.mark.parametrize("text", ["22-7", "25:00-07:00", "22:00-22:00", "22:00", "夜间"])
def test_quiet_hours_have_one_form(text):
    with pytest.raises(ValueError, match=r"应写作|不得相同"):
        read_quiet_hours(text)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2026-03-02T07:59", None),
        ("2026-03-02T08:00", "2026-03-02T08:00"),
        ("2026-03-02T17:40", "2026-03-02T08:00"),
        ("2026-03-01T09:00", None),  # a Sunday
        ("2026-02-17T09:00", None),  # the Spring Festival
        ("2026-02-14T09:00", "2026-02-14T08:00"),  # a Saturday on which people work
    ],
)
def test_the_digest_comes_on_working_days_from_its_hour(moment, due):
    found = digest_moment(at(moment), hour=8, calendar=shipped_calendar())
    assert found == (at(due) if due else None)
