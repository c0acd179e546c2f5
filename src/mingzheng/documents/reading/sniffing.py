"""Tells what a file really is from its first bytes and its inner names, not from its extension.

Opening and checking archives is `archives`; reading is done by one module per format.
"""

import io
import zipfile
from pathlib import PurePath

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

REAL_NAMES = {
    "docx": "Word 文档（docx）",
    "xlsx": "Excel 工作簿（xlsx）",
    "pdf": "PDF 文档",
    "html": "网页（html）",
    "text": "纯文本",
    "ole": "旧版 Office 或 WPS 文件",
    "pptx": "演示文稿（pptx）",
    "odf": "OpenDocument 文件",
    "ofd": "版式文档（ofd）",
    "zip": "压缩包（zip）",
    "rtf": "RTF 文档",
    "image": "图片",
    "archive": "压缩包",
    "program": "可执行程序",
    "xml": "XML 文件",
}

_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)

EXPECTED: dict[str, frozenset[str]] = {
    ".docx": frozenset({"docx"}),
    ".xlsx": frozenset({"xlsx"}),
    ".docm": frozenset({"docx"}),
    ".xlsm": frozenset({"xlsx"}),
    ".pdf": frozenset({"pdf"}),
    ".html": frozenset({"html", "text"}),
    ".htm": frozenset({"html", "text"}),
    ".md": frozenset({"text", "html"}),
    ".markdown": frozenset({"text", "html"}),
    ".txt": frozenset({"text", "html"}),
    ".doc": frozenset({"ole", "rtf"}),
    ".wps": frozenset({"ole"}),
    ".xls": frozenset({"ole"}),
    ".et": frozenset({"ole"}),
    ".rtf": frozenset({"rtf"}),
}

SUFFIXES = {
    "docx": ".docx",
    "xlsx": ".xlsx",
    "pdf": ".pdf",
    "html": ".html",
    "text": ".txt",
    "ole": ".doc",
    "rtf": ".rtf",
}


def get_suffix(filename: str) -> str:
    """Return the extension in lower case with its dot, or an empty string."""
    return PurePath(filename).suffix.lower()


def sniff_format(data: bytes) -> str:
    """Return one of the keys of `REAL_NAMES` for the content `data`, or "broken" for an archive without its directory."""
    if data.startswith(b"PK"):
        return _sniff_zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(OLE_MAGIC):
        return "ole"
    for magic, name in _MAGICS:
        if data.startswith(magic):
            return name
    return _sniff_text(data)


def _sniff_zip(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError, EOFError):
        return "broken"
    if any(n.startswith("word/") for n in names):
        return "docx"
    if any(n.startswith("xl/") for n in names):
        return "xlsx"
    if any(n.startswith("ppt/") for n in names):
        return "pptx"
    if "OFD.xml" in names:
        return "ofd"
    return "odf" if "mimetype" in names else "zip"


def _sniff_text(data: bytes) -> str:
    head = data[:4096].lower()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[:4096].decode("utf-16", errors="ignore").lower().encode()
    if any(tag in head for tag in (b"<html", b"<!doctype html", b"<body", b"<head")):
        return "html"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return "xml"
    return "text"
