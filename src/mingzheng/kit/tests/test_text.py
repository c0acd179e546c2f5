"""Widths and whitespace: what is joined, what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kit.text import (
    in_book_marks,
    join_chinese,
    normalize_spaces,
    normalize_text,
    plain_han,
    strip_invisible,
    to_half_width,
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("２０２６年ＡＢｃ（一）", "2026年ABc（一）"),
        ("政\u200b务\ufeff公开", "政务公开"),
        ("政 务 公 开", "政务公开"),
        ("2 0 2 6 年 3 月", "2026年3月"),
        ("２ ０ ２ ６ 年", "2026年"),
        ("共 52 项", "共52项"),
        ("12 34", "12 34"),
        ("open data 开放", "open data 开放"),
        ("区政府\u3000办公室", "区政府办公室"),
        ("  首尾  \r\n 第二行\u00a0", "首尾\n第二行"),
        ("第一条 ，内容", "第一条，内容"),
        ("3 月 5 日", "3月5日"),
        ("a\tb", "a b"),
        ("1.5 6", "1.5 6"),
    ],
)
def test_text_is_normalised(before, after):
    assert normalize_text(before) == after


def test_each_step_does_only_its_part():
    assert strip_invisible("a\u200d\ufe0fb\n\t\x00") == "ab\n\t"
    assert to_half_width("１，Ａ。") == "1，A。"
    assert normalize_spaces("a \u3000b\u2028c") == "a b\nc"
    assert join_chinese("政 务 a b") == "政务 a b"


@given(st.text())
def test_normalising_twice_is_normalising_once(text):
    once = normalize_text(text)
    assert normalize_text(once) == once


@given(st.text("政务公开12 3　\u200b４Ａa，\n", max_size=30))
def test_nothing_but_space_and_width_is_lost(text):
    def letters(value):
        return "".join(to_half_width(strip_invisible(value)).split())

    assert letters(normalize_text(text)) == letters(text)


def test_book_marks_alternate_inside_a_title():
    assert in_book_marks("关于印发《甲〈乙〉》的通知") == "《关于印发〈甲《乙》〉的通知》"
    assert in_book_marks("甲乙") == "《甲乙》"


def test_radicals_become_the_characters_they_look_like():
    assert plain_han("⾏政机关⼯作⼈员⻓期") == "行政机关工作人员长期"
    assert plain_han("一二三行") == "一二三行"
    assert plain_han("︵一︶政府信息︑公文﹃汇编﹄") == "（一）政府信息、公文『汇编』"
