"""What graded protection asks: a yearly assessment from grade three on, a filing from grade two on."""

from datetime import date

import pytest

from mingzheng.domains.upkeep.rules import (
    add_months,
    judge_drill,
    judge_system,
    latest_next_assessment,
    prepare_system,
)


@pytest.mark.parametrize(
    ("level", "assessed", "latest"),
    [
        ("2", date(2026, 3, 1), None),
        ("3", date(2026, 3, 1), date(2027, 3, 1)),
        ("3", date(2024, 2, 29), date(2025, 2, 28)),
        ("4", date(2026, 8, 31), date(2027, 2, 28)),
        ("4", date(2026, 12, 31), date(2027, 6, 30)),
    ],
)
def test_the_grade_fixes_the_next_assessment(level: str, assessed: date, latest: date | None) -> None:
    assert latest_next_assessment(level, assessed) == latest


def test_a_month_is_added_within_the_calendar() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_the_day_is_filled_in_where_the_grade_fixes_it() -> None:
    assert prepare_system({"level": "3", "assessed_on": "2026-03-01"})["next_assessment_on"] == "2027-03-01"
    assert "next_assessment_on" not in prepare_system({"level": "2", "assessed_on": "2026-03-01"})
    given = {"level": "3", "assessed_on": "2026-03-01", "next_assessment_on": "2026-12-01"}
    assert prepare_system(given) == given


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"level": "3", "assessed_on": "2026-03-01", "next_assessment_on": "2027-03-01"}, set()),
        ({"level": "3", "assessed_on": "2026-03-01", "next_assessment_on": "2027-03-02"}, {"assessed_late"}),
        ({"level": "none", "assessed_on": "2026-03-01"}, {"ungraded"}),
        ({"level": "1", "filing_number": "44-1"}, {"filed_low"}),
        ({"level": "2", "filing_number": "44-1", "is_cloud": True}, {"no_cloud"}),
    ],
)
def test_a_systems_record_is_refused_with_every_reason(values: dict[str, object], codes: set[str]) -> None:
    assert {reason.code for reason in judge_system(values)} == codes


def test_not_more_is_put_right_than_was_found() -> None:
    assert not judge_drill({"findings": 3, "fixed": 3})
    assert judge_drill({"findings": 3, "fixed": 4})
    assert judge_drill({"fixed": 1})
