"""Which figure a number in a text may be: likeness of the words around it and the figure's, in hundredths.

Pure. Used for typed numbers and for last year's report; a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass

_NOISE = str.maketrans("", "", "，。、；：“”《》（）()·共计达为的了和与及等数量年度全年")
SURE, WORTH_OFFERING = 75, 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure as matching sees it."""

    code: str
    title: str
    counts: str
    unit: str


@dataclass(frozen=True, slots=True)
class Match:
    """A figure with how well it fits."""

    candidate: Candidate
    confidence: int


def match_figures(counts: str, unit: str, candidates: Iterable[Candidate], *, most: int = 5) -> tuple[Match, ...]:
    """Return the figures that fit words and unit, best first. A different unit halves the likeness."""
    found = []
    for candidate in candidates:
        likeness = max(_likeness(counts, candidate.title), _likeness(counts, candidate.counts))
        fits = not unit or not candidate.unit or unit.endswith(candidate.unit) or candidate.unit.endswith(unit)
        confidence = round(100 * likeness * (1.0 if fits else 0.5))
        if confidence >= WORTH_OFFERING:
            found.append(Match(candidate, confidence))
    found.sort(key=lambda match: (-match.confidence, match.candidate.code))
    return tuple(found[:most])


def _likeness(left: str, right: str) -> float:
    """Return the share of the shorter text's character pairs that the other has too, weighed with its length."""
    first, second = _pairs(left), _pairs(right)
    if not first or not second:
        return 0.0
    common = len(first & second)
    return 0.65 * common / min(len(first), len(second)) + 0.35 * common / max(len(first), len(second))


def _pairs(text: str) -> set[str]:
    bare = text.translate(_NOISE)
    return {bare[index : index + 2] for index in range(len(bare) - 1)} or ({bare} if bare else set())
