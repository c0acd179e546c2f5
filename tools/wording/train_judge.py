"""Grows the trees of `mingzheng.proofing.wording.judging` from pairs of wrong and right sentences.

Input: files of `label <tab> written <tab> right`, both of one length (ECSpell's training pairs, MIT). A quarter of the
right sentences, chosen by their digest, is never trained on: `mingzheng bench wording` measures on it. The trees hold
thresholds of 22 measures (gains in probability, word lengths, kinds of likeness); no word of the pairs is kept.
Needs numpy and scikit-learn; not needed to run Mingzheng.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from mingzheng.proofing.wording.candidates import Candidate, find_candidates
from mingzheng.proofing.wording.suspects import find_suspects
from mingzheng.proofing.wording.tables import BITS, load_tables


def is_held_out(right: str) -> bool:
    """Tell whether a right sentence belongs to the quarter kept for measuring."""
    return int(hashlib.md5(right.encode(), usedforsecurity=False).hexdigest(), 16) % 4 == 0


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Return (written, right) of the pairs to train on."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    return [(wrong, right) for _, wrong, right in rows if len(wrong) == len(right) and not is_held_out(right)]


@contextmanager
def without(text: str) -> Iterator[None]:
    """Take a sentence's own triples and pairs out of the tables, which were counted with it."""
    tables = load_tables()
    row = [1, 1, *tables.numbers(re.sub("[0-9]+", "0", text)), 2]
    triples = Counter(
        (a << BITS | b) << BITS | c for a, b, c in zip(row, row[1:], row[2:], strict=False) if a and b and c
    )
    pairs = Counter(b << BITS | c for b, c in pairwise(row[1:]) if b and c)
    kept = {key: tables.triples[key] for key in triples if key in tables.triples}
    places = {tables.pairs[key]: count for key, count in pairs.items() if key in tables.pairs}
    counts = {place: (tables.pair_counts[place], tables.pair_totals[place]) for place in places}
    for key, count in kept.items():
        if count > triples[key]:
            tables.triples[key] = count - triples[key]
        else:
            del tables.triples[key]
    for place, count in places.items():
        tables.pair_counts[place] = max(0, tables.pair_counts[place] - count)
        tables.pair_totals[place] = max(0, tables.pair_totals[place] - count)
    try:
        yield
    finally:
        tables.triples.update(kept)
        for place, (count, total) in counts.items():
            tables.pair_counts[place], tables.pair_totals[place] = count, total


def examples(pairs: list[tuple[str, str]], *, is_counted: bool) -> tuple[list[tuple[float, ...]], list[int]]:
    """Return the measures of every candidate and whether it restores the right sentence; each error also by itself.

    `is_counted` tells that the right sentences are among the texts the tables were counted from.
    """
    measures, labels = [], []
    for written, right in pairs:
        errors = [place for place, (a, b) in enumerate(zip(written, right, strict=True)) if a != b]
        alone = [right[:e] + written[e] + right[e + 1 :] for e in errors] if len(errors) > 1 else []
        with without(right) if is_counted else nullcontext():
            found = list(measured(written, right, alone))
        for candidate, restored in found:
            measures.append(candidate.measures)
            labels.append(int(restored))
    return measures, labels


def measured(written: str, right: str, alone: list[str]) -> Iterator[tuple[Candidate, bool]]:
    """Yield the candidates of a sentence, and of it with each error alone, and whether each restores the right one."""
    for number, text in enumerate([written, *alone]):
        row = [1, 1, *load_tables().numbers(text), 2]
        places = find_suspects(load_tables(), text, row)
        if number:
            places = {place: common for place, common in places.items() if text[place] != right[place]}
        for candidate in find_candidates(text, row, places):
            span = range(candidate.place, candidate.place + len(candidate.right))
            yield candidate, all(text[p] != right[p] == candidate.right[n] for n, p in enumerate(span))


def read_clean(path: Path) -> list[tuple[str, str]]:
    """Return the sentences of a text known to be right."""
    sentences = re.split("(?<=[。；;])|\n", path.read_text(encoding="utf-8"))
    return [(sentence, sentence) for sentence in sentences if len(sentence) > 8]


def exported(nodes: np.ndarray, place: int = 0) -> object:
    """Return a tree as nested lists."""
    node = nodes[place]
    if node["is_leaf"]:
        return round(float(node["value"]), 5)
    low, high = (exported(nodes, int(node[side])) for side in ("left", "right"))
    return [int(node["feature_idx"]), round(float(node["num_threshold"]), 6), low, high]


def main() -> None:
    """Train on the files named and write judge.json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--clean", type=Path, nargs="*", default=[], help="texts without errors, of other kinds")
    parser.add_argument("--trees", type=int, default=160)
    given = parser.parse_args()
    measures, labels = examples([pair for path in given.pairs for pair in read_pairs(path)], is_counted=True)
    more, none = examples([pair for path in given.clean for pair in read_clean(path)], is_counted=False)
    measures, labels = measures + more, labels + none
    model = HistGradientBoostingClassifier(
        max_iter=given.trees, learning_rate=0.07, max_leaf_nodes=12, min_samples_leaf=30
    )
    model.fit(np.array(measures), np.array(labels))
    trees = [exported(step[0].nodes) for step in model._predictors]
    base = float(model._baseline_prediction.ravel()[0])
    given.out.write_text(json.dumps({"base": base, "trees": trees}, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
