"""How dates, counts and remaining time read."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.platform.design.wording import (
    describe_due,
    describe_remaining,
    explanation_lines,
    format_date,
    format_moment,
    format_short_date,
    format_size,
)


@pytest.mark.parametrize(
    ("remaining", "unit", "suspended", "words"),
    [
        (5, "working_day", False, "还剩 5 个工作日"),
        (0, "working_day", False, "今天到期"),
        (-3, "working_day", False, "已逾期 3 个工作日"),
        (-1, "month", False, "已逾期 1 个月"),
        (0, "hour", False, "不足 1 小时"),
        (7, "calendar_day", False, "还剩 7 天"),
        (5, "working_day", True, "计时暂停"),
        (None, "working_day", False, ""),
    ],
)
def test_time_left_is_said_in_words(remaining, unit, suspended, words):
    assert describe_remaining(remaining, unit=unit, suspended=suspended) == words


def test_a_due_date_carries_the_time_left():
    assert describe_due(date(2026, 3, 19), remaining=5) == "2026年3月19日（还剩 5 个工作日）"
    assert describe_due(date(2026, 3, 19)) == "2026年3月19日"
    assert describe_due(None) == "未定期限"
    assert describe_due(None, suspended=True) == "计时暂停"


def test_a_due_moment_is_written_to_the_minute():
    assert describe_due(datetime(2026, 3, 19, 9, 5, tzinfo=UTC), remaining=2, unit="hour") == (
        "2026年3月19日 17:05（还剩 2 小时）"
    )


def test_an_aware_moment_is_written_in_shanghai_time():
    assert format_moment(datetime(2026, 3, 18, 16, 30, tzinfo=UTC)) == "2026年3月19日 00:30"
    assert format_date(datetime(2026, 3, 18, 16, 30, tzinfo=UTC)) == "2026年3月19日"


def test_the_year_is_left_out_only_in_its_own_year():
    assert format_short_date(date(2026, 3, 1), this_year=2026) == "3月1日"
    assert format_short_date(date(2027, 3, 1), this_year=2026) == "2027年3月1日"


def test_an_explanation_may_be_text_pairs_or_steps():
    class Step:
        on = date(2026, 2, 13)
        text = "收到申请"

    class Deadline:
        steps = (Step(),)

    expected = [{"on": "2026年2月13日", "text": "收到申请"}]
    assert explanation_lines(Deadline()) == expected
    assert explanation_lines([(date(2026, 2, 13), "收到申请")]) == expected
    assert explanation_lines("第一句\n\n第二句") == [{"on": "", "text": "第一句"}, {"on": "", "text": "第二句"}]
    assert explanation_lines(None) == []


@given(st.integers(min_value=0, max_value=10**12))
def test_a_size_is_short_whatever_it_is(size):
    assert len(format_size(size)) < 14
