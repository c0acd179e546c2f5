"""Strips what a printer, a page or a converter put into the author's words, and keeps count of it.

Answers for: page numbers, stray spaces, widths of digits, markdown marks, leftover html tags, descriptions of pictures.
Every character kept knows where it stood. Joining lines is `joining`; remarks on what was stripped are `checks.input`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .model import Place
from .text import Debris, Piece

_WIDTHS = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDTHS |= {
    0xFF05: "%",
    0xA0: " ",
    0x3000: " ",
    0x2002: " ",
    0x2003: " ",
    0x2009: " ",
    0x202F: " ",
    0x09: " ",
    0x2F: "/",
}
_WIDE = re.compile(f"[{''.join(map(chr, _WIDTHS))}]")
_WIDE_DIGIT = re.compile("[０-９％]")
# Typed in full width throughout, 「２．８万」 has a decimal point and 「１，２６０」 a thousands mark.
_WIDE_POINT = re.compile("(?<=[０-９])．(?=[０-９])")
_WIDE_THOUSANDS = re.compile("(?<![０-９．])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])")
PAGE_LINE = re.compile(
    r"\s*(?:[—–\-－─]{1,2}\s*\d{1,4}\s*[—–\-－─]{1,2}|第\s*\d{1,4}\s*页\s*(?:[,，]?\s*共\s*\d{1,4}\s*页)?)\s*"
)
_CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff20\u2018-\u201f\u2014\u2026"
_INVISIBLE = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f"
# What a strippable run begins with: all other places are passed over at once.
_BEGINS = rf"\s—–*`\\!<{_INVISIBLE}"
_MAY_STRIP = re.compile(f"[{_BEGINS}]")
_STRIP = re.compile(
    rf"(?=[{_BEGINS}])(?:(?P<page>(?<=[{_CJK}])\s*(?<![—–\-])[—–]\s?\d{{1,3}}\s?[—–](?![—–\-])\s*(?=[{_CJK}]))"
    rf"|(?P<spaces>(?:(?<=[{_CJK}%]) {{1,2}}(?=\S)|(?<=\S) {{1,2}}(?=[{_CJK}%])|(?<=(?<![\d.])\d) (?=\d(?![\d.]))"
    rf"|(?<=\d) (?=\. ?\d)|(?<=\d\.) (?=\d{{1,3}} ?%)|(?<=\d \.) (?=\d)|^ +| +$))"
    rf"|(?P<inner>(?<=\d) (?=\d{{1,9}}(?:\.\d+)? ?[{_CJK}%])(?! ?20\d\d ?年))"
    r"|(?P<markdown>\*\*|``?`?(?=\S)|\\(?=[_*#\[\]()~`>+.!|-])|!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)"
    r"|</?(?:p|br|b|i|u|strong|em|span|div|sup|sub|font|center|o:p)\b[^<>\n]{0,200}>)"
    rf"|(?P<invisible>[{_INVISIBLE}]+))"
)
_LINE_MARK = re.compile(r"\s*(?:#{1,6}\s+|>\s+|[*+]\s+(?=\S))|\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PICTURE = re.compile(
    r"\b(?:seal|stamp|logo|image|photo|photograph|picture|figure|diagram|signature|watermark|emblem|qr code|barcode|icon)\b",
    re.I,
)


@dataclass
class Stripped:
    """Counts what was stripped from one document; the first of each kind keeps its place."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[str, Place]] = field(default_factory=dict)

    def add(self, kind: str, quote: str, place: Place) -> None:
        """Count one."""
        self.counts[kind] += 1
        if kind not in self.first:
            self.first[kind] = (quote, place)

    def debris(self) -> tuple[Debris, ...]:
        """Return the kinds in the order they were met."""
        return tuple(Debris(kind, self.counts[kind], *self.first[kind]) for kind in self.first)


def is_picture_words(line: str) -> bool:
    """Tell whether a line is an English description of a picture that a converter put between Chinese paragraphs."""
    words = _WORDS.findall(line)
    if len(words) < 8 or not _PICTURE.search(line):
        return False
    return len(_HAN.findall(line)) < sum(map(len, words))


