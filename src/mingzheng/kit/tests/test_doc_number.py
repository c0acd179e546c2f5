"""发文字号 and 令号: the standard form, and every deviation offices really write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.kit.doc_number import (
    DocNumber,
    DocNumberError,
    find_doc_number_problems,
    format_doc_number,
    format_order_number,
    parse_doc_number,
    parse_order_number,
)


def codes(text):
    return [finding.code for finding in find_doc_number_problems(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("国办发〔2018〕123号", ("国办发", 2018, 123)),
        ("国办发明电〔2025〕7号", ("国办发明电", 2025, 7)),
        ("阳府办〔2022〕1号", ("阳府办", 2022, 1)),
        ("云府规〔1999〕99999号", ("云府规", 1999, 99999)),
    ],
)
def test_the_standard_form_is_read_and_has_no_findings(text, parts):
    number = parse_doc_number(text)
    assert (number.organ, number.year, number.sequence) == parts
    assert find_doc_number_problems(text) == ()


def test_the_acceptance_example_has_exactly_three_findings():
    assert sorted(codes("×府办[2026]05号")) == ["brackets", "leading_zero", "organ"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("阳府办[2026]5号", ["brackets"]),
        ("阳府办(2026)5号", ["brackets"]),
        ("阳府办（2026）5号", ["brackets"]),
        ("阳府办【2026】5号", ["brackets"]),
        ("阳府办〔2026]5号", ["brackets"]),
        ("阳府办〔2026〕第5号", ["ordinal_word"]),
        ("阳府办〔2026〕05号", ["leading_zero"]),
        ("阳府办(2026)第005号", ["brackets", "ordinal_word", "leading_zero"]),
        ("阳府办〔26〕5号", ["year"]),
        ("阳府办〔1826〕5号", ["year"]),
        ("阳府办〔2026年〕5号", ["year_word"]),
        ("阳府办〔2026〕5", ["end_word"]),
        ("阳府办〔2026〕0号", ["leading_zero", "sequence"]),
        ("阳府办〔2026〕123456号", ["sequence"]),
        ("〔2026〕5号", ["organ_missing"]),
        ("府〔2026〕5号", ["organ"]),
        ("AB〔2026〕5号", ["organ"]),
        ("阳府办〔２０２６〕５号", ["full_width"]),
        ("阳府办 〔2026〕 5号", ["space"]),
        (" 阳府办〔2026〕5号", ["space"]),
        ("关于印发方案的通知", ["not_a_doc_number"]),
        ("", ["not_a_doc_number"]),
    ],
)
def test_every_deviation_is_named(text, expected):
    assert codes(text) == expected
    with pytest.raises(DocNumberError) as caught:
        parse_doc_number(text)
    assert [finding.code for finding in caught.value.findings] == expected
    assert caught.value.code == "not_a_doc_number"


def test_a_finding_quotes_the_place_and_says_what_to_do():
    [finding] = find_doc_number_problems("阳府办[2026]5号")
    assert (finding.quote, finding.message) == ("[2026]", "年份应用六角括号〔〕括入")


organs = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)
numbers = st.builds(DocNumber, organs, st.integers(1900, 2099), st.integers(1, 99999))


@given(numbers)
def test_reading_what_was_written_gives_the_same_number(number):
    assert parse_doc_number(format_doc_number(number)) == number


@given(st.text())
def test_a_text_either_parses_or_has_findings(text):
    if find_doc_number_problems(text):
        with pytest.raises(DocNumberError):
            parse_doc_number(text)
    else:
        assert str(parse_doc_number(text)) == text


@pytest.mark.parametrize("number", [DocNumber("阳府办", 2026, 0), DocNumber("阳", 2026, 1), DocNumber("阳府办", 26, 1)])
def test_a_number_outside_the_standard_cannot_be_written(number):
    with pytest.raises(DocNumberError):
        format_doc_number(number)


@given(st.integers(1, 99999))
def test_the_number_of_an_order_reads_back(number):
    assert parse_order_number(format_order_number(number)) == number
    assert parse_order_number(f"第{number}号") == number


@pytest.mark.parametrize("text", ["12号", "第号", "第十一二号", "第12", "第-1号"])
def test_what_is_no_order_number_is_refused(text):
    with pytest.raises(ValueError, match=r"令号|数字"):
        parse_order_number(text)


def test_orders_are_numbered_from_one():
    with pytest.raises(ValueError, match="从1开始"):
        format_order_number(0)
