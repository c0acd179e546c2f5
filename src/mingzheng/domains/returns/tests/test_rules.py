"""What is wrong with a filled-in form: tables of values, no database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.domains.returns.rules import (
    Asked,
    BadRelation,
    Relation,
    Said,
    Weight,
    assess,
    change_of,
    read_relation,
    span_of,
    write_relation,
)
from mingzheng.figures.public import parse_wording

A, B, C, P = (Asked(code, row, code, "件") for row, code in enumerate("abcp", start=1))
CODES = ["a", "b", "c", "p"]


def said(text: str, **more: object) -> Said:
    return Said(wording=parse_wording(text), **more)


def codes(asked: list[Asked], values: dict[str, Said], *relations: Relation, jump: int = 50) -> list[tuple[str, str]]:
    return [(item.code, item.weight.value) for item in assess(asked, values, relations, jump=jump)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Said(), [("missing", "stops")]),
        (said("5"), []),
        (said("N"), [("placeholder", "stops")]),
        (Said(is_not_involved=True), [("not_involved", "explain")]),
        (Said(is_not_involved=True, explanation="无此职能"), [("not_involved", "settled")]),
        (said("5", last=Decimal(2)), [("jump", "explain")]),
        (said("5", last=Decimal(2), explanation="新增渠道"), [("jump", "settled")]),
        (said("3", last=Decimal(2)), [("jump", "explain")]),
        (said("299", last=Decimal(200)), []),
        (said("100", last=Decimal(200)), [("jump", "explain")]),
        (said("5", last=Decimal(0)), []),
        (said("5", last=Decimal(2), is_typed=False), []),
        (said("5", known=Decimal(4), known_words="某科填报的4件"), [("differs", "explain")]),
        (said("4", known=Decimal(4), known_words="某科填报的4件"), []),
        (Said(faults=("不是数值",)), [("fault", "stops")]),
    ],
)
def test_one_figure(line: Said, expected: list[tuple[str, str]]) -> None:
    assert codes([A], {"a": line}) == expected


def test_a_figure_that_is_not_required_may_stay_empty_and_zero_jump_never_asks() -> None:
    assert codes([Asked("a", 1, "a", "件", is_required=False)], {}) == []
    assert codes([A], {"a": said("900", last=Decimal(1))}, jump=0) == []


@pytest.mark.parametrize(("refuses", "weight"), [(True, "stops"), (False, "explain")])
@pytest.mark.parametrize("value", ["9", "101"])
def test_bounds_refuse_or_ask(value: str, weight: str, refuses: bool) -> None:
    bounded = Asked("a", 1, "a", "件", minimum=Decimal(10), maximum=Decimal(100), refuses=refuses)
    assert codes([bounded], {"a": said(value)}) == [("beyond", weight)]
    assert codes([bounded], {"a": said("10")}) == codes([bounded], {"a": said("100")}) == []


def test_evidence_is_asked_of_typed_values_only() -> None:
    proven = Asked("a", 1, "a", "件", needs_evidence=True)
    assert codes([proven], {"a": said("1")}) == [("evidence", "stops")]
    assert codes([proven], {"a": said("1", has_evidence=True)}) == []
    assert codes([proven], {"a": said("1", is_typed=False)}) == []


@pytest.mark.parametrize(
    ("whole", "parts", "holds"),
    [
        ("57", ("50", "7"), True),
        ("57", ("50", "8"), False),
        ("57余", ("50", "8"), False),
        ("60余", ("50", "12"), True),
        ("超100", ("60", "50"), True),
        ("近200", ("150", "45"), True),
        ("近200", ("150", "55"), False),
        ("3.5万", ("2.1万", "1.4万"), True),
        ("3.5万", ("2.14万", "1.44万"), False),
        ("3.6万", ("2.14万", "1.44万"), True),
        ("0", ("0", "0"), True),
    ],
)
def test_a_total_equals_its_parts_as_far_as_words_and_rounding_allow(
    whole: str, parts: tuple[str, str], holds: bool
) -> None:
    values = {"a": said(whole), "b": said(parts[0]), "c": said(parts[1])}
    found = codes([A, B, C], values, Relation("sum", "a", ("b", "c")))
    assert (found == []) is holds, found


@pytest.mark.parametrize(
    ("part", "whole", "holds"), [("5", "5", True), ("6", "5", False), ("6", "超5", True), ("近200", "195", True)]
)
def test_a_part_is_not_larger_than_its_whole(part: str, whole: str, holds: bool) -> None:
    found = codes([A, B], {"a": said(part), "b": said(whole)}, Relation("part", "a", ("b",)))
    assert (found == []) is holds


@pytest.mark.parametrize(
    ("rate", "top", "bottom", "holds"),
    [
        ("75", "150", "200", True),
        ("71.43", "150", "210", True),
        ("71.4", "150", "210", True),
        ("71", "150", "210", True),
        ("72", "150", "210", False),
        ("71.42", "150", "210", False),
        ("100", "0", "0", True),
        ("75", "150余", "近200", True),
    ],
)
def test_a_percentage_is_that_of_its_figures_to_the_place_it_is_printed(
    rate: str, top: str, bottom: str, holds: bool
) -> None:
    values = {"p": said(rate), "a": said(top), "b": said(bottom)}
    found = codes([A, B, P], values, Relation("percent", "p", ("a", "b")))
    assert (found == []) is holds, found


def test_a_relation_waits_until_all_of_it_is_there() -> None:
    optional = [Asked(code, row, code, "件", is_required=False) for row, code in enumerate("abc", start=1)]
    assert codes(optional, {"a": said("1"), "b": said("9")}, Relation("sum", "a", ("b", "c"))) == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("1=2+3", Relation("sum", "a", ("b", "c"))),
        (" ３ ＝ １ ＋ ２ ", Relation("sum", "c", ("a", "b"))),
        ("2≤1", Relation("part", "b", ("a",))),
        ("2<=1", Relation("part", "b", ("a",))),
        ("4=2÷1×100%", Relation("percent", "p", ("b", "a"))),
        ("4=2/1", Relation("percent", "p", ("b", "a"))),
    ],
)
def test_relations_are_read_as_forms_print_them(text: str, relation: Relation) -> None:
    assert read_relation(text, CODES) == relation
    assert read_relation(write_relation(relation, CODES), CODES) == relation


@pytest.mark.parametrize("text", ["", "1=2", "9=1+2", "0=1+2", "1=1+2", "甲=乙+丙", "1=2-3", "1==2+3"])
def test_what_states_no_relation_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadRelation):
        read_relation(text, CODES)


def test_change_is_told_to_one_place_and_not_against_nothing() -> None:
    assert change_of(Decimal(3), Decimal(2)) == Decimal("50.0")
    assert change_of(Decimal(2), Decimal(3)) == Decimal("-33.3")
    assert change_of(Decimal(2), Decimal(0)) is None
    assert change_of(None, Decimal(2)) is None


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=2))
def test_true_totals_hold_whatever_the_numbers(parts: list[int]) -> None:
    values = {"a": said(str(sum(parts))), "b": said(str(parts[0])), "c": said(str(parts[1]))}
    assert not [
        item
        for item in assess([A, B, C], values, [Relation("sum", "a", ("b", "c"))], jump=0)
        if item.weight is Weight.STOPS
    ]


@given(st.integers(1, 10**9), st.sampled_from(["{}", "{}余", "超{}", "近{}", "约{}", "不少于{}"]))
def test_a_span_is_ordered_and_lies_at_the_printed_number(value: int, shape: str) -> None:
    low, high = span_of(parse_wording(shape.format(value)))
    assert low <= high
    assert low <= value + 1
    assert high >= value - 1
