"""Turns text into tokens, pure: words for meaning, overlapping pairs for substrings and numbers. Knows no database.

Words: rjieba's search mode for the index, its plain mode for the query. Grams: a run of Han characters becomes its
overlapping pairs and its last character ("督办函" → 督办 办函 函), a run of letters or digits one token; in order, so
that any substring of a title and any part of a number is a phrase.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mingzheng.kit.lazy import lazy_module

rjieba = lazy_module("rjieba")


LONGEST_TITLE = 300
LONGEST_TEXT = 20_000
LONGEST_QUERY = 100
MOST_TERMS = 8
MOST_OTHERS = 3
SEPARATOR = "xsepx"
FACET = "xfacetx"

_HAN_RANGE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUNS = re.compile(rf"[{_HAN_RANGE}]+|[a-z0-9]+|[^\W_{_HAN_RANGE}a-z0-9]+")
_HAN = re.compile(rf"[{_HAN_RANGE}]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Document:
    """What stands in the index about one subject, as tokens."""

    grams: tuple[str, ...]
    title_words: tuple[str, ...]
    text_words: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as a database's index gets it."""

    entry_id: int
    kind: str
    title: str
    stamp: int
    document: Document


@dataclass(frozen=True, slots=True)
class Term:
    """One blank-separated part of a query: all its words, or its grams as a phrase (the last one as a prefix).

    A property has words and no grams, what has no words is asked by its grams.
    """

    words: tuple[str, ...]
    grams: tuple[str, ...]
    prefix: bool
    number: str
    others: tuple["Term", ...] = ()  # any of these will do instead: synonyms


def normalise(text: str) -> str:
    """Return the text with one form of width, case and brackets."""
    return unicodedata.normalize("NFKC", text).casefold()


def normalise_number(number: str) -> str:
    """Return a number (文号, case number) without marks and blanks, for exact comparison."""
    return "".join(_RUNS.findall(normalise(number)))


def facet_token(name: str, value: object) -> str:
    """Return the token under which a property of a subject stands in the index ("year", 2026): letters and digits only."""
    return FACET + "".join(_RUNS.findall(normalise(f"{name}x{value}"))).replace("_", "")


def facet_term(name: str, value: object) -> Term:
    """Return the term that finds the subjects with a property."""
    return Term(words=(facet_token(name, value),), grams=(), prefix=False, number="")


def split_document(*, title: str, text: str = "", numbers: Iterable[str] = (), facets: Iterable[str] = ()) -> Document:
    """Return the tokens of a subject; over-long input is cut. `facets` are tokens of `facet_token`."""
    title = normalise(title[:LONGEST_TITLE])
    kept = [number for number in numbers if number]
    grams = list(_grams(title))
    for number in kept:
        grams += [SEPARATOR, *_grams(normalise(number))]
        grams += [run.lstrip("0") for run in _RUNS.findall(normalise(number)) if run.isdigit() and run.startswith("0")]
    return Document(
        grams=tuple(token for token in grams if token),
        title_words=(*_words(rjieba.cut_for_search(title)), *facets),
        text_words=_words(rjieba.cut_for_search(normalise(text[:LONGEST_TEXT]))),
        numbers=tuple(dict.fromkeys(normalise_number(number) for number in kept)),
    )


def split_query(query: str, synonyms: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Term, ...]:
    """Return the terms of a query, every one of which must be found; nothing for a query of marks only.

    `synonyms`: what may stand for a word wherever it occurs in a part; three others of a part are tried at most.
    """
    parts = normalise(query[:LONGEST_QUERY]).split()[:MOST_TERMS]
    terms = [(part, _term(part)) for part in parts]
    return tuple(replace(term, others=_others(part, synonyms or {})) for part, term in terms if term.grams)


def _others(part: str, synonyms: Mapping[str, tuple[str, ...]]) -> tuple[Term, ...]:
    said = [part.replace(word, other) for word in synonyms if word in part for other in synonyms[word]]
    return tuple(term for term in map(_term, said[:MOST_OTHERS]) if term.grams)


def _term(part: str) -> Term:
    runs = _RUNS.findall(part)
    grams: list[str] = []
    for place, run in enumerate(runs):
        tokens = _run_grams(run)
        is_last = place == len(runs) - 1
        grams += tokens[:-1] if is_last and len(tokens) > 1 else tokens
    last = grams[-1] if grams else ""
    return Term(
        words=_words(rjieba.cut(part)),
        grams=tuple(grams),
        prefix=len(last) >= 3 or bool(_HAN.match(last) and len(last) == 1),
        number="".join(runs) if _DIGIT.search(part) else "",
    )


def _grams(text: str) -> Iterable[str]:
    for run in _RUNS.findall(text):
        yield from _run_grams(run)


def _run_grams(run: str) -> list[str]:
    if not _HAN.match(run):
        return [run]
    return [run[place : place + 2] for place in range(len(run) - 1)] + [run[-1]]


def _words(cut: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a segmentation, marks dropped, a mixed one split where a tokenizer would split it."""
    return tuple(run for word in cut for run in _RUNS.findall(word))
