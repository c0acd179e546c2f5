"""Markup, numbering, composing, typed numbers, patterns and matching: on values, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.domains.reports.composition.composing import compose
from mingzheng.domains.reports.composition.content import (
    BlockText,
    Elements,
    ReportText,
    SectionText,
    sections_from_json,
    sections_to_json,
)
from mingzheng.domains.reports.composition.matching import Candidate, match_figures
from mingzheng.domains.reports.composition.numbering import Numbering, count_headings
from mingzheng.domains.reports.composition.patterns import PATTERNS, Named, PatternMisfit, doubt_of, fill_pattern
from mingzheng.domains.reports.composition.periods import PeriodUnreadable, read_period, write_period
from mingzheng.domains.reports.composition.typed_numbers import find_typed_numbers
from mingzheng.domains.reports.composition.values import ShownValue
from mingzheng.domains.reports.output.as_json import composed_from_json, composed_to_json
from mingzheng.figures.public import (
    Binding,
    format_markup,
    join_runs,
    parse_markup,
    runs_from_json,
    runs_to_json,
)

TEXTS = st.text(st.characters(blacklist_characters="{}|\n", blacklist_categories=["Cs", "Cc"]), max_size=12)
PARTS = st.text(st.sampled_from("0123456789-.@万余超"), max_size=10)
BINDINGS = st.builds(
    Binding, st.from_regex(r"[a-z][a-z0-9_]{0,8}\.[a-z]{1,6}", fullmatch=True), PARTS, PARTS, PARTS, st.booleans()
)


@given(st.lists(st.one_of(TEXTS, BINDINGS), max_size=8))
def test_markup_read_and_written_is_the_same(runs):
    whole = join_runs(runs)
    assert parse_markup(format_markup(whole)) == whole
    assert runs_from_json(runs_to_json(whole)) == whole


@pytest.mark.parametrize(
    "text", ["{{}}", "{{A.b}}", "{{a.b|}}", "{{a.b|x|y|z|naked}}", "{{a.b", "{ {a.b}}", "{{a.b|\n}}"]
)
def test_what_is_no_binding_stays_text(text):
    assert parse_markup(text) == (text,)


def test_headings_are_counted_within_their_parent_and_levels_may_be_skipped():
    assert list(count_headings([1, 2, 2, 3, 3, 2, 1, 3, 1])) == [1, 1, 2, 1, 2, 3, 2, 1, 3]


def test_the_width_of_brackets_is_the_profiles():
    assert Numbering("half").label(2, 3) == "(三)"
    assert [Numbering().label(level, 12) for level in (1, 2, 3)] == ["十二、", "（十二）", "12."]


def _report(*sections):
    return ReportText("某局", 2025, Elements(title="报告", salutation="区委", issuer="某局"), sections=sections)


def _value(binding):
    return ShownValue(f"〈{binding.code}〉", binding.code, "computed")


def test_items_run_in_make_one_paragraph_and_a_plain_block_ends_the_series():
    section = SectionText(
        "落实",
        run_in=True,
        level=2,
        blocks=(
            BlockText(("总起。",), id=1),
            BlockText(("甲", Binding("a.b"), "件。"), is_item=True, id=2),
            BlockText(("乙。",), is_item=True, id=3),
            BlockText(("另起。",), id=4),
            BlockText(("丙。",), is_item=True, id=5),
        ),
    )
    composed = compose(_report(section), _value)
    assert [line.lead + line.text for line in composed.lines] == [
        "（一）落实。总起。一是甲〈a.b〉件。二是乙。",
        "另起。一是丙。",
    ]
    first = composed.lines[0]
    assert [first.text[span.start : span.end] for span in first.spans] == ["总起。", "甲〈a.b〉件。", "乙。"]


def test_items_of_their_own_stand_each_in_a_paragraph():
    blocks = (BlockText(("甲。",), is_item=True), BlockText(("乙。",), is_item=True))
    composed = compose(_report(SectionText("安排", items_run_in=False, blocks=blocks)), _value)
    assert [line.text for line in composed.lines] == ["一、安排", "一是甲。", "二是乙。"]


def test_a_composed_report_and_its_sections_survive_json():
    report = _report(SectionText("安排", blocks=(BlockText(("共", Binding("a.b", "2024", "2万余"), "。"), id=7),)))
    composed = compose(report, _value)
    assert composed_from_json(composed_to_json(composed)) == composed
    assert sections_from_json(sections_to_json(report.sections)) == report.sections


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("", "2025年"),
        ("2024", "2024年"),
        ("2025-01..2025-10", "2025年1—10月"),
        ("@2025-11-30", "截至2025年11月"),
        ("standing", "长期"),
    ],
)
def test_periods_are_read_as_written(text, label):
    period = read_period(text, year=2025)
    assert period.label() == label
    assert read_period(write_period(period, year=2025), year=2025) == period


@pytest.mark.parametrize("text", ["2025-13..2025-14", "2025-05..2025-01", "@2025-02-30", "去年"])
def test_an_unreadable_period_is_refused(text):
    with pytest.raises(PeriodUnreadable):
        read_period(text, year=2025)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年办结督办事项167项。", ["167项"]),
        ("访问340万余次，阅读量超3300万。", ["340万余次", "超3300万"]),
        ("占比为81.1%，受理22300多件", ["81.1%", "22300多件"]),
        ("2025年1—10月，截至2025年11月底，按照第十二条、第3号", []),
        ("按照〔2025〕12号和《2025年15项要点》，提供7×24小时服务", []),
        ("拨打12345热线", []),
        ("一是加强学习。二是抓落实", []),
        ("召开三次会议，办理十二件建议", ["三次", "十二件"]),
        ("数字政府2.0建设", []),
    ],
)
def test_only_statistics_count_as_typed_numbers(text, found):
    assert [one.words for one in find_typed_numbers((text,))] == found


def test_a_bound_number_is_not_a_typed_one():
    assert find_typed_numbers(parse_markup("办结{{a.b|2025|167}}项")) == ()


def test_every_pattern_says_what_its_example_shows():
    named = [Named(word, Binding(f"a.{word}")) for word in "xyz"]
    said = {
        pattern.code: format_markup(fill_pattern(pattern.code, named[: pattern.most or max(pattern.least, 2)]))
        for pattern in PATTERNS
    }
    assert said["whole_and_parts"] == "x共{{a.x}}，其中y{{a.y}}"
    assert said["parts_and_sum"] == "x{{a.x}}、y{{a.y}}，共{{a.z}}"
    assert said["share"] == "x{{a.x}}，占y{{a.y}}的比例为{{a.z}}"
    assert said["year_on_year"] == "x{{a.x}}，同比{{a.x||同比}}"


@pytest.mark.parametrize(
    ("code", "values", "told"),
    [
        ("parts_and_sum", "21 36 57", ""),
        ("parts_and_sum", "21 36 58", "合计57，与合计58不一致"),
        ("whole_and_parts", "17 31", "31大于总数17"),
        ("whole_and_parts", "31 17 13", ""),
        ("share", "370 504 73.4", ""),
        ("share", "504 370 73.4", "比例不是73.4%"),
        ("handled_rate", "570 570 100", ""),
        ("handled_rate", "570 - 100", ""),
        ("series", "3 5", ""),
    ],
)
def test_a_sentence_that_does_not_come_out_is_told(code, values, told):
    given = [None if text == "-" else Decimal(text) for text in values.split()]
    assert told in doubt_of(code, given)
    assert bool(told) == bool(doubt_of(code, given))


def test_a_pattern_says_how_many_figures_it_takes():
    with pytest.raises(PatternMisfit, match="要选 3 个指标，现选 1 个"):
        fill_pattern("share", [Named("x", Binding("a.x"))])


def test_a_number_is_matched_by_the_words_before_it_and_its_unit():
    candidates = [
        Candidate("a.sent", "发布政府信息", "门户网站发布的政府信息", "条"),
        Candidate("a.read", "网站浏览量", "网站浏览次数", "次"),
    ]
    (best, *_) = match_figures("在区门户网站发布政府信息共计", "条", candidates)
    assert best.candidate.code == "a.sent"
    assert best.confidence >= 70
    assert match_figures("栽种树木", "棵", candidates) == ()
