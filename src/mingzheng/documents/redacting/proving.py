"""Proves that words are not in a PDF: its text is read again, its bytes are searched in every encoding, places are looked at."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence

from mingzheng.documents.redacting.process import SCALE, fold
from mingzheng.kit.lazy import lazy_module

pypdfium2 = lazy_module("pypdfium2")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_DARK = 40


def contains_words(data: bytes, phrases: Sequence[str], *, kept: Mapping[str, int] | None = None) -> list[str]:
    """Return the phrases that are still in a PDF: in its text, or in its bytes in whatever encoding.

    `kept` tells words that may stand so many times because only single places of them went; once more is a remnant.
    """
    text = fold("".join(_texts(data)))
    parts = [data, *_streams(data)]
    allowed = {phrase: times for phrase, times in (kept or {}).items() if phrase not in phrases}
    left = [phrase for phrase, times in allowed.items() if text.count(fold(phrase)) > times]
    gone = [*phrases, *(phrase for phrase, times in allowed.items() if not times)]
    return list(dict.fromkeys(left + [p for p in gone if fold(p) in text or any(_is_in(p, part) for part in parts)]))


def _texts(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
        yield " ".join(document.get_metadata_dict().values())
    finally:
        document.close()


def _streams(data: bytes) -> Iterator[bytes]:
    """Yield every stream unpacked, as far as it is packed in the usual way."""
    for found in _STREAM.finditer(data):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue


def _is_in(phrase: str, data: bytes) -> bool:
    wide = phrase.encode("utf-16-be")
    shapes = [
        phrase.encode(),
        wide,
        phrase.encode("utf-16-le"),
        phrase.encode("gb18030"),
        wide.hex().encode(),
        wide.hex().upper().encode(),
    ]
    return any(shape in data for shape in shapes)


def find_light_places(data: bytes, boxes: Sequence[Sequence[Sequence[float]]]) -> int:
    """Return on how many of the painted places anything but black is to be seen; `boxes` are per page, in points."""
    document, light = pypdfium2.PdfDocument(data), 0
    try:
        for number, places in enumerate(boxes):
            if not places:
                continue
            picture = document[number].render(scale=SCALE).to_pil().convert("L")
            for left, upper, right, lower in places:
                inner = picture.crop([int(edge * SCALE) for edge in (left + 1, upper + 1, right - 1, lower - 1)])
                light += bool(inner.size[0] and inner.size[1] and inner.getextrema()[1] > _DARK)
    finally:
        document.close()
    return light
