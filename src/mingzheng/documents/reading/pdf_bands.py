"""Unfolds text set in two columns: what stands right of the white between them is put below what stands left of it.

Taken for columns is only prose: lines that fill both sides with a strip between them that nothing crosses. What stands
below moves down with it, so that whoever reads on finds one long page. Tables without rules are `pdf_columns`.
"""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

Char = dict[str, Any]
Line = list[Char]
_FEWEST_LEFT, _FEWEST_RIGHT = 5, 3
_FILLED = 0.7
_STRIP = 0.4
_MIDDLE = (0.3, 0.7)


@dataclass(frozen=True, slots=True)
class Band:
    """Where a page is set in two columns: from `top` to `bottom`, parted at `middle`, the right one `over` further right."""

    top: float
    bottom: float
    middle: float
    over: float

    @property
    def height(self) -> float:
        """Return by how much what stands below moves down."""
        return self.bottom - self.top


def find_bands(chars: list[Char], group: Callable[[list[Char]], list[Line]]) -> list[Band]:
    """Return the bands of a page's loose characters from top to bottom; `group` makes lines of characters."""
    lines = group(chars)
    if len(lines) < _FEWEST_LEFT:
        return []
    left, right = min(c["x0"] for c in chars), max(c["x1"] for c in chars)
    low, high = (left + share * (right - left) for share in _MIDDLE)
    gaps = [
        (a["x1"] + b["x0"]) / 2
        for line in lines
        for a, b in pairwise(line)
        if b["x0"] - a["x1"] > 2 * _STRIP * a["size"] and low < (a["x1"] + b["x0"]) / 2 < high
    ]
    middle = statistics.median(gaps) if gaps else (left + right) / 2
    bands = []
    for is_clear, run in groupby(lines, key=lambda line: _is_clear(line, middle)):
        if is_clear and (band := _band(list(run), middle, group)):
            bands.append(band)
    return bands


def _is_clear(line: Line, middle: float) -> bool:
    return all(c["x1"] <= middle - _STRIP * c["size"] or c["x0"] >= middle + _STRIP * c["size"] for c in line)


def _band(lines: list[Line], middle: float, group: Callable[[list[Char]], list[Line]]) -> Band | None:
    chars = [c for line in lines for c in line]
    left = group([c for c in chars if c["x1"] < middle])
    right = group([c for c in chars if c["x0"] > middle])
    if len(left) < _FEWEST_LEFT or len(right) < _FEWEST_RIGHT or _filled(left) < _FILLED or _filled(right) < _FILLED:
        return None
    over = min(c["x0"] for line in right for c in line) - min(c["x0"] for line in left for c in line)
    size = statistics.median(c["size"] for c in chars)
    return Band(min(c["top"] for c in chars), max(c["bottom"] for c in chars) + 0.5 * size, middle, over)


def _filled(lines: Sequence[Line]) -> float:
    """Return how much of a column's measure its usual line fills."""
    measure = max(line[-1]["x1"] for line in lines) - min(line[0]["x0"] for line in lines)
    usual = statistics.median(sum(c["x1"] - c["x0"] for c in line) for line in lines)
    return float(usual / max(measure, 1.0))


def unfold(chars: list[Char], bands: Sequence[Band]) -> list[Char]:
    """Return the characters with each right column below its left one."""
    return [_moved(char, bands) for char in chars]


def _moved(char: Char, bands: Sequence[Band]) -> Char:
    at = (char["top"] + char["bottom"]) / 2
    down, aside = shift_at(at, bands), 0.0
    for band in bands:
        if band.top <= at <= band.bottom and char["x0"] > band.middle:
            down, aside = down + band.height, band.over
    if not down and not aside:
        return char
    moved = {"top": char["top"] + down, "bottom": char["bottom"] + down}
    return char | moved | {"x0": char["x0"] - aside, "x1": char["x1"] - aside}


def shift_at(at: float, bands: Sequence[Band]) -> float:
    """Return how far down what stands at a height moves."""
    return sum((band.height for band in bands if at > band.bottom), 0.0)


def breaks_of(bands: Sequence[Band]) -> list[float]:
    """Return the heights, after moving, at which the measure of the lines changes."""
    found: list[float] = []
    for number, band in enumerate(bands):
        before = sum(other.height for other in bands[:number])
        found += [band.top + before - 0.1, band.bottom + before + band.height]
    return found
