"""Who sat has a grade, who did not says why; a head who stood for the organ is named."""

import pytest

from mingzheng.domains.learning.rules import judge_appearance, judge_examination, title_examination


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"has_sat": True, "grade": "excellent", "score": "96"}, set()),
        ({"has_sat": True}, {"no_grade"}),
        ({"reason": "产假"}, set()),
        ({}, {"no_reason"}),
        ({"score": "90", "reason": "病假"}, {"result_unsat"}),
        ({"has_sat": True, "grade": "failed", "score": "85"}, {"failed_high"}),
    ],
)
def test_an_examination_record_fits_together(values: dict[str, object], codes: set[str]) -> None:
    assert {reason.code for reason in judge_examination(values)} == codes


def test_an_examinations_title_names_nobody() -> None:
    assert title_examination({"year": 2026, "person": 7}) == "2026年度国家工作人员学法考试"


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"capacity": "chief", "person": 1}, set()),
        ({"capacity": "deputy"}, {"no_person"}),
        ({"capacity": "staff"}, {"no_reason"}),
        ({"capacity": "staff", "reason": "参加防汛"}, set()),
    ],
)
def test_an_appearance_names_the_head_or_the_reason(values: dict[str, object], codes: set[str]) -> None:
    assert {reason.code for reason in judge_appearance(values)} == codes
