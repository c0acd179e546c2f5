"""Chinese numbers and the ordinals of headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kit.numerals import (
    LARGEST,
    Ordinal,
    format_chinese_number,
    format_digits,
    format_ordinal,
    parse_chinese_number,
    parse_ordinal,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (203, "二百零三"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10000, "一万"),
        (100000, "十万"),
        (10010, "一万零一十"),
        (101000, "十万一千"),
        (100000001, "一亿零一"),
        (110000000, "一亿一千万"),
    ],
)
def test_numbers_are_written_as_they_are_read_aloud(number, words):
    assert format_chinese_number(number) == words
    assert parse_chinese_number(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("二〇二六", 2026),
        ("二零二六", 2026),
        ("二○二六", 2026),
        ("两千", 2000),
        ("廿三", 23),
        ("一十五", 15),
        ("52", 52),
        ("５２", 52),
    ],
)
def test_other_spellings_are_read_too(words, number):
    assert parse_chinese_number(words) == number


@pytest.mark.parametrize("text", ["", "第一", "一百一", "十百", "二三十", "万", "零十", "一千一", "abc", "-1", "1.5"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="中文数字"):
        parse_chinese_number(text)


@given(st.integers(0, LARGEST))
def test_reading_what_was_written_gives_the_same_number(number):
    assert parse_chinese_number(format_chinese_number(number)) == number
    assert parse_chinese_number(format_digits(number)) == number


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_numbers_out_of_range_are_refused(number):
    with pytest.raises(ValueError, match="范围"):
        format_chinese_number(number)


def test_years_are_written_digit_by_digit():
    assert format_digits(2026) == "二〇二六"
    with pytest.raises(ValueError, match="负数"):
        format_digits(-1)


@pytest.mark.parametrize(
    ("line", "level", "number", "rest"),
    [
        ("一、总体要求", 1, 1, "总体要求"),
        ("十二、附则", 1, 12, "附则"),
        ("（一）加强领导", 2, 1, "加强领导"),
        ("(二十一) 落实责任", 2, 21, "落实责任"),
        ("1.推进公开", 3, 1, "推进公开"),
        ("12．推进公开", 3, 12, "推进公开"),
        ("3、推进公开", 3, 3, "推进公开"),
        ("（4）目录", 4, 4, "目录"),
        ("①第一", 5, 1, "第一"),
        ("㉑项", 5, 21, "项"),
        ("㊿项", 5, 50, "项"),
        ("　　二、前有空格", 1, 2, "前有空格"),
    ],
)
def test_an_ordinal_is_split_off_a_line(line, level, number, rest):
    assert parse_ordinal(line) == (Ordinal(level, number), rest)


@pytest.mark.parametrize(
    "line", ["总体要求", "2026年工作", "1.5亿元", "一是加强", "（以下简称）", "十百、", "", "零、"]
)
def test_a_line_without_ordinal_has_none(line):
    assert parse_ordinal(line) is None


@given(st.integers(1, 5), st.integers(1, 50), st.sampled_from(["加强领导", "推进政务公开工作"]))
def test_an_ordinal_reads_back_with_its_text(level, number, rest):
    ordinal = Ordinal(level, number)
    assert parse_ordinal(format_ordinal(ordinal) + rest) == (ordinal, rest)


@pytest.mark.parametrize("ordinal", [Ordinal(5, 51), Ordinal(1, 0), Ordinal(3, 1000), Ordinal(6, 1)])
def test_ordinals_without_a_form_are_refused(ordinal):
    with pytest.raises(ValueError, match=r"序号|层级"):
        format_ordinal(ordinal)
