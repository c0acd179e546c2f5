"""Which characters a font face can show, read from its character map.

Answers for: the `cmap` table of OpenType faces and collections (formats 4 and 12), and finding the characters of a
text that need another face or cannot be shown at all. Does not belong here: choosing faces (`documents.fonts`).
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mingzheng.documents.fonts import Face, FontPlan

# 〓 is what Chinese printers set for a character they have no type for.
MISSING_MARK = "〓"
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\n\t\u00ad")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters of a text outside the chosen face: `borrowed` maps each to the family that shows it."""

    borrowed: dict[str, str]
    missing: frozenset[str]


def assess_coverage(texts: Iterable[str], plan: FontPlan) -> Coverage:
    """Find the characters of `texts` that some chosen face lacks, and those no fallback of the plan has either."""
    characters = {character for text in texts for character in text} - _INVISIBLE
    fonts = list(plan.roles.values())
    borrowed: dict[str, str] = {}
    missing: set[str] = set()
    for character in characters:
        code = ord(character)
        if all(_find_helper(code, [font.face]) for font in fonts):
            continue
        helper = _find_helper(code, fonts[0].fallbacks)
        if helper is None:
            missing.add(character)
        else:
            borrowed[character] = helper.family
    return Coverage(dict(sorted(borrowed.items())), frozenset(missing))


def _find_helper(code: int, faces: Sequence[Face]) -> Face | None:
    return next((face for face in faces if code in read_characters(face.path, face.index)), None)


@lru_cache(maxsize=32)
def read_characters(path: Path, index: int) -> frozenset[int]:
    """Return the code points the face at `path` (face `index` of a collection) has a glyph for."""
    with path.open("rb") as file:
        offset = 0
        if file.read(4) == b"ttcf":
            file.seek(12 + 4 * index)
            (offset,) = struct.unpack(">I", file.read(4))
        file.seek(offset + 4)
        (count,) = struct.unpack(">H", file.read(2))
        file.seek(offset + 12)
        records = [struct.unpack(">4sIII", file.read(16)) for _ in range(count)]
        start, length = next((place, size) for tag, _, place, size in records if tag == b"cmap")
        file.seek(start)
        table = file.read(length)
    return frozenset(_read_cmap(table))


def _read_cmap(table: bytes) -> set[int]:
    (count,) = struct.unpack_from(">H", table, 2)
    codes: set[int] = set()
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if platform != 0 and (platform, encoding) not in {(3, 1), (3, 10)}:
            continue
        (form,) = struct.unpack_from(">H", table, offset)
        if form == 4:
            codes |= _read_format_4(table, offset)
        elif form == 12:
            codes |= _read_format_12(table, offset)
    return codes


def _read_format_4(table: bytes, offset: int) -> set[int]:
    (double,) = struct.unpack_from(">H", table, offset + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, offset + 14)
    starts = struct.unpack_from(f">{count}H", table, offset + 16 + double)
    deltas = struct.unpack_from(f">{count}H", table, offset + 16 + 2 * double)
    places = offset + 16 + 3 * double
    ranges = struct.unpack_from(f">{count}H", table, places)
    codes: set[int] = set()
    for segment, (first, last, delta, shift) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if shift:
                place = places + 2 * segment + shift + 2 * (code - first)
                glyph = struct.unpack_from(">H", table, place)[0] if place + 2 <= len(table) else 0
            if glyph and (glyph + delta) & 0xFFFF:
                codes.add(code)
    return codes


def _read_format_12(table: bytes, offset: int) -> set[int]:
    (count,) = struct.unpack_from(">I", table, offset + 12)
    codes: set[int] = set()
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", table, offset + 16 + 12 * number)
        codes.update(range(first if glyph else first + 1, last + 1))
    return codes
