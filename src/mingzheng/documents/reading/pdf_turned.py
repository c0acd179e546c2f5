"""Words set on their side: whole pages drawn sideways, and the heads of narrow columns in a table.

A page most of whose words are turned is turned itself before it is read. In a cell, turned characters are given the
coordinates they would have on the turned paper, so that lines are found as everywhere. Turned words elsewhere on an
upright page are marks of a binder or a printer, and are not read.
"""

from collections import Counter
from typing import Any

from pdfplumber.page import Page

Char = dict[str, Any]
UP, DOWN = "up", "down"
_MOST = 0.7


def turn_of(char: Char) -> str:
    """Return which way a character's line runs on the page, up or down; "" for one that stands upright."""
    across, along = abs(char["matrix"][0]), char["matrix"][1]
    if abs(along) <= across:
        return ""
    return UP if along > 0 else DOWN


def upright_page(page: Page) -> Page:
    """Return a page drawn sideways as it is meant to be read, any other as it is."""
    turns = Counter(turn_of(char) for char in page.chars)
    turn, number = max(turns.items(), key=lambda item: item[1], default=("", 0))
    if not turn or number < _MOST * turns.total():
        return page
    drawn = page.page_obj
    drawn.rotate = (drawn.rotate + (90 if turn == UP else 270)) % 360
    drawn.attrs["Rotate"] = drawn.rotate
    made = Page(page.pdf, drawn, page.page_number, page.initial_doctop)
    for line in made.lines:  # turning leaves the two ends of a rule a hair apart, and it would lie neither way
        line.update({place: round(line[place], 2) for place in ("x0", "x1", "top", "bottom")})
    return made


def straighten(chars: list[Char]) -> list[Char]:
    """Return the turned characters of a cell as they stand when the paper is turned."""
    return [_turned(char, up=turn_of(char) == UP) for char in chars]


def _turned(char: Char, *, up: bool) -> Char:
    """Return one character: read upwards, its lines follow to the right; read downwards, to the left."""
    along = (-char["bottom"], -char["top"]) if up else (char["top"], char["bottom"])
    across = (char["x0"], char["x1"]) if up else (-char["x1"], -char["x0"])
    places = {"x0": along[0], "x1": along[1], "top": across[0], "bottom": across[1]}
    return char | places | {"size": char["x1"] - char["x0"]}
