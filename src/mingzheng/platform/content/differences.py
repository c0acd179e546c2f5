"""What changed between two texts, as runs of words kept, taken out and put in. Pure."""

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum

_PIECES = re.compile(r"[0-9A-Za-z.%〔〕]+|\n|.", re.DOTALL)


class Change(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words and what became of it."""

    change: Change
    text: str


def difference(before: str, after: str) -> list[Run]:
    """Return the runs that lead from one text to the other; kept and removed runs give `before`, kept and added `after`."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    runs: list[Run] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run(Change.KEPT, "".join(old[a:b])))
            continue
        if b > a:
            runs.append(Run(Change.REMOVED, "".join(old[a:b])))
        if d > c:
            runs.append(Run(Change.ADDED, "".join(new[c:d])))
    return runs


def count_changed(runs: list[Run]) -> int:
    """Return how many signs were taken out or put in; a replaced one counts once."""
    removed = sum(len(run.text) for run in runs if run.change is Change.REMOVED)
    added = sum(len(run.text) for run in runs if run.change is Change.ADDED)
    return max(removed, added)


def shorten(runs: list[Run], around: int = 24) -> list[Run]:
    """Return the runs with long kept passages cut to what stands beside a change."""
    short = []
    for place, run in enumerate(runs):
        if run.change is not Change.KEPT or len(run.text) <= around * 2:
            short.append(run)
            continue
        head = run.text[:around] if place else ""
        tail = run.text[-around:] if place < len(runs) - 1 else ""
        short.append(Run(Change.KEPT, f"{head}……{tail}"))
    return short
