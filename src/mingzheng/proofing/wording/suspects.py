"""Where in a text a character may be wrong: no triple of the texts covers it and the dictionary does not vouch for it.

Nine places out of ten are passed over here, so that the rest can be looked at closely (`candidates`).
"""

import re
from functools import lru_cache

import rjieba

from .tables import BITS, Tables, read_terms

HAN = re.compile("[\u4e00-\u9fff]")
EDGE = 2
# Above the weight of an unknown character: about 200 in a dictionary of 60 million.
_COMMON_WORD = 8.0
_TERM_FREQUENCY = 500


@lru_cache(maxsize=1)
def _terms() -> frozenset[str]:
    return frozenset(read_terms())


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


def find_suspects(tables: Tables, text: str, row: list[int], *, strict: bool = False) -> dict[int, bool]:
    """Return places of `text`, and whether each is inside a common word of two characters.

    `row` holds the characters' numbers with `EDGE` signs before and one after. `strict` passes over common words and
    single characters that any triple vouches for.
    """
    if len(text) < 2:
        return {}
    triples, words, terms = tables.triples, tables.words, _terms()
    row = [*row, 0, 0]
    floor = tables.unknown_word + _COMMON_WORD
    found: dict[int, bool] = {}
    at = 0

    def unseen(place: int) -> bool:
        """Tell whether the triple that ends at a place of the text was never seen."""
        return (row[place] << BITS | row[place + 1]) << BITS | row[place + 2] not in triples

    for word in cut(text):
        length = len(word)
        if length == 1:
            # One triple may vouch for it by chance; a strict look lets even that one count, and mostly ends at the first.
            is_suspect = (
                unseen(at) and unseen(at + 1) and unseen(at + 2)
                if strict
                else unseen(at) + unseen(at + 1) + unseen(at + 2) > 1
            )
            if is_suspect and "\u4e00" <= word <= "\u9fff":
                found[at] = False
        elif length == 2 and word not in terms:
            common = words.get(word, -99.0) > floor
            if not (common and strict) and unseen(at + 1) and unseen(at + 2):
                if "\u4e00" <= word[0] <= "\u9fff" and unseen(at):
                    found[at] = common
                if "\u4e00" <= word[1] <= "\u9fff" and unseen(at + 3):
                    found[at + 1] = common
        at += length
    return found
