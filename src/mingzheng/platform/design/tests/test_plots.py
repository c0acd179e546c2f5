"""Plots are arithmetic first: laws that hold for every input, then what a reader who does not see them is told."""

import itertools
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.platform.design.plots import describe, draw, format_value, make_scale, sparkline, ticks
from mingzheng.platform.design.plots.scale import HEIGHT, WIDTH
from mingzheng.platform.design.values import Plot, Series

NUMBERS = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).map(lambda number: round(number, 2))
COUNTS = st.integers(min_value=0, max_value=10**6)


@given(NUMBERS, NUMBERS)
def test_ticks_cover_the_values_and_are_few_and_even(one, other):
    low, high = sorted((one, other))
    marks = ticks(low, high)
    span = max(1.0, marks[-1] - marks[0])
    assert marks[0] <= low + span * 1e-6
    assert marks[-1] >= high - span * 1e-6
    assert 2 <= len(marks) <= 8
    steps = [second - first for first, second in itertools.pairwise(marks)]
    assert max(steps) - min(steps) <= span * 1e-6


@given(COUNTS)
def test_ticks_of_whole_numbers_above_four_are_whole(high):
    marks = ticks(0, max(4, high))
    assert all(mark == int(mark) or mark * 2 == int(mark * 2) for mark in marks)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_scale_keeps_order_and_ends(one, other, between):
    low, high = sorted((one, other))
    if high - low < 1e-3:
        return
    scale = make_scale((low, high), (0, 100))
    assert scale(low) == pytest.approx(0)
    assert scale(high) == pytest.approx(100)
    assert scale(min(max(between, low), high)) >= scale(low)


@given(
    st.sampled_from(["line", "bar", "stacked", "rows"]),
    st.lists(st.one_of(st.none(), COUNTS), min_size=1, max_size=14),
    st.integers(min_value=1, max_value=3),
)
def test_every_plot_is_well_formed_and_stays_inside_its_frame(kind, values, series_count):
    labels = tuple(f"{index}月" for index in range(len(values)))
    plot = Plot("题", labels, tuple(Series(f"系列{n}", tuple(values)) for n in range(series_count)), kind=kind)
    root = ElementTree.fromstring(draw(plot))
    height = max(HEIGHT, float(root.attrib["viewBox"].split()[3]))
    for element in root.iter():
        for name, limit in (("x", WIDTH), ("cx", WIDTH), ("y", height), ("cy", height)):
            if name in element.attrib and element.tag in ("rect", "circle"):
                assert -0.5 <= float(element.attrib[name]) <= limit + 0.5


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_stacked_bars_add_up_to_the_height_of_their_sum(values):
    whole = draw(Plot("和", ("一",), (Series("合计", (sum(values),)),), kind="stacked"))
    parts = draw(Plot("和", ("一",), tuple(Series(str(n), (v,)) for n, v in enumerate(values)), kind="stacked"))

    def height(markup):
        bars = list(ElementTree.fromstring(markup).iter("rect"))
        return sum(float(bar.attrib["height"]) for bar in bars)

    assert height(parts) == pytest.approx(height(whole), abs=0.6 * len(values) + 0.1)


def test_an_unknown_value_breaks_the_line():
    drawing = draw(Plot("断", ("一", "二", "三", "四", "五"), (Series("甲", (1, 2, None, 4, 5)),)))
    assert drawing.count("<polyline") == 2
    assert drawing.count("<circle") == 4


def test_text_from_outside_is_escaped():
    drawing = draw(Plot("<script>", ("<b>",), (Series('"x"', (1,)),), kind="bar"))
    assert "<script>" not in drawing
    assert "<b>" not in drawing


def test_a_plot_tells_those_who_do_not_see_it_what_it_shows():
    plot = Plot("按期办结率", ("1月", "2月"), (Series("2026年", (91.5, 93)),), unit="%")
    assert describe(plot) == "按期办结率：2026年，1月至2月，最低 91.5，最高 93%。数据见旁边的表。"


def test_a_plot_without_values_says_so():
    assert "暂无数据" in describe(Plot("空", ("1月",), (Series("甲", (None,)),)))


def test_an_unknown_kind_and_a_series_of_the_wrong_length_are_refused():
    with pytest.raises(ValueError, match="unknown kind"):
        draw(Plot("题", (), (), kind="pie"))
    with pytest.raises(ValueError, match="values for"):
        Plot("题", ("一",), (Series("甲", (1, 2)),))


def test_numbers_are_written_without_needless_decimals():
    assert [format_value(n) for n in (12480, 91.5, 91.0, 0.256)] == ["12,480", "91.5", "91", "0.26"]


def test_a_sparkline_has_words():
    assert 'aria-label="一至三月"' in sparkline((1.0, 2.0, 3.0), label="一至三月")
    assert sparkline((), label="无") == ""
