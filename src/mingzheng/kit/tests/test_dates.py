"""成文日期: read in every usual spelling, written in one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kit.dates import find_date_problems, format_date, format_date_in_characters, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月9日",
        "2026年03月09日",
        "２０２６年３月９日",
        "2026 年 3 月 9 日",
        "二〇二六年三月九日",
        "二○二六年三月九日",
        "2026-03-09",
        "2026/3/9",
        "2026.3.9",
    ],
)
def test_usual_spellings_are_read(text):
    assert parse_date(text) == date(2026, 3, 9)


@pytest.mark.parametrize("text", ["2026年2月29日", "2026年13月1日", "二〇二六年二月三十日", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match="日期不存在"):
        parse_date(text)


@pytest.mark.parametrize("text", ["", "年底前", "3月9日", "2026年3月", "26年3月9日"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="日期无法识别"):
        parse_date(text)


@given(st.dates(date(1000, 1, 1)))
def test_reading_what_was_written_gives_the_same_day(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(format_date_in_characters(day)) == day
    assert find_date_problems(format_date(day)) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026年03月09日", "zero_padded"),
        ("2026-03-09", "date_form"),
        ("二〇二六年三月九日", "date_form"),
        ("2026年2月30日", "not_a_date"),
    ],
)
def test_a_deviating_date_is_named(text, code):
    [finding] = find_date_problems(text)
    assert (finding.code, finding.quote) == (code, text)


def test_the_message_says_how_to_write_it():
    assert find_date_problems("2026年03月09日")[0].message == "成文日期应写作「2026年3月9日」"
    assert format_date_in_characters(date(2026, 10, 20)) == "二〇二六年十月二十日"
