"""Periods are named, read back, compared with the year before, and contain one another."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzheng.figures.periods import Period

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("period", "label", "key"),
    [
        (Period.year(2026), "2026年", "year:2026"),
        (Period.as_of(date(2026, 10, 31)), "截至2026年10月", "as_of:2026-10-31"),
        (Period.as_of(date(2026, 10, 30)), "截至2026年10月30日", "as_of:2026-10-30"),
        (Period.month(2026, 2), "2026年2月", "range:2026-02-01:2026-02-28"),
        (Period.to_date(date(2023, 9, 30)), "2023年1—9月", "range:2023-01-01:2023-09-30"),
        (Period.between(date(2021, 1, 1), date(2022, 12, 31)), "2021—2022年", "range:2021-01-01:2022-12-31"),
        (Period.between(date(2023, 1, 1), date(2023, 12, 31)), "2023年", "year:2023"),
        (
            Period.between(date(2023, 3, 5), date(2024, 1, 2)),
            "2023年3月5日至2024年1月2日",
            "range:2023-03-05:2024-01-02",
        ),
        (Period.standing(), "长期", "standing"),
    ],
)
def test_a_period_is_written_as_documents_do_and_read_back(period, label, key):
    assert (period.label(), period.key) == (label, key)
    assert Period.from_key(key) == period


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DAYS, DAYS)
def test_every_key_reads_back(one, other):
    for period in (Period.between(min(one, other), max(one, other)), Period.as_of(one), Period.year(one.year)):
        assert Period.from_key(period.key) == period
        assert period.contains(period)
        before = period.earlier()
        assert before is not None
        assert before.last.year == period.last.year - 1


def test_the_year_before_keeps_ends_of_months():
    assert Period.as_of(date(2024, 2, 29)).earlier() == Period.as_of(date(2023, 2, 28))
    assert Period.as_of(date(2023, 2, 28)).earlier() == Period.as_of(date(2022, 2, 28))
    assert Period.as_of(date(2025, 2, 28)).earlier() == Period.as_of(date(2024, 2, 29))


def test_a_year_contains_its_months_and_days_but_no_standing_period():
    year = Period.year(2025)
    assert year.contains(Period.month(2025, 12))
    assert year.contains(Period.as_of(date(2025, 6, 1)))
    assert not year.contains(Period.as_of(date(2026, 1, 1)))
    assert not year.contains(Period.standing())
    assert Period.standing().earlier() is None


@pytest.mark.parametrize(
    "key", ["", "year:", "year:20x6", "year:0000", "as_of:2025-13-01", "range:2025-02-01", "x:y", "standing:1"]
)
def test_a_wrong_key_is_refused(key):
    with pytest.raises(ValueError, match=r"period|Invalid|month|year"):
        Period.from_key(key)
