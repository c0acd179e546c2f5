"""What is particular to a workbook: shared strings that stand in a name column, numbers typed as numbers.

Cutting markup is `markup`, packages are `files`. A masked number becomes words in its cell, in the same format.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mingzheng.proofing.personal import Item, Kind, find_numbers, roster_items

from .masks import DEFAULT_RULES, MaskRules, apply_masks, mask_item

_STRING = re.compile(r"<si>.*?</si>|<si/>", re.S)
_PIECE = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>", re.S)
_ROW = re.compile(r"<row\b[^>]*>.*?</row>", re.S)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.S)
_VALUE = re.compile(r"<v>([^<]*)</v>")
_REFERENCE = re.compile(r'\br="([A-Z]{1,3})[0-9]+"')
_MOST_COLUMNS = 16_384
_TYPE = re.compile(r'\s*\bt="(\w+)"')


def read_strings(source: str) -> tuple[str, ...]:
    """Return the shared strings of a workbook in order."""
    return tuple("".join(html.unescape(t) for t in _PIECE.findall(item)) for item in _STRING.findall(source))


@dataclass(frozen=True, slots=True)
class RosterCells:
    """What is personal in the cells of a roster: by number of shared string, and by reference of other cells."""

    strings: Mapping[int, Item] = field(default_factory=dict)
    references: Mapping[str, Item] = field(default_factory=dict)


def find_roster_cells(sheet: str, strings: tuple[str, ...]) -> RosterCells:
    """Return which cells of a sheet that lists persons hold names, addresses and numbers that its columns name so."""
    table = []
    for row in _ROW.findall(sheet):
        cells: list[_Cell] = []
        for attributes, content in _CELL.findall(row):
            reference = _REFERENCE.search(attributes)
            place = _column_number(reference[1]) if reference else len(cells)
            cells += [_Cell()] * min(place - len(cells), _MOST_COLUMNS)
            cells.append(_read_cell(attributes, content, strings))
        table.append(cells)
    found = tuple(roster_items(table, key=lambda cell: cell.text))
    return RosterCells(
        {cell.shared: item for cell, item in found if cell.shared >= 0},
        {cell.reference: item for cell, item in found if cell.shared < 0 and cell.reference},
    )


def mask_strings(source: str, wanted: Mapping[int, Item], rules: MaskRules = DEFAULT_RULES) -> tuple[str, int]:
    """Return the shared strings with those of rosters masked, and how many were."""
    parts, last, count = [], 0, 0
    for number, match in enumerate(_STRING.finditer(source)):
        if number not in wanted:
            continue
        pieces = _PIECE.findall(match[0])
        if len(pieces) != 1:
            continue
        shown = html.unescape(pieces[0])
        masked = apply_masks(shown, (wanted[number],), rules)
        escaped = html.escape(masked, quote=False)
        parts += [source[last : match.start()], match[0].replace(f">{pieces[0]}</t>", f">{escaped}</t>")]
        last = match.end()
        count += masked != shown
    return "".join([*parts, source[last:]]), count


def mask_cells(sheet: str, roster: RosterCells, rules: MaskRules = DEFAULT_RULES) -> tuple[str, int]:
    """Return a sheet with its own cells of rosters masked, and numbers of persons typed as numbers turned into masked words."""
    count = 0

    def masked_cell(match: re.Match[str]) -> str:
        nonlocal count
        attributes, content = match[1], match[2] or ""
        reference = _REFERENCE.search(attributes)
        if reference and reference[0] in roster.references:
            item = roster.references[reference[0]]
            masked = apply_masks(_read_cell(attributes, content, ()).text, (item,), rules)
        else:
            value = _number_of_person(attributes, content)
            if value is None:
                return match[0]
            masked = mask_item(*value, rules)
        count += 1
        words = html.escape(masked, quote=False)
        return f'<c{_TYPE.sub("", attributes)} t="inlineStr"><is><t>{words}</t></is></c>'

    return _CELL.sub(masked_cell, sheet), count


def _number_of_person(attributes: str, content: str) -> tuple[Kind, str] | None:
    """Return the kind and digits of a cell that holds a personal number as a number, computed ones left alone."""
    value = _VALUE.search(content)
    kind = _TYPE.search(attributes)
    if value is None or "<f" in content or (kind and kind[1] not in ("n", "str")):
        return None
    whole = [item for item in find_numbers(value[1]) if (item.start, item.end) == (0, len(value[1]))]
    return (whole[0].kind, value[1]) if whole and whole[0].kind is not Kind.CREDIT_CODE else None


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a cell shows, the number of its shared string (-1 for none), and its reference attribute."""

    text: str = ""
    shared: int = -1
    reference: str = ""


def _read_cell(attributes: str, content: str, strings: tuple[str, ...]) -> _Cell:
    value = _VALUE.search(content)
    kind = _TYPE.search(attributes)
    found = _REFERENCE.search(attributes)
    reference = found[0] if found else ""
    if value and kind and kind[1] == "s" and value[1].isdigit() and int(value[1]) < len(strings):
        return _Cell(strings[int(value[1])], int(value[1]), reference)
    if kind and kind[1] == "inlineStr":
        return _Cell(_inline_words(content), -1, reference)
    computed = "<f" in content
    return _Cell(value[1] if value else "", -1, "" if computed else reference)


def _inline_words(content: str) -> str:
    return "".join(html.unescape(piece) for piece in _PIECE.findall(content))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
