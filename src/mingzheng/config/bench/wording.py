"""Measures how well wrong characters are found, on files of `label <tab> written <tab> right`.

Counted by sentence, as the field does. Detection: a sentence touched that is wrong. Correction: touched, and right when
all that was thought meant is put in. Suggestion: right when only what is suggested to be taken as it is is taken. Only the quarter that
tools/wording never trained on is measured, unless `everything` is asked for (for files nobody trained on).
"""

import hashlib
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.run import check_text
from mingzheng.proofing.wording.tables import load_tables

_MOST_EXAMPLES = 12


def measure_wording(files: Iterable[Path], *, everything: bool) -> dict[str, Any]:
    """Return precision, recall and F1 of each file, by correction and by detection, with the commonest misses."""
    load_tables()
    return {path.name: _measure(read_pairs(path, everything=everything)) for path in files}


def read_pairs(path: Path, *, everything: bool) -> list[tuple[str, str]]:
    """Return (written, right) pairs of one file."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [(row[1], row[2]) for row in rows if len(row) == 3]
    return pairs if everything else [pair for pair in pairs if is_held_out(pair[1])]


def is_held_out(right: str) -> bool:
    """Tell whether tools/wording left a right sentence out of training."""
    return int(hashlib.md5(right.encode(), usedforsecurity=False).hexdigest(), 16) % 4 == 0


def correct(sentence: str, *, suggested_only: bool = True) -> str:
    """Return a sentence with every suggestion of the wording checks taken, or everything they think was meant."""
    text = text_from_string(sentence)
    report = check_text(text, only={"WRD-CONFUSION", "WRD-CHARACTER", "WRD-NAME", "WRD-TITLE"})
    changed = list(text.paragraphs)
    for finding in sorted(report.findings, key=lambda finding: -finding.start):
        meant = finding.suggestion or ("" if suggested_only else finding.computed)
        if meant and finding.severity != "info":
            old = changed[finding.paragraph]
            changed[finding.paragraph] = old[: finding.start] + meant + old[finding.end :]
    return "\n".join(changed)


def _measure(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    begun = time.process_time()
    for written, right in pairs:
        made, suggested = correct(written, suggested_only=False), correct(written)
        touched, wrong = made != written, written != right
        counts["suggested"] += suggested != written
        counts["suggested right"] += suggested != written and suggested == right
        counts["wrong"] += wrong
        counts["touched"] += touched
        counts["made right"] += touched and made == right
        counts["found"] += touched and wrong
        for a, b, c in zip(written, right, made, strict=False):
            missed[f"{a}→{b}"] += a != b != c
            false[f"{a}→{c}"] += a == b != c
    seconds = time.process_time() - begun
    return {
        "sentences": len(pairs),
        "with_errors": counts["wrong"],
        "suggestion": _figures(counts["suggested right"], counts["suggested"], counts["wrong"]),
        "correction": _figures(counts["made right"], counts["touched"], counts["wrong"]),
        "detection": _figures(counts["found"], counts["touched"], counts["wrong"]),
        "characters_per_second": round(sum(len(pair[0]) for pair in pairs) / max(seconds, 1e-9)),
        "missed": [name for name, count in missed.most_common(_MOST_EXAMPLES) if count],
        "false": [name for name, count in false.most_common(_MOST_EXAMPLES) if count],
    }


def _figures(hits: int, touched: int, wrong: int) -> dict[str, float]:
    precision, recall = hits / max(1, touched), hits / max(1, wrong)
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 3),
    }
