"""Text as official documents set it: cleaned of what no format can hold, measured in full-width characters.

Answers for: dropping control characters, widths, and breaking a title into lines of sensible shape.
Does not belong here: fonts and their coverage (`documents.fonts`, `writing.glyphs`).
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from mingzheng.kit.lazy import lazy_module

rjieba = lazy_module("rjieba")


TITLE_LINE_WIDTH = 19.0
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
_NEVER_FIRST = frozenset("的地得之和与及、，。；：！？）》〉」』”’〕】%")
_NEVER_LAST = frozenset("（《〈「『“‘〔【关于第")
_MAX_TITLE_LINES = 6
_UNEVENNESS = 7.0


def clean_text(text: str) -> str:
    """Return one line of text: control, bidirectional and surrogate characters dropped, line breaks as spaces."""
    return " ".join(_FORBIDDEN.sub("", part).strip() for part in text.splitlines() if part.strip())


def clean_lines(text: str) -> tuple[str, ...]:
    """Return the non-empty lines of a text, each cleaned."""
    lines = (clean_text(line) for line in text.splitlines())
    return tuple(line for line in lines if line)


def measure_width(text: str) -> float:
    """Return the width in full-width characters; a half-width character counts one half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def break_title(title: str, *, line_width: float = TITLE_LINE_WIDTH) -> tuple[str, ...]:
    """Break a title into lines of trapezoid or rhombus shape without splitting a word.

    A line break in `title` is kept. Legal basis: GB/T 9704-2012 7.3.1.
    """
    given = clean_lines(title)
    if len(given) > 1:
        return given
    text = given[0] if given else ""
    if measure_width(text) <= line_width:
        return (text,) if text else ()
    pieces = _join_pieces(rjieba.cut(text))
    fewest = int(-(-measure_width(text) // line_width))
    for count in range(fewest, min(_MAX_TITLE_LINES, len(pieces)) + 1):
        lines = _best_lines(pieces, count, line_width)
        if lines:
            return lines
    return _fill_lines(text, line_width)


def _join_pieces(words: list[str]) -> list[str]:
    """Glue words a line must not begin or end with to their neighbours, and short titles in 《》 together."""
    pieces: list[str] = []
    for word in words:
        inside = bool(pieces) and pieces[-1].count("《") > pieces[-1].count("》") and len(pieces[-1]) < 14
        glued = bool(pieces) and (
            word[0] in _NEVER_FIRST
            or pieces[-1][-1] in _NEVER_LAST
            or pieces[-1][-1] == "的"
            or pieces[-1][-1].isdigit()
            or word.startswith(("人民政府", "办公室"))
        )
        if pieces and (glued or inside):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _best_lines(pieces: list[str], count: int, line_width: float) -> tuple[str, ...]:
    best: tuple[float, tuple[str, ...]] = (float("inf"), ())
    least = sum(measure_width(piece) for piece in pieces) / count - _UNEVENNESS
    for lines in _list_breaks(pieces, count, least, line_width):
        widths = [measure_width(line) for line in lines]
        cost = _judge_shape(widths) + sum(0.0 if line.startswith("关于") else 1.0 for line in lines[1:])
        best = min(best, (cost, lines))
    return best[1]


def _list_breaks(pieces: list[str], count: int, least: float, most: float) -> Iterator[tuple[str, ...]]:
    """Yield every way to set `pieces` in `count` lines whose widths lie between `least` and `most`."""
    line = ""
    for used, piece in enumerate(pieces, start=1):
        line += piece
        width = measure_width(line)
        if width > most:
            return
        if width < least:
            continue
        if count == 1:
            if used == len(pieces):
                yield (line,)
            continue
        for rest in _list_breaks(pieces[used:], count - 1, least, most):
            yield (line, *rest)


def _judge_shape(widths: list[float]) -> float:
    """Return a cost: uneven lines cost a little, an hourglass or a very short line costs much."""
    mean = sum(widths) / len(widths)
    cost = sum(abs(width - mean) for width in widths) / len(widths)
    middle = widths[1:-1]
    if middle and min(middle) < min(widths[0], widths[-1]):
        cost += 20.0
    if len(set(widths)) == 1 and len(widths) > 2:
        cost += 1.0
    return cost + (10.0 if min(widths) < 5 else 0.0)


def _fill_lines(text: str, line_width: float) -> tuple[str, ...]:
    lines = [""]
    for character in text:
        if measure_width(lines[-1] + character) > line_width:
            lines.append("")
        lines[-1] += character
    return tuple(lines)


def format_date(day: date | None) -> str:
    """Return 2026年1月5日: no padding zeros, empty for no date."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