def heading_level(line: str) -> int:
    """Return the level of a markdown heading, 0 for any other line."""
    match = re.match(r"\s{0,3}(#{1,6})\s", line)
    return len(match[1]) if match else 0


def clean_lines(
    lines: Iterable[tuple[int, int, int]], paragraphs: Sequence[str], stripped: Stripped, *, markdown: bool
) -> tuple[str, tuple[Piece, ...]]:
    """Return the cleaned text of raw ranges (paragraph, start, end) that belong together, and where its parts stood."""
    joined: list[str] = []
    bounds: list[Piece] = []
    at = 0
    for paragraph, start, end in lines:
        raw = paragraphs[paragraph]
        if markdown and (mark := _LINE_MARK.match(raw, start, end)) and mark.end() > start:
            stripped.add("markdown", raw[start : mark.end()], Place(paragraph, start, mark.end()))
            start = mark.end()
        while start < end and raw[start].isspace():
            start += 1
        while end > start and raw[end - 1].isspace():
            end -= 1
        if start < end:
            bounds.append(Piece(at, paragraph, start, end - start))
            joined.append(raw[start:end])
            at += end - start
    text = "".join(joined)
    _count_widths(text, bounds, stripped)
    return _strip(_narrowed(text) if _WIDE.search(text) else text, bounds, stripped)


def _narrowed(text: str) -> str:
    """Return a text with letters, digits and spaces of one width, and with the marks inside its numbers."""
    text = _WIDE_THOUSANDS.sub(lambda match: match[0].replace("，", ","), _WIDE_POINT.sub(".", text))
    return text.translate(_WIDTHS)


def _count_widths(text: str, bounds: list[Piece], stripped: Stripped) -> None:
    if match := _WIDE_DIGIT.search(text):
        stripped.add("widths", match[0], locate(bounds, match.start(), match.end()))


def locate(bounds: Sequence[Piece], start: int, end: int) -> Place:
    """Return the raw place of a range, cut to the piece it begins in."""
    piece = next((p for p in reversed(bounds) if p.at <= start), bounds[0])
    low = piece.start + start - piece.at
    return Place(piece.paragraph, low, min(low + end - start, piece.start + piece.length))


def _strip(text: str, bounds: list[Piece], stripped: Stripped) -> tuple[str, tuple[Piece, ...]]:
    """Remove every strippable run, and cut the pieces where something was removed."""
    if not _MAY_STRIP.search(text):
        return text, tuple(bounds)
    kept: list[tuple[int, int]] = []
    position = 0
    for match in _STRIP.finditer(text):
        kind = match.lastgroup or ""
        if kind == "inner":
            if not _inside_number(text, match.start()):
                continue
            kind = "spaces"
        stripped.add(kind, match[0], locate(bounds, match.start(), match.end()))
        if match.start() > position:
            kept.append((position, match.start()))
        position = match.end()
    if not kept and position == 0:
        return text, tuple(bounds)
    if position < len(text):
        kept.append((position, len(text)))
    return "".join(text[a:b] for a, b in kept), _recut(kept, bounds)


def _inside_number(text: str, at: int) -> bool:
    """Tell whether a space between digits is inside one number of a sentence (共4 415条), not between two (图1 12个, columns)."""
    start = at
    while start > 0 and (text[start - 1].isdigit() or text[start - 1] == "."):
        start -= 1
    while start > 0 and text[start - 1] == " ":
        start -= 1
    return bool(start) and bool(_HAN.match(text[start - 1])) and text[start - 1] not in "图表第件注"


def _recut(kept: list[tuple[int, int]], bounds: list[Piece]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = number = 0
    for low, high in kept:
        while number < len(bounds) and bounds[number].at + bounds[number].length <= low:
            number += 1
        walker = number
        while walker < len(bounds) and bounds[walker].at < high:
            piece = bounds[walker]
            start, end = max(low, piece.at), min(high, piece.at + piece.length)
            pieces.append(Piece(at, piece.paragraph, piece.start + start - piece.at, end - start))
            at += end - start
            walker += 1
    return tuple(pieces)
