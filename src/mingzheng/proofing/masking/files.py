"""Masks whole files: Word and Excel packages part by part, web pages and plain text. The rest is refused with advice.

Parts of a package that hold no words are written back byte for byte. Changes that Word tracks, headers, notes and
comments are masked too; pictures and the properties of a file are not looked into.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from .markup import HTML, STRINGS, WORD, mask_markup
from .masks import DEFAULT_RULES, MaskRules, mask_text
from .sheets import NameCells, find_name_cells, mask_cells, mask_strings, read_strings

_PLAIN = frozenset({".txt", ".md", ".csv", ".text", ".log"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_PACKAGES = frozenset({".docx", ".docm", ".xlsx", ".xlsm"})
_CHARSETS = ("utf-8-sig", "utf-8", "gb18030")
_MOST_BYTES = 200_000_000
_STATED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_WORD_PART = re.compile(r"word/[^/]+\.xml")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_NOTES = re.compile(r"xl/(?:comments|threadedComments/)[^/]*\.xml")
_SHARED = "xl/sharedStrings.xml"
_REASONS = {
    "unsupported": ("这种格式不能原样脱敏", "请另存为 docx、xlsx、网页（html）或文本后再脱敏。"),
    "damaged": ("文件不完整或已损坏，无法打开", "请用办公软件打开后另存为 docx 或 xlsx 再脱敏。"),
    "encoding": ("文字编码无法识别", "请另存为 UTF-8 编码的文本后再脱敏。"),
    "too_large": ("文件解压后过大", "请拆分为几个文件后再脱敏。"),
}


class NotMaskable(ValueError):
    """A file that cannot be masked: stable `code`; `message_zh` says why, `advice_zh` what to do next."""

    def __init__(self, code: str) -> None:
        """Word the reason `code`, one of the catalogue above."""
        self.code = code
        self.message_zh, self.advice_zh = f"{_REASONS[code][0]}。", _REASONS[code][1]
        super().__init__(f"{code}: {self.message_zh}{self.advice_zh}")


@dataclass(frozen=True, slots=True)
class MaskedFile:
    """The masked bytes, and how many places were masked."""

    data: bytes
    count: int


def mask_file(data: bytes, *, filename: str, rules: MaskRules = DEFAULT_RULES) -> MaskedFile:
    """Return a file with personal information masked in place.

    Raises NotMaskable with code unsupported (no format that keeps its layout), damaged, encoding or too_large.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix in _PACKAGES:
        return _mask_package(data, rules)
    if suffix not in _PAGES and suffix not in _PLAIN:
        raise NotMaskable("unsupported")
    charset, text = _decoded(data)
    masked, count = mask_markup(text, HTML, rules) if suffix in _PAGES else mask_text(text, rules)
    return MaskedFile(masked.encode(charset), count)


def _decoded(data: bytes) -> tuple[str, str]:
    """Return a charset in which the bytes decode and encode to the same bytes, and the words."""
    stated = _STATED.search(data[:2048])
    charsets: Iterable[str] = (*((stated[1].decode("ascii"),) if stated else ()), *_CHARSETS)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        charsets = ("utf-16-le",) if data.startswith(b"\xff\xfe") else ("utf-16-be",)
    for charset in charsets:
        try:
            text = data.decode(charset)
            if text.encode(charset) == data:
                return charset, text
        except (UnicodeError, LookupError):
            continue
    raise NotMaskable("encoding")


def _mask_package(data: bytes, rules: MaskRules) -> MaskedFile:
    out = io.BytesIO()
    count = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as target:
            if sum(info.file_size for info in package.infolist()) > _MOST_BYTES:
                raise NotMaskable("too_large")
            names = _names_in_sheets(package)
            target.comment = package.comment
            for info in package.infolist():
                content, masked = _mask_part(info.filename, package.read(info), names, rules)
                count += masked
                target.writestr(info, content, compress_type=info.compress_type)
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        UnicodeError,
        zlib.error,
    ) as error:
        raise NotMaskable("damaged") from error
    return MaskedFile(out.getvalue(), count)


def _names_in_sheets(package: zipfile.ZipFile) -> tuple[dict[str, NameCells], frozenset[int]]:
    """Return the name cells of each sheet, and the numbers of shared strings that stand in any of them."""
    entries = package.namelist()
    strings = read_strings(package.read(_SHARED).decode("utf-8")) if _SHARED in entries else ()
    cells = {
        name: find_name_cells(package.read(name).decode("utf-8"), strings) for name in entries if _SHEET.fullmatch(name)
    }
    return cells, frozenset(number for found in cells.values() for number in found.strings)


def _mask_part(
    name: str, content: bytes, names: tuple[dict[str, NameCells], frozenset[int]], rules: MaskRules
) -> tuple[bytes, int]:
    """Return one part of a package, masked when it holds words."""
    is_words, is_sheet, is_shared = bool(_WORD_PART.fullmatch(name)), bool(_SHEET.fullmatch(name)), name == _SHARED
    if not (is_words or is_sheet or is_shared or _NOTES.fullmatch(name)):
        return content, 0
    source, count = content.decode("utf-8"), 0
    if is_sheet:
        source, count = mask_cells(source, names[0][name], rules)
    elif is_shared:
        source, count = mask_strings(source, names[1], rules)
    masked, more = mask_markup(source, WORD if is_words else STRINGS, rules)
    return (masked.encode("utf-8"), count + more) if count + more else (content, 0)
