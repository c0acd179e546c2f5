"""How likely a run of characters is: triples, pairs and single characters mixed (Witten-Bell), and words of a dictionary.

Where to look is `suspects`; what to compare is `candidates`.
"""

import math

from .tables import BITS, MASK, Tables

_SMOOTH = 4000.0
_LONGEST_WORD = 5


def log_run(tables: Tables, row: list[int], start: int, end: int) -> float:
    """Return the log probability of `row[start:end]` and of the two after it, each given the two before.

    `row` holds characters' numbers with at least two before `start`.
    """
    total = 0.0
    counts, pairs, triples = tables.counts, tables.pairs, tables.triples
    pair_counts, kinds, totals = tables.pair_counts, tables.pair_kinds, tables.pair_totals
    kinds_after, totals_after = tables.kinds_after, tables.totals_after
    base = tables.total + _SMOOTH
    for place in range(start, min(len(row), end + 2)):
        a, b, c = row[place - 2], row[place - 1], row[place]
        chance = (counts[c] + 0.5) / base if c else 0.5 / base
        if b:
            seen = totals_after[b]
            if seen:
                found = pairs.get(b << BITS | c) if c else None
                many = kinds_after[b]
                chance = ((pair_counts[found] if found is not None else 0) + many * chance) / (seen + many)
            if a:
                context = pairs.get(a << BITS | b)
                if context is not None and totals[context]:
                    many = kinds[context]
                    hits = triples.get((a << BITS | b) << BITS | c, 0) if c else 0
                    chance = (hits + many * chance) / (totals[context] + many)
        total += math.log(chance)
    return total


def log_words(tables: Tables, text: str) -> float:
    """Return the log probability of the best way to cut a short text into words."""
    words, unknown, size = tables.words, tables.unknown_word, len(text)
    best = [0.0] + [-1e9] * size
    for start in range(size):
        here = best[start]
        for end in range(start + 1, min(start + _LONGEST_WORD, size) + 1):
            weight = words.get(text[start:end])
            if weight is None:
                if end > start + 1:
                    continue
                weight = unknown
            if here + weight > best[end]:
                best[end] = here + weight
    return best[size]


def longest_run(tables: Tables, row: list[int], place: int) -> int:
    """Return 3, 2 or 1: the longest run seen in the texts that covers a place."""
    triples, pairs = tables.triples, tables.pairs
    for start in (place - 2, place - 1, place):
        if start >= 0 and start + 2 < len(row):
            a, b, c = row[start : start + 3]
            if a and b and c and (a << BITS | b) << BITS | c in triples:
                return 3
    for start in (place - 1, place):
        if start >= 0 and start + 1 < len(row):
            found = pairs.get(row[start] << BITS | row[start + 1] & MASK) if row[start] and row[start + 1] else None
            if found is not None and tables.pair_counts[found]:
                return 2
    return 1


def longest_word(tables: Tables, text: str, place: int) -> tuple[int, float]:
    """Return length and log probability of the longest (then most frequent) word that covers a place."""
    words = tables.words
    for length in (5, 4, 3, 2):
        weights = [
            words[text[start : start + length]]
            for start in range(max(0, place - length + 1), min(place, len(text) - length) + 1)
            if text[start : start + length] in words
        ]
        if weights:
            return length, max(weights)
    return 1, words.get(text[place], tables.unknown_word)
