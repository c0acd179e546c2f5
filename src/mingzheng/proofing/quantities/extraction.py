"""Finds the quantities of a text, in one pass over its passages."""

import re
from bisect import bisect_right
from itertools import accumulate

from mingzheng.proofing.model import Quantity
from mingzheng.proofing.text import Passage, Text

from .lexing import Token, find_tokens
from .meaning import kind_of, name_of
from .periods import Period, find_periods
from .sections import Section, read_sections

_CLAUSE = re.compile(r"[，。；：,;:！？!?\n（(]")
_SENTENCE = re.compile(r"[。；;！？!?\n]")
# A bound: a document of more numbers is a data file.
_MOST = 50_000
_DIGITS = re.compile(r"[0-9一二两三四五六七八九十百首NnX×_＿○]")


def extract_quantities(text: Text) -> tuple[Quantity, ...]:
    """Return the quantities in reading order."""
    sections = read_sections(text)
    found: list[Quantity] = []
    for passage, section in zip(text.passages, sections, strict=True):
        if len(found) >= _MOST:
            break
        if _DIGITS.search(passage.clean):
            found.extend(_read_passage(passage, section, section.year or text.year))
    return tuple(found[:_MOST])


def _read_passage(passage: Passage, section: Section, year: int | None) -> list[Quantity]:
    words = passage.clean
    tokens = find_tokens(words)
    if not tokens:
        return []
    clauses, sentences = _beginnings(_CLAUSE, words), _beginnings(_SENTENCE, words)
    periods = find_periods(words)
    made: list[Quantity] = []
    for number, token in enumerate(tokens):
        floor = tokens[number - 1].end if number else 0
        ceiling = tokens[number + 1].start if number + 1 < len(tokens) else len(words)
        clause_at = max(floor, clauses[bisect_right(clauses, token.number_at) - 1])
        sentence_at = sentences[bisect_right(sentences, token.number_at) - 1]
        kind = kind_of(words, token, section, clause_at, sentence_at)
        period, as_of = _time_of(periods, token, sentence_at, year)
        made.append(_quantity(passage, token, kind, name_of(words, token, floor, ceiling), period, as_of))
    return made


def _beginnings(mark: re.Pattern[str], words: str) -> list[int]:
    """Return where the stretches between marks of one character begin."""
    lengths = map(len, mark.split(words)[:-1])
    return [0, *accumulate(map((1).__add__, lengths))]


def _time_of(periods: list[Period], token: Token, sentence_at: int, year: int | None) -> tuple[str, str]:
    """Return the period and the as-of a number stands under: the last ones named before it in its sentence."""
    period = as_of = ""
    for found in periods:
        if sentence_at <= found.start < token.number_at:
            if found.kind == "asof":
                as_of, period = found.words, ""
            else:
                period, as_of = found.words, ""
    if not period and not as_of and year:
        period = f"{year}年"
    return period, as_of


def _quantity(passage: Passage, token: Token, kind: str, counts: str, period: str, as_of: str) -> Quantity:
    place = passage.place(token.start, token.end)
    return Quantity(
        value=token.value,
        unit=token.unit,
        scale=token.scale,
        qualifier=token.qualifier,
        counts=counts,
        period=period,
        as_of=as_of,
        kind=kind,
        quote=passage.paragraphs[place.paragraph][place.start : place.end],
        paragraph=place.paragraph,
        start=place.start,
        end=place.end,
        passage=passage.index,
        at=token.start,
        until=token.end,
    )
