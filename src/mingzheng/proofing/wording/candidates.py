"""What might have been meant: characters that sound or look alike and were seen beside these neighbours; whole words
of the same sound where two characters are wrong. Each comes with the measures `judging` weighs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .likelihood import log_run, log_words, longest_run, longest_word
from .suspects import EDGE, HAN
from .tables import (
    ALIKE,
    BITS,
    NEAR_SOUND,
    SAME_SOUND,
    SAME_TONE,
    VERY_ALIKE,
    Tables,
    load_homophones,
    load_neighbours,
    load_tables,
)

_REACH_LEFT, _REACH_RIGHT = 5, 7
_BEST_SINGLE, _BEST_PAIR = 3, 2
_LEAST_GAIN, _LEAST_GAIN_IN_STRICT = 2.0, 4.0
_LEAST_WORDS = -6.0
_NO_WORD = -30.0
_EVIDENCE_AGAINST_WORD, _EVIDENCE_IN_STRICT = 2, 3
_PHRASE = 4
# Places among the measures: the longest word over the place before and after the change, same sound, much alike.
_LONGEST_BEFORE, _LONGEST_AFTER, _SURE_LIKENESS = 7, 8, (12, 15)
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """`right` in place of as many characters at `place`; `measures` in the order `judging` was trained with."""

    place: int
    right: str
    measures: tuple[float, ...]

    @property
    def completes_phrase(self) -> bool:
        """Tell whether what sounds or looks the same makes a set phrase of four characters where there was none: 一如即往."""
        before, after = self.measures[_LONGEST_BEFORE], self.measures[_LONGEST_AFTER]
        return before < _PHRASE <= after and any(self.measures[flag] for flag in _SURE_LIKENESS)


@lru_cache(maxsize=8192)
def confusable(char: str) -> dict[str, int]:
    """Return the characters one may be written for, with how they are alike (sound, tone, shape)."""
    tables = load_tables()
    found: dict[str, int] = {}
    plain, levelled, toned = tables.sounds.get(char, (_NOTHING, _NOTHING, _NOTHING))
    for sound in levelled:
        for other in tables.by_near_sound.get(sound, _NOTHING):
            found[other] = NEAR_SOUND
    for sound in plain:
        for other in tables.by_sound.get(sound, _NOTHING):
            found[other] = found.get(other, 0) | SAME_SOUND
            if toned & tables.sounds[other][2]:
                found[other] |= SAME_TONE
    strong, weak = tables.shapes.get(char, ("", ""))
    for other in strong + weak:
        found[other] = found.get(other, 0) | ALIKE | (VERY_ALIKE if other in strong else 0)
    found.pop(char, None)
    return found


@lru_cache(maxsize=8192)
def _confused_with(char: str) -> frozenset[str]:
    return frozenset(confusable(char))


def find_candidates(text: str, row: list[int], places: Mapping[int, bool], *, strict: bool = False) -> list[Candidate]:
    """Return candidates at the suspect places of a text (true: inside a common word), the most likely few at each.

    `strict` asks for a word of the dictionary and triples of the texts in favour of a single character.
    """
    suspects, vouched = places.keys(), {place for place, common in places.items() if common}
    found: list[Candidate] = []
    for place in places:
        least = _EVIDENCE_AGAINST_WORD if place in vouched else 0
        right = _singles(text, row, place, least, strict=strict)
        if place + 1 in suspects and not strict:
            right += _pairs(text, row, place)
        if right:
            window = _Window(text, row, place)
            found += [candidate for gain, words in right if (candidate := window.candidate(words, gain)) is not None]
    return found


def _singles(text: str, row: list[int], place: int, least: int, *, strict: bool) -> list[tuple[float, str]]:
    """Return (gain, character) of the best single characters for a place, with more than `least` triples in favour."""
    tables = load_tables()
    like = _confused_with(text[place])
    left = text[place - 1] if place else "\u0002"
    right = text[place + 1] if place + 1 < len(text) else "\u0003"
    fitting = (tables.word_after.get(left, _NOTHING) & like) | (tables.word_before.get(right, _NOTHING) & like)
    if strict:
        least = _EVIDENCE_IN_STRICT
    else:
        seen_after, seen_before = load_neighbours()
        fitting |= seen_after.get(left, _NOTHING) & seen_before.get(right, _NOTHING) & like
    if not fitting:
        return []
    words, at = tables.words, place + EDGE
    ranked: list[tuple[float, str]] = []
    for char, score in _evidence(tables, row, at, fitting):
        if score <= least and least and not (strict and _makes_phrase(tables, text, place, char)):
            continue
        weight = max(words.get(left + char, _NO_WORD), words.get(char + right, _NO_WORD))
        if score or weight > _NO_WORD:
            ranked.append((min(score, 60) + 30.0 + weight, char))
    if not ranked:
        return []
    ranked.sort(reverse=True)
    base = log_run(tables, row, at, at + 1)
    best = []
    for _, char in ranked[: _BEST_SINGLE + 1]:
        changed = [*row[at - 2 : at], tables.ids[char], *row[at + 1 : at + 3]]
        gain = log_run(tables, changed, 2, 3) - base
        if gain > (_LEAST_GAIN_IN_STRICT if strict else _LEAST_GAIN):
            best.append((gain, char))
    best.sort(reverse=True)
    return best[:_BEST_SINGLE]


def _makes_phrase(tables: Tables, text: str, place: int, char: str) -> bool:
    """Tell whether a character at a place makes a word of four characters."""
    words = tables.words
    return any(
        text[start:place] + char + text[place + 1 : start + _PHRASE] in words
        for start in range(max(0, place - _PHRASE + 1), min(place, len(text) - _PHRASE) + 1)
    )


def _evidence(tables: Tables, row: list[int], at: int, fitting: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield each character with how often the texts hold it in this company; a triple is asked for where its pair is."""
    ids, triples, pairs = tables.ids, tables.triples, tables.pairs
    a2, a1 = row[at - 2], row[at - 1]
    b1 = row[at + 1] if at + 1 < len(row) else 0
    b2 = row[at + 2] if at + 2 < len(row) else 0
    before, around, after = (a2 << BITS | a1) << BITS, a1 << 2 * BITS | b1, b1 << BITS | b2
    is_before, is_after = before >> BITS in pairs, after in pairs
    for char in fitting:
        n = ids[char]
        score = 2 * triples.get(around | n << BITS, 0)
        if is_before:
            score += triples.get(before | n, 0)
        if is_after:
            score += triples.get(n << 2 * BITS | after, 0)
        yield char, score


