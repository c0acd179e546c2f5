"""The numbers core on values: rounding, cutting, slips, subsets, bases; what printed digits can tell of sums and shares."""

from decimal import Decimal

import pytest

from mingzheng.proofing.context import Context
from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.relations import arithmetic as a
from mingzheng.proofing.relations import figures as f
from mingzheng.proofing.relations.clauses import clause_parts


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "rounded", "cut"),
    [
        ("607", "661", 0, "92", "91"),
        ("488", "602", 1, "81.1", "81.0"),
        ("1", "8", 2, "12.50", "12.50"),
        ("1", "200", 0, "1", "0"),
    ],
)
def test_shares_are_rounded_half_up_or_cut_off(part, whole, decimals, rounded, cut):
    assert a.percent(Decimal(part), Decimal(whole), decimals) == Decimal(rounded)
    assert a.percent_cut(Decimal(part), Decimal(whole), decimals) == Decimal(cut)


@pytest.mark.parametrize(
    ("old", "new", "rounded", "cut"),
    [("113", "227", "100.9", "100.8"), ("40", "30", "-25.0", "-25.0"), ("3", "2", "-33.3", "-33.3")],
)
def test_growth_is_measured_from_the_old_value(old, new, rounded, cut):
    assert a.growth(Decimal(old), Decimal(new), 1) == Decimal(rounded)
    assert a.growth_cut(Decimal(old), Decimal(new), 1) == Decimal(cut)


def test_bases_are_the_whole_numbers_around_what_a_rate_needs():
    assert a.nearest_bases(Decimal(227), Decimal("100.2")) == (113, 114)
    assert a.nearest_bases(Decimal(80), Decimal(-20)) == (100, 101)
    assert a.implied_wholes(Decimal(492), Decimal("80.3"), 1) == [613]
    assert a.implied_wholes(Decimal(1), Decimal(50), 0) == [2]
    assert a.implied_wholes(Decimal(5), Decimal(0), 0) == []
    assert a.implied_wholes(Decimal(5), Decimal(-1), 0) == []
    assert len(a.implied_wholes(Decimal(5000), Decimal(50), 0)) == 10


@pytest.mark.parametrize(
    ("total", "parts", "holds"),
    [(57, [21, 36, 3], True), (27, [21, 36, 3, 4], False), (0, [1, 2], False), (3, [3], True), (6, [1, 2, 3], True)],
)
def test_a_subset_is_of_some_parts_and_never_of_none(total, parts, holds):
    assert a.has_subset(Decimal(total), [Decimal(part) for part in parts]) is holds


def test_of_many_parts_the_last_fourteen_are_tried():
    assert not a.has_subset(Decimal(1000), [Decimal(1000), *[Decimal(1)] * 14])
    assert a.has_subset(Decimal(1000), [Decimal(1000), *[Decimal(1)] * 13])


@pytest.mark.parametrize(
    ("computed", "stated", "slip"),
    [
        ("94.4", "90.4", True),
        ("3920", "3290", True),
        ("100", "98", False),
        ("3920", "9320", True),
        ("3920", "2930", False),
        ("12", "12", False),
        ("123", "145", False),
    ],
)
def test_a_slip_is_one_digit_or_two_neighbours_changed_over(computed, stated, slip):
    assert a.is_slip(computed, stated) is slip


@pytest.mark.parametrize(
    ("number", "words"), [("1200", "1200"), ("12.50", "12.5"), ("-0.0", "0"), ("0.10", "0.1"), ("1E+3", "1000")]
)
def test_numbers_are_written_plainly(number, words):
    assert a.plain(Decimal(number)) == words


def figures_of(words):
    text = text_from_string(words)
    return f.sentences_of(text, Context(strict=True))[0]


def test_what_is_printed_rounded_may_miss_by_half_a_last_place_each():
    *parts, whole = figures_of("甲1.2亿元，乙3.25亿元，丙300件，共4.4亿元。").figures
    assert f.rounding_of([parts[0]]) == Decimal(5_000_000)
    assert f.rounding_of([parts[0], parts[1]]) == Decimal(5_500_000)
    assert f.rounding_of([parts[2]]) == 0
    assert f.adds_up(parts[:2], whole)  # 4.45 and 4.4 with 0.105 of room
    assert not f.adds_up([parts[0], whole], parts[1])
    assert f.in_scale(Decimal(440_000_000), whole) == Decimal("4.4")
    assert f.sum_words(parts[:2]) == "1.2亿+3.25亿"
    assert f.total_of(parts[:2]) == Decimal(445_000_000)


def test_counts_have_no_room():
    one, two, whole = figures_of("来信12件，来访30件，共43件。").figures
    assert not f.adds_up([one, two], whole)
    assert f.same_unit(one, two)
    assert f.is_exact(one)


@pytest.mark.parametrize(
    ("share", "fits"),
    [("25%", True), ("23.3%", True), ("23.2%", False), ("26.8%", True), ("26.9%", False)],
)
def test_a_share_of_rounded_numbers_has_their_room(share, fits):
    part, whole, rate = figures_of(f"投入2.5亿元，总额10亿元，占{share}。").figures
    assert f.share_fits(part, whole, rate) is fits
    assert not f.is_percent(part)
    assert f.is_percent(rate)


def test_a_share_of_counts_has_none():
    part, whole, rate = figures_of("办结30件，受理120件，占25%。").figures
    assert not f.share_fits(part, whole, rate)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("问题98个，其中立行立改的62个，已完成；分阶段的24个，已完成20个；持续的12个。", [62, 24, 12]),
        ("问题98个，其中立行立改的62个，分阶段的24个。", []),
        ("收入98万元，其中税收62万元，增长5%；非税36万元。", [62, 36]),
        ("立案98件，其中行政62件；组织培训24次；宣传12场。", []),
        ("立案98件，其中行政62件，罚款三万元以上50件，当场处罚12件；其他36件。", []),
        ("立案98件，其中行政62件；约30件正在办理。", []),
    ],
)
def test_parts_by_clause_are_the_first_number_of_each(words, parts):
    sentence = figures_of(words)
    at = words.index("其中") + 2
    assert [int(part.value) for part in clause_parts(sentence, at)] == parts
