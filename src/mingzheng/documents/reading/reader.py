"""Chooses how a file is read, after it was checked to be what it says it is.

Each format has its own module; what the words mean is not decided in this room.
"""

import io
from pathlib import Path

import msoffcrypto

from .charsets import decode_text
from .docx import read_docx
from .errors import UnreadableDocument
from .html import read_html
from .legacy import convert_legacy
from .model import DEFAULT_LIMITS, Document, Limits
from .pdf import read_pdf
from .plain import looks_like_markdown, read_markdown, read_plain
from .sniffing import EXPECTED, REAL_NAMES, SUFFIXES, get_suffix, sniff_format
from .xlsx import read_xlsx


def read_document(source: Path | str | bytes, *, filename: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file of any supported format.

    `source` is a path or the content itself; `filename` is the name people know it by. Raises `UnreadableDocument`, and
    only that, for every file that cannot be read whole.
    """
    data = _load(source, filename=filename, limits=limits)
    try:
        return _read(data, filename=filename, limits=limits)
    except UnreadableDocument:
        raise
    except Exception as error:
        # Libraries meet damaged input with errors of every kind; for the reader they all mean the same.
        raise UnreadableDocument("truncated", filename=filename) from error


def _load(source: Path | str | bytes, *, filename: str, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        data = source[: limits.file_bytes + 1]
    else:
        try:
            with Path(source).open("rb") as stream:
                data = stream.read(limits.file_bytes + 1)
        except OSError as error:
            raise UnreadableDocument("not_found", filename=filename) from error
    if len(data) > limits.file_bytes:
        raise UnreadableDocument("too_large", filename=filename, limit=f"{limits.file_bytes // (1024 * 1024)} MB")
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument("empty", filename=filename)
    return data


def _read(data: bytes, *, filename: str, limits: Limits) -> Document:
    suffix = get_suffix(filename)
    kind = sniff_format(data)
    if suffix in {".docm", ".xlsm", ".dotm", ".xltm"}:
        raise UnreadableDocument("macros", filename=filename)
    if kind == "ole":
        return _read_ole(data, filename=filename, suffix=suffix, limits=limits)
    if kind == "broken":
        raise UnreadableDocument("truncated", filename=filename)
    _refuse_misnamed(kind, filename=filename, suffix=suffix)
    if kind == "rtf":
        return _read_legacy(data, filename=filename, suffix=".rtf", limits=limits)
    if kind == "docx":
        return _refuse_empty(read_docx(data, filename=filename, limits=limits), filename)
    if kind == "xlsx":
        return _refuse_empty(read_xlsx(data, filename=filename, limits=limits), filename)
    if kind == "pdf":
        return read_pdf(data, filename=filename, limits=limits)
    return _refuse_empty(_read_text(data, kind=kind, filename=filename, suffix=suffix, limits=limits), filename)


def _refuse_misnamed(kind: str, *, filename: str, suffix: str) -> None:
    expected = EXPECTED.get(suffix)
    if expected is not None and kind not in expected:
        if kind == "text" and suffix not in {".doc", ".wps", ".xls", ".et", ".rtf"}:
            # A docx, xlsx or pdf without its signature is far more often a damaged file than a renamed text.
            raise UnreadableDocument("truncated", filename=filename)
        real = REAL_NAMES[kind]
        if kind in SUFFIXES:
            raise UnreadableDocument("misnamed", filename=filename, real=real, suffix=SUFFIXES[kind])
        raise UnreadableDocument("unsupported", filename=filename, real=f"实际是{real}")
    if kind not in {"docx", "xlsx", "pdf", "html", "text", "rtf"}:
        raise UnreadableDocument("unsupported", filename=filename, real=REAL_NAMES[kind])


def _refuse_empty(document: Document, filename: str) -> Document:
    if not document.text.strip():
        raise UnreadableDocument("empty", filename=filename)
    return document


def _read_ole(data: bytes, *, filename: str, suffix: str, limits: Limits) -> Document:
    """Read an old Office container, or say that it is the envelope of an encrypted docx or xlsx."""
    if _is_encrypted(data):
        raise UnreadableDocument("encrypted", filename=filename)
    if b"V\0B\0A\0" in data or b"_VBA_PROJECT" in data:
        raise UnreadableDocument("macros", filename=filename)
    if suffix in EXPECTED and "ole" not in EXPECTED[suffix]:
        is_sheet = b"W\0o\0r\0k\0b\0o\0o\0k\0" in data
        real = REAL_NAMES["ole"]
        raise UnreadableDocument("misnamed", filename=filename, real=real, suffix=".xls" if is_sheet else ".doc")
    return _read_legacy(data, filename=filename, suffix=suffix or ".doc", limits=limits)


def _is_encrypted(data: bytes) -> bool:
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in data:
        return True
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except Exception:  # msoffcrypto lets parser errors of several libraries through
        return False


def _read_legacy(data: bytes, *, filename: str, suffix: str, limits: Limits) -> Document:
    converted, kind = convert_legacy(data, filename=filename, suffix=suffix, limits=limits)
    read = read_docx if kind == "docx" else read_xlsx
    return _refuse_empty(read(converted, filename=filename, limits=limits), filename)


def _read_text(data: bytes, *, kind: str, filename: str, suffix: str, limits: Limits) -> Document:
    if len(data) > limits.text_bytes:
        raise UnreadableDocument("too_large", filename=filename, limit=f"{limits.text_bytes // (1024 * 1024)} MB")
    text = decode_text(data, filename=filename, stated=kind == "html")
    if kind == "html" or suffix in {".html", ".htm"}:
        return read_html(text, filename=filename, limits=limits)
    if suffix in {".md", ".markdown"} or looks_like_markdown(text):
        return read_markdown(text, filename=filename, limits=limits)
    return read_plain(text)
