"""Finds wrong characters in one paragraph: suspects, candidates, judgement, and again where one was put right.

Whoever made one mistake in a sentence is likelier to have made another, so the second is believed sooner.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from .candidates import Candidate, find_candidates
from .judging import judge
from .suspects import find_suspects
from .tables import load_tables

SURE, SURE_BESIDE = 0.6, 0.3
# When a paragraph is believed right once corrected: chosen by judging each third of the training pairs with trees grown on
# the other two (both kinds of writing together), never on the pairs the bench measures.
_SURE_OF_ALL, _NOTHING_LEFT, _NO_RIVAL = 0.8, 0.01, 0.6
_MOST = 12
_NEAR = 8
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")


@dataclass(frozen=True, slots=True)
class Correction:
    """Characters `start` to `end` of a text should read `right`; `sure` from 0 to 1.

    `is_whole` tells that the paragraph is believed right once all its corrections are made: each is sure and without a
    rival, and nothing else in it is suspect. Otherwise a person reads it. `is_phrase` tells that it restores a
    set phrase.
    """

    start: int
    end: int
    wrong: str
    right: str
    sure: float
    is_whole: bool = False
    is_phrase: bool = False


def find_wrong_characters(
    text: str,
    *,
    sure: float = SURE,
    beside: float = SURE_BESIDE,
    strict: bool = False,
    familiar: Collection[str] = frozenset(),
) -> tuple[Correction, ...]:
    """Return the wrong characters of a paragraph in order, sentence by sentence.

    `strict` looks only where the dictionary knows no word: for long documents, where chance alone makes many suspects.
    A place whose character stands beside one neighbour as a pair of `familiar` is passed over.
    """
    found: list[Correction] = []
    is_whole = True
    for match in _SENTENCE.finditer(text):
        corrections, is_clear = _in_sentence(match[0], match.start(), sure, beside, strict=strict, familiar=familiar)
        found += corrections
        is_whole = is_whole and is_clear
    return tuple(replace(correction, is_whole=is_whole) for correction in found)


def _in_sentence(
    sentence: str, offset: int, sure: float, beside: float, *, strict: bool, familiar: Collection[str]
) -> tuple[list[Correction], bool]:
    """Return the corrections of one sentence, and whether it is believed right with them."""
    tables = load_tables()
    current = sentence
    done: dict[int, Correction] = {}
    judged: dict[tuple[int, str], list[tuple[float, Candidate]]] = {}
    left, rival = 1.0, 0.0
    for _ in range(_MOST):
        row = [1, 1, *tables.numbers(current), 2]
        suspects = find_suspects(tables, current, row, strict=strict, familiar=familiar)
        if not suspects and not done:
            return [], True
        places = {place: common for place, common in suspects.items() if place not in done}
        if not places:
            left = 0.0
            break
        best = _best(current, row, places, judged, strict=strict)
        left = best[0] if best else 0.0
        if best is None or left < (beside if done else sure):
            break
        chance, candidate = best
        rival = max(rival, _rival_of(candidate, judged))
        start, end = candidate.place, candidate.place + len(candidate.right)
        correction = Correction(
            offset + start,
            offset + end,
            sentence[start:end],
            candidate.right,
            chance,
            is_phrase=candidate.completes_phrase,
        )
        done.update(dict.fromkeys(range(start, end), correction))
        current = current[:start] + candidate.right + current[end:]
    is_sure = all(correction.sure >= _SURE_OF_ALL for correction in done.values())
    found = sorted(set(done.values()), key=lambda correction: correction.start)
    return found, is_sure and left < _NOTHING_LEFT and rival < _NO_RIVAL


def _rival_of(chosen: Candidate, judged: dict[tuple[int, str], list[tuple[float, Candidate]]]) -> float:
    """Return the chance of the next best reading of the same place."""
    return max(
        (
            chance
            for candidates in judged.values()
            for chance, candidate in candidates
            if candidate.place == chosen.place and candidate.right != chosen.right
        ),
        default=0.0,
    )


def _best(
    current: str,
    row: list[int],
    places: dict[int, bool],
    judged: dict[tuple[int, str], list[tuple[float, Candidate]]],
    *,
    strict: bool,
) -> tuple[float, Candidate] | None:
    """Return the surest candidate; what was judged in unchanged surroundings is not judged again."""

    keys = {
        place: (place, current[max(0, place - _NEAR) : place + _NEAR] + ("+" if place + 1 in places else ""))
        for place in places
    }
    new = [place for place, key in keys.items() if key not in judged]
    if new:
        wanted = set(new)
        for place in new:
            judged[keys[place]] = []
        beside = {p: c for p, c in places.items() if p in wanted or p - 1 in wanted}
        for candidate in find_candidates(current, row, beside, strict=strict):
            if candidate.place in wanted:
                judged[keys[candidate.place]].append((judge(candidate), candidate))
    best: tuple[float, Candidate] | None = None
    for place, key in keys.items():
        for chance, candidate in judged[key]:
            free = len(candidate.right) == 1 or place + 1 in places
            if free and (best is None or chance > best[0]):
                best = chance, candidate
    return best
