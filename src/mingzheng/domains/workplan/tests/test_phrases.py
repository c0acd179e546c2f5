"""Units, time phrases, numbers and names are read from words; what is not certain is left open."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.domains.workplan.parsing import (
    UnitName,
    find_deadlines,
    match_unit,
    match_units,
    parse_reference,
    parse_units,
    read_deadline_cell,
    resolve_deadline,
)
from mingzheng.domains.workplan.parsing.checks import judge_sentence
from mingzheng.domains.workplan.parsing.numbering import find_mark, split_numbered


@pytest.mark.parametrize(
    ("printed", "lead", "co", "guide", "everybody"),
    [
        ("区水务局牵头，各单位按职责分工落实", ["区水务局"], [], [], True),
        ("各单位按职责分工落实", [], [], [], True),
        ("全区各单位", [], [], [], True),
        ("各部门、各单位", [], [], [], True),
        ("区水务局、云溪镇、区财政局", ["区水务局", "云溪镇", "区财政局"], [], [], False),
        ("区水务局牵头，区财政局、区住建局配合", ["区水务局"], ["区财政局", "区住建局"], [], False),
        ("区水务局牵头，区财政局按职责分工负责", ["区水务局"], ["区财政局"], [], False),
        ("牵头单位：区水务局；责任单位：区财政局", ["区水务局"], ["区财政局"], [], False),
        ("区水务局会同区财政局", ["区水务局"], ["区财政局"], [], False),
        ("区水务局（牵头）、区财政局", ["区水务局"], ["区财政局"], [], False),
        ("区司法局指导，各镇（街道）落实", ["各镇（街道）"], [], ["区司法局"], False),
        ("由区司法局负责指导", [], [], ["区司法局"], False),
        ("区发展和改革局和区财政局", ["区发展和改革局", "区财政局"], [], [], False),
        ("区规划和自然资源局", ["区规划和自然资源局"], [], [], False),
        ("各镇、街道，区水务局", ["各镇、街道", "区水务局"], [], [], False),
        ("区水务局\n区财政局", ["区水务局", "区财政局"], [], [], False),
        ("区直各有关单位，各镇人民政府（街道办事处）", ["区直各有关单位", "各镇人民政府（街道办事处）"], [], [], False),
        ("/", [], [], [], False),
    ],
)
def test_a_phrase_says_who_leads_who_helps_and_who_guides(printed, lead, co, guide, everybody):
    phrase = parse_units(printed)
    names = [[u.as_printed for u in part] for part in (phrase.lead, phrase.co, phrase.guide)]
    assert (*names, phrase.all_units) == (lead, co, guide, everybody)


def test_sections_in_brackets_stay_with_their_unit():
    unit = parse_reference("区党政办（文秘科、宣传科）")
    assert (unit.name, unit.sections, unit.as_printed) == (
        "区党政办",
        ("文秘科", "宣传科"),
        "区党政办（文秘科、宣传科）",
    )


@pytest.mark.parametrize(
    ("printed", "on"),
    [
        ("年底前完成", (2024, 12, 31)),
        ("2月底前完成", (2024, 2, 29)),
        ("2025年6月30日前", (2025, 6, 30)),
        ("第三季度", (2024, 9, 30)),
        ("上半年", (2024, 6, 30)),
        ("年内", (2024, 12, 31)),
        ("次年1月底前", (2025, 1, 31)),
        ("2024-09-30", (2024, 9, 30)),
        ("2024.6", (2024, 6, 30)),
        ("11月中旬前", (2024, 11, 20)),
        ("2024年3月-10月", (2024, 10, 31)),
    ],
)
def test_a_fixed_phrase_becomes_the_last_day_it_allows(printed, on):
    (deadline,) = read_deadline_cell(printed)
    assert deadline.kind == "fixed"
    assert resolve_deadline(deadline, 2024) == datetime.date(*on)
    assert (resolve_deadline(deadline, None) is None) == (deadline.year is None)


@pytest.mark.parametrize(
    ("printed", "interval", "times"),
    [
        ("每季度", "quarter", None),
        ("每半年", "half_year", None),
        ("每月5日前报送", "month", None),
        ("每年至少召开一次会议", "year", 1),
        ("每年至少听取2次汇报", "year", 2),
        ("按季度报送", "quarter", None),
        ("季度", "quarter", None),
    ],
)
def test_a_recurring_phrase_keeps_its_interval(printed, interval, times):
    deadline = read_deadline_cell(printed)[0]
    assert (deadline.kind, deadline.interval, deadline.times) == ("recurring", interval, times)


@pytest.mark.parametrize(
    "history",
    ["自2016年起推广", "2022年3月1日印发的文件", "近三年内", "前三季度完成投资", "3年内轮训一遍", "监测常态化水平"],
)
def test_dates_that_tell_history_are_no_deadlines(history):
    assert not find_deadlines(history)


@pytest.mark.parametrize("printed", ["持续推进", "长期坚持", "常态化开展", "全年推进"])
def test_what_never_ends_is_continuous(printed):
    assert read_deadline_cell(printed)[0].kind == "continuous"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.甲。 2.乙。 3.丙。", ["1", "2", "3"]),
        ("9.甲。10.乙。11.丙。", ["9", "10", "11"]),
        ("1、甲；2、乙", ["1", "2"]),
        ("1.甲。\n3.丙。", ["1", "3"]),
        ("1.2024年底前完成甲。 2.乙。", ["1", "2"]),
        ("1.提高到3.5万户。 2.乙。", ["1", "2"]),
        ("重点做好：1.甲。2.乙。", [None]),
        ("甲。", [None]),
        ("20.推进 2 项改革。", ["20"]),
    ],
)
def test_a_cell_is_parted_at_numbers_that_go_on(text, numbers):
    assert [n for n, _ in split_numbered(text)] == numbers


@given(st.lists(st.text("甲乙丙丁戊己，", min_size=1, max_size=20), min_size=1, max_size=12), st.integers(1, 80))
def test_numbered_items_come_back_as_they_went_in(texts, start):
    cell = "".join(f"{start + i}.{t}。" for i, t in enumerate(texts))
    assert split_numbered(cell) == [(str(start + i), f"{t}。") for i, t in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("一、甲", "一", "甲"),
        ("（二）甲", "（二）", "甲"),
        ("(十二) 甲", "（十二）", "甲"),
        ("3．甲", "3", "甲"),
        ("（4）甲", "（4）", "甲"),
        ("⑤甲", "⑤", "甲"),
        ("第三章 甲", "第三章", "甲"),
    ],
)
def test_printed_numbers_are_recognised(text, number, rest):
    mark = find_mark(text)
    assert (mark.number, mark.rest) == (number, rest)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("各部门要做好专栏建设的。", True),
        ("完善机制，", True),
        ("落实《办法要求。", True),
        ("完善机制和", True),
        ("这项工作是必要的。", False),
        ("完善机制。", False),
    ],
)
def test_a_sentence_that_breaks_off_is_noticed(text, broken):
    assert bool(judge_sentence(text, usual=True)) == broken


DIRECTORY = (
    UnitName(1, "云山区财政局", "区财政局", ("区发改财政局",)),
    UnitName(2, "云山区党政综合办公室", "区党政办"),
    UnitName(3, "文秘科", parent_id=2),
    UnitName(4, "文秘科", parent_id=1),
    UnitName(5, "市公安局云山分局", "公安分局"),
    UnitName(6, "云山区教育局"),
    UnitName(7, "云溪镇", aliases=("区综治办",)),
    UnitName(8, "云岭街道", aliases=("区综治办",)),
)


@pytest.mark.parametrize(
    ("printed", "unit", "how"),
    [
        ("云山区财政局", 1, "exact"),
        ("区财政局", 1, "short_name"),
        ("区发改财政局", 1, "alias"),
        ("财政局", 1, "without_prefix"),
        ("区教育局", 6, "without_prefix"),
        ("区综治办", None, "ambiguous"),
        ("区审计局", None, "unknown"),
    ],
)
def test_a_name_is_matched_only_when_it_is_certain(printed, unit, how):
    match = match_unit(printed, DIRECTORY, district="云山区")
    assert (match.unit_id, match.how) == (unit, how)


def test_sections_are_sought_below_their_own_unit():
    (match,) = match_units([parse_reference("区党政办（文秘科、信息科）")], DIRECTORY, district="云山区")
    assert (match.unit_id, match.section_ids, match.unmatched_sections) == (2, (3,), ("信息科",))
