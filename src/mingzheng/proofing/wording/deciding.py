"""How much to believe in a whole document: chance makes suspects in every long text, so a lone one must be very sure.

A text with several sure errors was written carelessly, and is looked at closely; a published text has hardly any, and
is only told what is all but certain. A short text is looked at closely: chance has little room in it.
A label of a few characters (成文日期, a link of a web page) has no company to be judged by and is passed over.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .correcting import SURE, Correction, find_wrong_characters

SHORT, MIDDLING = 150, 400
_SURE_IN_MIDDLING = 0.85
_SURE_IN_LONG, _SURE_OF_PHRASE = 0.985, 0.93
_SURE_ENOUGH_TO_COUNT = 0.9
_FEWEST, _ONE_IN = 3, 1500
_REPEATED = 2
_LONGEST_LABEL = 9
_MARK = re.compile("[，。；！？]")


@dataclass(frozen=True, slots=True)
class Located:
    """A correction in one of the paragraphs given."""

    paragraph: int
    correction: Correction


def find_in_document(paragraphs: Sequence[str]) -> tuple[Located, ...]:
    """Return the wrong characters of a document, given paragraph by paragraph."""
    length = sum(map(len, paragraphs))
    if length <= MIDDLING:
        sure = SURE if length <= SHORT else _SURE_IN_MIDDLING
        return _find(paragraphs, sure)
    whole = "\n".join(paragraphs)
    strict = [
        found
        for found in _find_strictly(paragraphs, whole)
        if not _is_repeated(whole, paragraphs[found.paragraph], found.correction)
    ]
    if len(strict) >= _FEWEST and len(strict) * _ONE_IN > length:
        return _find(paragraphs, SURE)
    return tuple(found for found in strict if found.correction.sure >= _least_of(found.correction))


def _least_of(correction: Correction) -> float:
    """Return how sure a long text's correction must be; one that restores a set phrase hardly happens by chance."""
    return _SURE_OF_PHRASE if correction.is_phrase else _SURE_IN_LONG


def _find(paragraphs: Sequence[str], sure: float) -> tuple[Located, ...]:
    return tuple(
        Located(number, correction)
        for number, paragraph in enumerate(paragraphs)
        if not _is_label(paragraph)
        for correction in find_wrong_characters(paragraph, sure=sure)
    )


def _is_label(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_LABEL and not _MARK.search(paragraph)


def _find_strictly(paragraphs: Sequence[str], whole: str) -> Iterator[Located]:
    """Yield what the dictionary does not know; what stands in the same company elsewhere is not even looked at."""
    pairs = Counter(map(str.__add__, whole, whole[1:]))
    familiar = frozenset(pair for pair, count in pairs.items() if count >= _REPEATED)
    for number, paragraph in enumerate(paragraphs):
        if _is_label(paragraph):
            continue
        for correction in find_wrong_characters(
            paragraph, sure=_SURE_ENOUGH_TO_COUNT, beside=SURE, strict=True, familiar=familiar
        ):
            yield Located(number, correction)


def _is_repeated(whole: str, paragraph: str, correction: Correction) -> bool:
    """Tell whether what looks wrong stands in the same company elsewhere: then it is a name or a term, not a slip."""
    before = paragraph[max(0, correction.start - 1) : correction.end]
    after = paragraph[correction.start : correction.end + 1]
    return max(whole.count(before), whole.count(after)) >= _REPEATED
