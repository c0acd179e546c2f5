"""Where in a text a character may be wrong: no triple of the texts covers it and the dictionary does not vouch for it.

Nine places out of ten are passed over here, so that the rest can be looked at closely (`candidates`).
"""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

import rjieba

from .tables import BITS, Tables, load_tables, read_terms

HAN = re.compile("[\u4e00-\u9fff]")
EDGE = 2
_MARKS = frozenset("，。；：、！？（）“”《》")
# Above the weight of an unknown character: about 200 in a dictionary of 60 million.
_COMMON_WORD = 8.0
_TERM_FREQUENCY = 500


@lru_cache(maxsize=1)
def _terms() -> frozenset[str]:
    return frozenset(read_terms())


@lru_cache(maxsize=1)
def _mark_numbers() -> frozenset[int]:
    return frozenset(number for mark, number in load_tables().ids.items() if mark in _MARKS)


@lru_cache(maxsize=1)
def _segmenter() -> rjieba.Jieba:
    """Return a segmenter of our own, so that terms added here change nobody else's."""
    segmenter = rjieba.Jieba()
    for term in _terms():
        segmenter.add_word(term, _TERM_FREQUENCY, None)
    return segmenter


def cut(text: str) -> list[str]:
    """Return the words of a text."""
    words: list[str] = _segmenter().cut(text, hmm=False)
    return words


def find_suspects(
    tables: Tables, text: str, row: list[int], *, strict: bool = False, familiar: Collection[str] = frozenset()
) -> dict[int, bool]:
    """Return places of `text`, and whether each is inside a common word of two characters.

    `row` holds the characters' numbers with `EDGE` signs before and one after. `strict` passes over common words and
    characters that any triple vouches for. A place whose character stands beside one neighbour as a pair of `familiar`
    is passed over.
    """
    if len(text) < 2:
        return {}
    row = [*row, 0, 0]
    if not strict:
        return _among_words(tables, text, row, None)
    bare = _bare_places(tables, text, row, familiar)
    return _among_words(tables, text, row, bare) if bare else {}


def _bare_places(tables: Tables, text: str, row: list[int], familiar: Collection[str]) -> set[int]:
    """Return the places no triple covers whose character stands beside neither neighbour as a familiar pair."""
    triples, found, marks = tables.triples, set[int](), _mark_numbers()
    known = b"\0%b\0" % bytes(map(familiar.__contains__, map(str.__add__, text, text[1:])))
    place = known.find(b"\0\0")
    while place >= 0:
        a, b, c, d, e = row[place : place + 5]
        # What stands between a character and a mark (订。) says nothing for it; a character too rare to be counted is a term's.
        if (
            c
            and (b << BITS | c) << BITS | d not in triples
            and ((a << BITS | b) << BITS | c not in triples or b in marks)
            and ((c << BITS | d) << BITS | e not in triples or d in marks)
            and "\u4e00" <= text[place] <= "\u9fff"
        ):
            found.add(place)
        place = known.find(b"\0\0", place + 1)
    return found


def _unseen(triples: Mapping[int, int], row: list[int], place: int) -> list[bool]:
    """Tell of the three triples that cover a place of the text which were never seen."""
    a, b, c, d, e = row[place : place + 5]
    return [
        (a << BITS | b) << BITS | c not in triples,
        (b << BITS | c) << BITS | d not in triples,
        (c << BITS | d) << BITS | e not in triples,
    ]


def _among_words(tables: Tables, text: str, row: list[int], bare: set[int] | None) -> dict[int, bool]:
    """Return the suspects, word by word; `bare` are the places to choose from, or None for a close look at all."""
    triples, words, terms = tables.triples, tables.words, _terms()
    floor = tables.unknown_word + _COMMON_WORD
    found: dict[int, bool] = {}
    at = 0
    for word in cut(text):
        length = len(word)
        if bare is not None:
            if length == 1 and at in bare:
                found[at] = False
            elif (
                length == 2
                and not bare.isdisjoint((at, at + 1))
                and word not in terms
                and words.get(word, -99.0) <= floor
            ):
                found.update((place, False) for place in (at, at + 1) if place in bare)
        elif length == 1:
            # One triple may vouch for it by chance.
            if sum(_unseen(triples, row, at)) > 1 and "\u4e00" <= word <= "\u9fff":
                found[at] = False
        elif length == 2 and word not in terms:
            common = words.get(word, -99.0) > floor
            for place, char in ((at, word[0]), (at + 1, word[1])):
                if "\u4e00" <= char <= "\u9fff" and all(_unseen(triples, row, place)):
                    found[place] = common
        at += length
    return found
