"""Counts Word's automatic list numbers so that 一、, （一） and 1. stand in the text as they are printed.

Which paragraph carries which list is found by `word_styles`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from .safe_xml import find_child, get_attribute, local_name
from .word_styles import Numbering, read_numbering

_DIGITS = "零一二三四五六七八九"


def chinese_number(n: int) -> str:
    """Write 0–9999 in Chinese numerals as lists print them (10 is 十, 21 is 二十一)."""
    if not 0 < n < 10_000:
        return str(n)
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            out += ("零" if zero else "") + _DIGITS[digit] + name
            zero = False
        elif out:
            zero = True
    return out.removeprefix("一") if out.startswith("一十") else out


def _letter(n: int) -> str:
    return chr(ord("a") + (n - 1) % 26)


def _circled(n: int) -> str:
    return chr(0x2460 + n - 1) if 0 < n <= 20 else f"({n})"


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "ideographDigital": chinese_number,
    "japaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "taiwaneseCounting": chinese_number,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "decimalZero": lambda n: f"{n:02d}",
}


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


class ListNumbers:
    """The running counters of every list in one document."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index `root`, the root of numbering.xml, or nothing."""
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counters: dict[str, dict[int, int]] = {}
        for child in root if root is not None else ():
            if local_name(child) == "abstractNum":
                self._abstract[get_attribute(child, "abstractNumId") or ""] = _read_levels(child)
            elif local_name(child) == "num":
                target = find_child(child, "abstractNumId")
                self._lists[get_attribute(child, "numId") or ""] = (
                    (get_attribute(target, "val") or "") if target is not None else ""
                )

    def next_label(self, paragraph: etree._Element, inherited: Numbering | None) -> str:
        """Advance the list of `paragraph` and return its printed number, or an empty string."""
        numbering = read_numbering(find_child(paragraph, "pPr")) or inherited
        if numbering is None or numbering[0] == "0":
            return ""
        abstract = self._lists.get(numbering[0])
        levels = self._abstract.get(abstract or "", {})
        level = levels.get(numbering[1])
        if abstract is None or level is None:
            return ""
        counters = self._counters.setdefault(abstract, {})
        counters[numbering[1]] = counters.get(numbering[1], level.start - 1) + 1
        for deeper in [k for k in counters if k > numbering[1]]:
            del counters[deeper]
        return _format_label(level, levels, counters)


def _read_levels(abstract: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for child in abstract:
        index = get_attribute(child, "ilvl") or ""
        if local_name(child) != "lvl" or not index.isdecimal():
            continue
        values = {local_name(c): get_attribute(c, "val") or "" for c in child}
        start = values.get("start", "1")
        levels[int(index)] = _Level(
            values.get("numFmt", "decimal"), values.get("lvlText", ""), int(start) if start.isdecimal() else 1
        )
    return levels


def _format_label(level: _Level, levels: dict[int, _Level], counters: dict[int, int]) -> str:
    if level.form in {"bullet", "none"}:
        return ""

    def fill(found: re.Match[str]) -> str:
        index = int(found[1]) - 1
        shown = levels.get(index, level)
        return _FORMATS.get(shown.form, str)(counters.get(index, shown.start))

    return re.sub(r"%([1-9])", fill, level.text)
