"""Words a file carries beside its text: properties, picture notes, PDF notes and outlines, names of parts, raw bytes.

They are collected only to be looked through for secrecy marks, and kept nowhere. The text itself is `documents.reading`;
what counts as a mark is `kit.secrecy_marks`.
"""

import html
import re
import zlib
from collections.abc import Iterator
from itertools import islice

# Every mark holds one of these; the words around are cut out in each encoding a file may have used.
_SIGNS = ("密", "内部")
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_AROUND = 60
_MOST_PLACES = 5_000
_MOST_UNPACKED = 8 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")

_PDF_PACKED = re.compile(rb"/(?:ObjStm|Metadata)\b")
_PDF_STREAM = re.compile(rb"stream\r?\n")
_PDF_HEAD = 1_000
_PDF_HEX = re.compile(rb"<\s*[Ff][Ee]\s*[Ff][Ff]([0-9A-Fa-f\s]{4,4000})>")
_PDF_LITERAL = re.compile(rb"\((?:\xfe\xff|\\376\\377)((?:\\.|[^\\()]){2,4000})\)", re.DOTALL)
_PDF_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PDF_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

_ATTRIBUTE = re.compile(r"=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def words_in_bytes(data: bytes) -> Iterator[str]:
    """Yield what stands around every place that may hold a mark, in each encoding, whatever the file's own form is."""
    for encoding in _ENCODINGS:
        for sign in _SIGNS:
            place, seen = data.find(sign.encode(encoding)), 0
            while place >= 0 and seen < _MOST_PLACES:
                # Two bytes make a character in most of these encodings: an odd start would read every one wrongly.
                start = max(place - _AROUND, 0 if encoding == "utf-8" else place % 2)
                yield _CONTROLS.sub("\n", data[start : place + _AROUND].decode(encoding, errors="ignore"))
                place, seen = data.find(sign.encode(encoding), place + 1), seen + 1


def words_in_picture(data: bytes) -> Iterator[str]:
    """Yield the notes of a picture: EXIF, XMP and comments lie in clear; a PNG may pack its own."""
    yield from words_in_bytes(data)
    place = len(_PNG)
    while data.startswith(_PNG) and place + 8 <= len(data):
        size, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        if kind in {b"zTXt", b"iTXt"}:
            body = data[place + 8 : place + 8 + size]
            for start in (found.start() for found in islice(re.finditer(rb"\x78", body), 20)):
                yield from words_in_bytes(_unpack(body[start:]))
        place += size + 12


def words_in_pdf(data: bytes) -> Iterator[str]:
    """Yield the strings of a PDF beside its pages: properties, outline, notes, form values, also from packed objects."""
    for objects in (data, *packed_objects(data)):
        yield from words_in_bytes(objects)
        yield from _pdf_strings(objects)


def packed_objects(data: bytes) -> Iterator[bytes]:
    """Yield the objects a PDF keeps packed together, and its packed properties."""
    rest = memoryview(data)
    for stream in _PDF_STREAM.finditer(data):
        head = data[max(stream.start() - _PDF_HEAD, 0) : stream.start()]
        if _PDF_PACKED.search(head[head.rfind(b" obj") :]):
            yield _unpack(rest[stream.end() :])


def _pdf_strings(data: bytes) -> Iterator[str]:
    for found in _PDF_HEX.finditer(data):
        digits = re.sub(rb"\s", b"", found[1])
        yield bytes.fromhex(digits[: len(digits) // 2 * 2].decode()).decode("utf-16-be", errors="ignore")
    for found in _PDF_LITERAL.finditer(data):
        yield _PDF_ESCAPE.sub(_escaped, found[1]).decode("utf-16-be", errors="ignore")


def _escaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8) & 0xFF]) if code.isdigit() else _PDF_SIGNS.get(code, code)


def _unpack(data: bytes | memoryview) -> bytes:
    """Return what a deflated piece holds, as far as it can be read and never more than a few megabytes."""
    try:
        return zlib.decompressobj().decompress(data, _MOST_UNPACKED)
    except zlib.error:
        return b""


def words_in_markup(text: str) -> Iterator[str]:
    """Yield the values of attributes and the comments of HTML or XML, which reading leaves out."""
    for found in _ATTRIBUTE.finditer(text):
        value = found[1] or found[2] or ""
        if "密" in value or "内部" in value or "&#" in value:
            yield html.unescape(value)
    for found in _COMMENT.finditer(text):
        yield html.unescape(found[1])
