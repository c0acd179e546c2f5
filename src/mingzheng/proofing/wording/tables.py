"""Counts of neighbouring characters, words, sounds and shapes, read once from the files beside this room.

A character is a number of 12 bits (0: unknown), a pair 24, a triple 36. Building the files is tools/wording.
"""

import json
import lzma
import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, repeat

BITS = 12
MASK = (1 << BITS) - 1
Neighbours = dict[str, frozenset[str]]
SAME_SOUND, NEAR_SOUND, SAME_TONE, ALIKE, VERY_ALIKE = 1, 2, 4, 8, 16
_UNSEEN = 0.5
_COMMON_WORD = 31
_TERM = 500


@dataclass(slots=True)
class Tables:
    """All counts. `words` gives log probabilities; `pairs` the place of a pair in the three columns after it."""

    ids: dict[str, int]
    counts: list[int]
    weights: list[float]
    pairs: dict[int, int]
    pair_counts: array
    pair_kinds: array
    pair_totals: array
    triples: dict[int, int]
    words: dict[str, float]
    unknown_word: float
    word_after: Neighbours
    word_before: Neighbours
    kinds_after: list[int]
    totals_after: list[int]
    total: int
    sounds: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]]
    shapes: dict[str, tuple[str, str]]
    by_sound: Neighbours
    by_near_sound: Neighbours
    pair_keys: list[int]
    characters: str

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the characters of a text, digits as 0."""
        return list(map(self.ids.get, text, repeat(0)))


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """Return the tables; the first call reads about 3 MB in a fraction of a second."""
    described = json.loads(_read("characters.json"))
    characters: str = described["characters"]
    ids = {char: number for number, char in enumerate(characters, 1)}
    for digit in "0123456789":
        ids[digit] = ids["0"]
    deltas, pair_counts, pair_kinds, pair_totals = _arrays("pairs.xz")
    pair_keys = list(accumulate(deltas))
    triple_deltas, triple_counts = _arrays("triples.xz")
    words, unknown = _words()
    word_after, word_before = _neighbours(
        word for word in words if len(word) == 2 and word[0] in ids and word[1] in ids
    )
    kinds_after, totals_after = _after(pair_keys, pair_counts, len(characters) + 1)
    sounds, shapes = _sounds_and_shapes()
    counts = [0, *described["counts"]]
    return Tables(
        ids=ids,
        counts=counts,
        weights=[math.log(1), *(math.log(weight + 1) for weight in described["weights"])],
        pairs=dict(zip(pair_keys, range(len(pair_keys)), strict=True)),
        pair_counts=pair_counts,
        pair_kinds=pair_kinds,
        pair_totals=pair_totals,
        triples=dict(zip(accumulate(triple_deltas), triple_counts, strict=True)),
        words=words,
        unknown_word=unknown,
        word_after=word_after,
        word_before=word_before,
        kinds_after=kinds_after,
        totals_after=totals_after,
        total=sum(counts),
        sounds=sounds,
        shapes=shapes,
        by_sound=_by_sound(sounds, characters, 0),
        by_near_sound=_by_sound(sounds, characters, 1),
        pair_keys=pair_keys,
        characters=characters,
    )


@lru_cache(maxsize=1)
def load_neighbours() -> tuple[Neighbours, Neighbours]:
    """Return which characters were seen after and before each in the texts; needed for a close look only."""
    tables = load_tables()
    characters = tables.characters
    return _neighbours(characters[(key >> BITS) - 1] + characters[(key & MASK) - 1] for key in tables.pair_keys)


@lru_cache(maxsize=1)
def load_homophones() -> dict[tuple[str, str], list[str]]:
    """Return common words of two characters by their levelled sounds; needed for a close look only."""
    return _homophones(load_tables())


def _read(name: str) -> bytes:
    return files(__package__).joinpath("data", name).read_bytes()


def _arrays(name: str) -> list[array]:
    """Return the arrays of a file, each written as type, length, bytes."""
    blob, found, at = lzma.decompress(_read(name)), [], 0
    while at < len(blob):
        column = array(chr(blob[at]))
        size = int.from_bytes(blob[at + 1 : at + 5], "little") * column.itemsize
        column.frombytes(blob[at + 5 : at + 5 + size])
        found.append(column)
        at += 5 + size
    return found


def _words() -> tuple[dict[str, float], float]:
    """Return log probabilities of the words and that of a single unknown character."""
    pieces = lzma.decompress(_read("words.xz")).decode("utf-8").split()
    counts = list(map(int, pieces[1::2]))
    total = math.log(sum(counts))
    logs = {count: math.log(count + 1) - total for count in set(counts)}
    words = {word: logs[count] for word, count in zip(pieces[::2], counts, strict=True)}
    for term in read_terms():
        words.setdefault(term, math.log(_TERM) - total)
    return words, math.log(_UNSEEN) - total - 2


def read_terms() -> tuple[str, ...]:
    """Return the words of offices that the dictionary lacks."""
    lines = _read("terms.txt").decode("utf-8").split("\n")
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def _neighbours(pairs: Iterable[str]) -> tuple[Neighbours, Neighbours]:
    """Return which characters come after and before each in pairs of two characters."""
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for pair in pairs:
        left, right = pair[0], pair[1]
        if left in after:
            after[left].append(right)
        else:
            after[left] = [right]
        if right in before:
            before[right].append(left)
        else:
            before[right] = [left]
    return _frozen(after), _frozen(before)


def _frozen(sets: Mapping[str, Iterable[str]]) -> Neighbours:
    return {key: frozenset(found) for key, found in sets.items()}


def _after(keys: list[int], counts: array, size: int) -> tuple[list[int], list[int]]:
    """Return, for each character, how many different ones follow it and how often in all."""
    kinds, totals = [0] * size, [0] * size
    for key, count in zip(keys, counts, strict=True):
        if count:
            kinds[key >> BITS] += 1
            totals[key >> BITS] += count
    return kinds, totals


def _sounds_and_shapes() -> tuple[
    dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]], dict[str, tuple[str, str]]
]:
    """Return sounds (without tone, levelled, with tone) of each character, and those that look like it."""
    sounds: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}
    shapes: dict[str, tuple[str, str]] = {}
    known: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}
    for line in lzma.decompress(_read("sounds_and_shapes.xz")).decode("utf-8").split("\n"):
        char, spoken, strong, weak = line.split("\t")
        if spoken not in known:
            toned = frozenset(spoken.split())
            plain = frozenset(sound.rstrip("012345") for sound in toned)
            known[spoken] = plain, frozenset(level_sound(sound) for sound in plain), toned
        sounds[char] = known[spoken]
        shapes[char] = strong, weak
    return sounds, shapes


def level_sound(sound: str) -> str:
    """Return a syllable with what dialects mix up made equal: zh/z, n/l/r, f/h, -ng/-n."""
    if sound[:2] in ("zh", "ch", "sh"):
        sound = sound[0] + sound[2:]
    if sound[:1] in "nr" and sound:
        sound = "l" + sound[1:]
    if len(sound) > 2 and sound[0] == "f" and sound[1] in "aeiou":
        sound = "h" + sound[1:]
    elif len(sound) > 2 and sound[:2] == "hu" and sound[2] in "aeiou":
        sound = "h" + sound[2:]
    return sound[:-1] if sound.endswith("ng") else sound


def _by_sound(
    sounds: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]], characters: str, which: int
) -> Neighbours:
    found: dict[str, set[str]] = {}
    for char in characters:
        for sound in sounds[char][which] if char in sounds else ():
            found.setdefault(sound, set()).add(char)
    return _frozen(found)


def _homophones(tables: Tables) -> dict[tuple[str, str], list[str]]:
    """Return common words of two characters by their levelled sounds."""
    floor = tables.unknown_word + 2 + math.log(_COMMON_WORD / _UNSEEN)
    found: dict[tuple[str, str], list[str]] = {}
    ids, pairs, sounds = tables.ids, tables.pairs, tables.sounds
    for word, weight in tables.words.items():
        if len(word) != 2 or word[0] not in ids or word[1] not in ids or not sounds.keys() >= set(word):
            continue
        place = pairs.get(ids[word[0]] << BITS | ids[word[1]])
        if weight < floor and (place is None or tables.pair_counts[place] < 5):
            continue
        for first in sounds[word[0]][1]:
            for second in sounds[word[1]][1]:
                found.setdefault((first, second), []).append(word)
    return found
