"""Masks whole files: Word and Excel packages part by part, web pages and plain text; a PDF loses its words for good.

Parts of a package that hold no words are written back byte for byte. Changes that Word tracks, headers, notes and
comments are masked too; the rest is refused with advice. Pictures and the properties of a file are not looked into.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from mingzheng.documents.reading import UnreadableDocument
from mingzheng.documents.redacting import Marks, NotRedacted, Spot, redact_pdf
from mingzheng.proofing.intake import read_text
from mingzheng.proofing.personal import Item, Kind, find_personal, roster_items
from mingzheng.proofing.text import Passage, Text

from .lines import mask_lines
from .markup import HTML, STRINGS, WORD, mask_markup
from .masks import DEFAULT_RULES, MaskRules
from .sheets import RosterCells, find_roster_cells, mask_cells, mask_strings, read_strings

_PLAIN = frozenset({".txt", ".md", ".csv", ".text", ".log"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_PACKAGES = frozenset({".docx", ".docm", ".xlsx", ".xlsm"})
# A Word or Excel file with a password lies in a container of the old format.
_LOCKED = b"\xd0\xcf\x11\xe0"
_CHARSETS = ("utf-8-sig", "utf-8", "gb18030")
_MOST_BYTES = 200_000_000
_STATED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""")
_WORD_PART = re.compile(r"word/[^/]+\.xml")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_NOTES = re.compile(r"xl/(?:comments|threadedComments/)[^/]*\.xml")
_SHARED = "xl/sharedStrings.xml"
_REASONS = {
    "unsupported": ("这种格式不能原样脱敏", "请另存为 docx、xlsx、pdf、网页（html）或文本后再脱敏。"),
    "no_text": (
        "含有图片或者没有文字层，不能证明其中没有个人信息",
        "请用原文件另存为带文字的 PDF，或者改用 docx 脱敏。",
    ),
    "damaged_pdf": ("PDF 有密码或已损坏，无法打开", "请解除密码或重新导出后再脱敏。"),
    "not_proven": ("不能证明个人信息已从 PDF 中去掉，没有生成文件", "请改用 docx 等原文件脱敏后再导出 PDF。"),
    "encrypted": ("文件设有密码，无法打开", "请取消密码、另存后再脱敏；不要把密码告诉系统。"),
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

    Raises NotMaskable with code unsupported (no format that keeps its layout), damaged, encrypted, encoding
    or too_large.
    """
    suffix = PurePath(filename).suffix.lower()
    if suffix in _PACKAGES:
        return _mask_package(data, rules)
    if suffix == ".pdf":
        return _mask_pdf(data, filename)
    if suffix not in _PAGES and suffix not in _PLAIN:
        raise NotMaskable("unsupported")
    charset, text = _decoded(data)
    masked, count = mask_markup(text, HTML, rules) if suffix in _PAGES else mask_lines(text, rules)
    return MaskedFile(masked.encode(charset), count)


def _mask_pdf(data: bytes, filename: str) -> MaskedFile:
    """Take what is personal out of a PDF for good: painted black, gone from its text, proven gone."""
    try:
        text = read_text(filename, data)
    except UnreadableDocument as error:
        raise NotMaskable("damaged_pdf") from error
    if not text.text_layer:
        raise NotMaskable("no_text")
    spots = tuple(dict.fromkeys(_spots(text)))
    if not spots:
        return MaskedFile(data, 0)
    try:
        gone = redact_pdf(data, Marks(spots=spots))
    except NotRedacted as error:
        raise NotMaskable("no_text" if error.code == "unsearchable" else "not_proven") from error
    return MaskedFile(gone.data, gone.removed)


def _spots(text: Text) -> Iterator[Spot]:
    """Yield where something personal stands in running text and in rosters, with the words around it."""
    rows = {cell.index: row for table in text.tables for row in table.rows for cell in row}
    found = [(passage, item) for passage in text.passages for item in find_personal(passage.clean)]
    for table in text.tables:
        found += roster_items(table.rows, key=lambda cell: cell.clean)
    for passage, item in found:
        if item.kind is not Kind.CREDIT_CODE:
            words, (before, after) = passage.clean, _beside(passage, rows.get(passage.index, ()))
            yield Spot(before + words[: item.start], words[item.start : item.end], words[item.end :] + after)


def _beside(cell: Passage, row: Iterable[Passage]) -> tuple[str, str]:
    """Return what stands before and after a cell in its row, each merged cell once."""
    cells = {one.index: one.clean for one in row}
    numbers = list(cells)
    at = numbers.index(cell.index) if cell.index in cells else 0
    return "".join(cells[n] for n in numbers[:at]), "".join(cells[n] for n in numbers[at + 1 :])


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
    if data.startswith(_LOCKED):
        raise NotMaskable("encrypted")
    out = io.BytesIO()
    count = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as target:
            if sum(info.file_size for info in package.infolist()) > _MOST_BYTES:
                raise NotMaskable("too_large")
            rosters = _rosters_in_sheets(package)
            target.comment = package.comment
            for info in package.infolist():
                content, masked = _mask_part(info.filename, package.read(info), rosters, rules)
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


def _rosters_in_sheets(package: zipfile.ZipFile) -> tuple[dict[str, RosterCells], dict[int, Item]]:
    """Return the roster cells of each sheet, and the shared strings that stand in any of them by number."""
    entries = package.namelist()
    strings = read_strings(package.read(_SHARED).decode("utf-8")) if _SHARED in entries else ()
    cells = {
        name: find_roster_cells(package.read(name).decode("utf-8"), strings)
        for name in entries
        if _SHEET.fullmatch(name)
    }
    return cells, {number: item for found in cells.values() for number, item in found.strings.items()}


def _mask_part(
    name: str, content: bytes, rosters: tuple[dict[str, RosterCells], dict[int, Item]], rules: MaskRules
) -> tuple[bytes, int]:
    """Return one part of a package, masked when it holds words."""
    is_words, is_sheet, is_shared = bool(_WORD_PART.fullmatch(name)), bool(_SHEET.fullmatch(name)), name == _SHARED
    if not (is_words or is_sheet or is_shared or _NOTES.fullmatch(name)):
        return content, 0
    source, count = content.decode("utf-8"), 0
    if is_sheet:
        source, count = mask_cells(source, rosters[0][name], rules)
    elif is_shared:
        source, count = mask_strings(source, rosters[1], rules)
    masked, more = mask_markup(source, WORD if is_words else STRINGS, rules)
    return (masked.encode("utf-8"), count + more) if count + more else (content, 0)
