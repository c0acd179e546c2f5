"""What a year's record of people and money for openness work must satisfy."""

import pytest

from mingzheng.domains.office.register import judge_resource

SOUND = {"year": 2025, "occurred_on": "2025-12-31", "full_time": 1, "part_time": 2, "budget": "50000", "spent": "40000"}


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"spent": "60000"}, ["overspent"]),
        ({"spent": "60000", "usage": "上级专项补助"}, []),
        ({"full_time": 0, "part_time": 0}, ["nobody"]),
        ({"full_time": 0}, []),
        ({"occurred_on": "2026-01-05"}, ["other_year"]),
        ({"budget": None, "spent": None}, []),
    ],
)
def test_people_money_and_year_must_fit(given: dict[str, object], codes: list[str]) -> None:
    assert [reason.code for reason in judge_resource(SOUND | given)] == codes
