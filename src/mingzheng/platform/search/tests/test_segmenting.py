"""Tokens: what a title, a number and a query become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.platform.search.backends.postgresql import query_literal, vector_literal
from mingzheng.platform.search.backends.sqlite import match_expression
from mingzheng.platform.search.segmenting import MOST_TERMS, normalise_number, split_document, split_query

MARKS = set("\"'\\*^:(){}[]|&!<>+-=~@#$%;,./?\x00")


def test_a_title_becomes_words_and_overlapping_pairs():
    document = split_document(title="督办函2022")
    assert document.grams == ("督办", "办函", "函", "2022")
    assert "督办" in document.title_words


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        ("云政办发〔2026〕15号", "云政办发202615号"),
        ("云政办发[2026]15号", "云政办发202615号"),
        ("云政办发【２０２６】15 号", "云政办发202615号"),
        ("WP-2026-000123", "wp2026000123"),
    ],
)
def test_brackets_width_and_case_do_not_matter_in_a_number(number, plain):
    assert normalise_number(number) == plain


@pytest.mark.parametrize("query", ["", "   ", "《》、。", "〔〕", "\x00"])
def test_a_query_of_marks_only_asks_for_nothing(query):
    assert split_query(query) == ()


def test_a_query_has_at_most_eight_terms():
    assert len(split_query(" ".join(f"词{number}" for number in range(30)))) == MOST_TERMS


@given(st.text(max_size=200))
def test_whatever_is_typed_only_letters_and_digits_reach_the_database(text):
    """No mark of a query language survives; what remains is quoted."""
    for term in split_query(text):
        for token in (*term.words, *term.grams):
            assert not MARKS & set(token), term
            assert not any(char.isspace() for char in token), term
    split_document(title=text, text=text, numbers=[text])


def test_the_databases_get_their_own_form_of_the_same_question():
    terms = split_query("督办 2026")
    assert match_expression(terms, titles_only=True).count(" AND ") == 1
    assert query_literal(terms, titles_only=True) == "('g督办') & ('g2026':*)"
    assert "'w督办' | 'g督办'" in query_literal(terms, titles_only=False)
    assert "'t龙溪镇' & 't道路'" in query_literal(split_query("龙溪镇道路"), titles_only=True)
    assert vector_literal(split_document(title="督办")).startswith("'g督办':1 'g办':2 't督办'")
