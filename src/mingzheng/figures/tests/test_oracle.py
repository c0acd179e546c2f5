"""Each of the 223 quantitative statements of four real reports can be recorded as a reading and prints back as it stood."""

import re

import pytest

from mingzheng.figures.periods import Scope
from mingzheng.figures.public import Given, Kind, Qualifier, get_figure, record_reading, value_of
from mingzheng.figures.tests.oracle import CODES, Statement, period_of, read_statements
from mingzheng.kit.numerals import format_chinese_number

PUBLISHED = Given(means="published")
KINDS = {"rule": Kind.RULE, "target": Kind.TARGET, "count-of-list": Kind.COUNT_OF_LIST, "rank": Kind.RANK}


@pytest.fixture(scope="module")
def statements(shared_dir):
    return read_statements(shared_dir)


def given(statement: Statement) -> tuple[str, Given]:
    """Return what a clerk would fill in: the number in its wording, and what belongs to it."""
    word, _, bracket = statement.qualifier.partition(" (")
    scale = re.match(r"[万亿]?", statement.unit)[0]
    unit = statement.unit[len(scale) :]
    kind = KINDS.get(word, "")
    word = {"N": "", "exact": "", "target": "不少于" if "不少于" in bracket else ""}.get(word, "" if kind else word)
    text = f"超{statement.value}{scale}" if word == "超" else f"{statement.value}{scale}{word}"
    if word == "不少于":
        text = f"{word}{statement.value}{scale}"
    # Taken from published reports: rooms that count by themselves today had no records of those years.
    return text, Given(
        means="published", unit_word=unit, kind=kind, period_words=statement.when, source_words=statement.quote
    )


def test_there_are_as_many_codes_as_statements(statements):
    assert len(statements) == 223
    assert [len(codes.split()) for codes in CODES.values()] == [62, 83, 55, 23]


def test_every_figure_is_defined_with_the_unit_it_is_reported_in(statements):
    assert {statement.code for statement in statements if get_figure(statement.code) is None} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("report", ["F0", "F1", "F2", "F3"])
def test_every_statement_is_recorded_and_prints_back(report, statements, world):
    actor, unit = world.actor("clerk"), world.district.office
    rows = [item for item in statements if item.id.startswith(report)]
    for statement in rows:
        if " / " in statement.value:
            told_twice(statement, actor, unit)
            continue
        text, details = given(statement)
        said = record_reading(
            statement.code, unit_id=unit.pk, period=period_of(statement), value=text, actor=actor, details=details
        )
        value = value_of(statement.code, scope=Scope(None, period_of(statement)))
        assert value.reading_id == said.pk, statement.id
        said.refresh_from_db()
        assert said.number_text == statement.value, statement.id
        assert said.scale + said.unit_word == statement.unit, statement.id
        word = statement.qualifier.partition(" ")[0]
        expected = {"N": "placeholder", "target": said.qualifier}.get(word, "exact" if word in KINDS else word)
        assert said.qualifier == expected, statement.id
        if word in KINDS:
            assert said.kind == KINDS[word], statement.id
        if word in {"exact", *Qualifier} and said.number_text[0].isdigit() and said.kind == Kind.MEASURED:
            assert prints_as_quoted(value.printed, statement), (statement.id, value.printed, statement.quote)


def told_twice(statement, actor, unit):
    """One statement of two values (参考率、优秀率“双一百”) is two readings."""
    for code, text in zip(
        ("learning.exam_participation", "learning.exam_excellence"), statement.value.split(" / "), strict=True
    ):
        record_reading(code, unit_id=unit.pk, period=period_of(statement), value=text, actor=actor, details=PUBLISHED)
        assert value_of(code, scope=Scope(None, period_of(statement))).printed == f"{text}%"


def prints_as_quoted(printed: str, statement: Statement) -> bool:
    """Say whether the printed value stands in the quote; a quote may leave out the unit or put a word before it."""
    quote = statement.quote
    bare = printed.removesuffix(statement.unit.lstrip("万亿"))
    words = f"{format_chinese_number(int(statement.value))}{statement.unit}" if statement.value.isdigit() else printed
    return printed in quote or bare in quote or words in quote