def _pairs(text: str, row: list[int], place: int) -> list[tuple[float, str]]:
    """Return (gain, word) of the best words of two characters that sound like the two at a place, both changed."""
    tables = load_tables()
    first, second = text[place], text[place + 1]
    if not HAN.match(second) or first not in tables.sounds or second not in tables.sounds:
        return []
    at = place + EDGE
    base: float | None = None
    best: list[tuple[float, float, str]] = []
    seen: set[str] = set()
    for sound in tables.sounds[first][1]:
        for other in tables.sounds[second][1]:
            for word in load_homophones().get((sound, other), ()):
                if word[0] == first or word[1] == second or word in seen:
                    continue
                seen.add(word)
                if base is None:
                    base = log_run(tables, row, at, at + 2)
                changed = [*row[at - 2 : at], tables.ids[word[0]], tables.ids[word[1]], *row[at + 2 : at + 4]]
                gain = log_run(tables, changed, 2, 4) - base
                if gain > _LEAST_GAIN:
                    best.append((gain + 0.3 * tables.words[word], gain, word))
    best.sort(reverse=True)
    return [(gain, word) for _, gain, word in best[:_BEST_PAIR]]


class _Window:
    """The neighbourhood of one place: what is measured once for all its candidates."""

    def __init__(self, text: str, row: list[int], place: int) -> None:
        self.tables = load_tables()
        self.text, self.row, self.place = text, row, place
        self.low, self.high = max(0, place - _REACH_LEFT), min(len(text), place + _REACH_RIGHT)
        self.words = log_words(self.tables, text[self.low : self.high])
        self.run = longest_run(self.tables, row, place + EDGE)
        self.word = longest_word(self.tables, text, place)
        self.own: dict[int, float] = {}

    def candidate(self, right: str, gain: float) -> Candidate | None:
        """Return a candidate with its measures, or None when the dictionary is much against it."""
        tables, place, size, at = self.tables, self.place, len(right), self.place + EDGE
        text = self.text[:place] + right + self.text[place + size :]
        row = [*self.row[:at], *(tables.ids[char] for char in right), *self.row[at + size :]]
        words = log_words(tables, text[self.low : self.high]) - self.words
        if words < _LEAST_WORDS:
            return None
        length, weight = longest_word(tables, text, place)
        run, word = self.run, self.word
        kind = confusable(self.text[place]).get(right[0], NEAR_SOUND)
        if size == 2:
            run = max(run, longest_run(tables, self.row, at + 1))
            word = max(word, longest_word(tables, self.text, place + 1))
            kind = kind & confusable(self.text[place + 1]).get(right[1], NEAR_SOUND) | NEAR_SOUND
        if size not in self.own:
            self.own[size] = log_run(tables, self.row, at, at + size)
        own, signs = self.own[size], size + 2
        left = self.text[place - 1] if place else ""
        after = self.text[place + size] if place + size < len(self.text) else ""
        measures = (
            size,
            gain,
            words,
            min(gain, words),
            gain + words,
            run,
            longest_run(tables, row, at),
            word[0],
            length,
            word[1],
            weight,
            *(float(bool(kind & flag)) for flag in (SAME_TONE, SAME_SOUND, NEAR_SOUND, ALIKE, VERY_ALIKE)),
            tables.weights[tables.ids.get(self.text[place], 0)],
            tables.weights[tables.ids[right[0]]],
            own / signs,
            (own + gain) / signs,
            float(not HAN.match(left)),
            float(not HAN.match(after)),
        )
        return Candidate(place, right, measures)
