"""What kinds of file are taken, and what a file really is: container names first, then its first bytes.

Limits of containers are `containers`; reading text is `documents.reading`.
"""

from dataclasses import dataclass

import puremagic

from mingzheng.platform.files.errors import Rejected
from mingzheng.platform.files.names import extension_of


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind: its family (how it is checked), media type, and whether a browser may show it in place."""

    family: str
    media_type: str
    preview: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, FileKind] = {
    "docx": FileKind("docx", _OFFICE + "wordprocessingml.document"),
    "xlsx": FileKind("xlsx", _OFFICE + "spreadsheetml.sheet"),
    "pptx": FileKind("pptx", _OFFICE + "presentationml.presentation"),
    "pdf": FileKind("pdf", "application/pdf", preview=True),
    "ofd": FileKind("ofd", "application/ofd"),
    "doc": FileKind("ole", "application/msword"),
    "wps": FileKind("ole", "application/vnd.ms-works"),
    "xls": FileKind("ole", "application/vnd.ms-excel"),
    "et": FileKind("ole", "application/vnd.ms-excel"),
    "txt": FileKind("text", "text/plain"),
    "md": FileKind("text", "text/markdown"),
    "csv": FileKind("text", "text/csv"),
    "html": FileKind("text", "text/html"),
    "htm": FileKind("text", "text/html"),
    "png": FileKind("png", "image/png", preview=True),
    "jpg": FileKind("jpeg", "image/jpeg", preview=True),
    "jpeg": FileKind("jpeg", "image/jpeg", preview=True),
    "gif": FileKind("gif", "image/gif", preview=True),
    "bmp": FileKind("bmp", "image/bmp"),
    "tif": FileKind("tiff", "image/tiff"),
    "tiff": FileKind("tiff", "image/tiff"),
    "webp": FileKind("webp", "image/webp", preview=True),
    "zip": FileKind("zip", "application/zip"),
}
MACRO_EXTENSIONS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppsm"})
IMAGES = frozenset({"png", "jpeg", "gif", "bmp", "tiff", "webp"})

_LABELS = {
    "docx": "Word 文档", "xlsx": "Excel 工作簿", "pptx": "演示文稿", "pdf": "PDF 文档", "ofd": "OFD 版式文档",
    "ole": "旧版 Office 或 WPS 文件", "text": "文本", "zip": "压缩包", "program": "可执行程序", "unknown": "无法识别的文件",
}  # fmt: skip
_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
)


def sniff_family(data: bytes, *, entry_names: frozenset[str] | None) -> str:
    """Return the family the content belongs to; `entry_names` are the names in the container when it is a zip."""
    if entry_names is not None:
        return _container_family(entry_names)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:2] == b"BM" and int.from_bytes(data[2:6], "little") in range(26, len(data) + 1024):
        return "bmp"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    for first, family in _FIRST_BYTES:
        if data.startswith(first):
            return family
    return _text_or_unknown(data)


def _container_family(names: frozenset[str]) -> str:
    if "[Content_Types].xml" in names:
        for folder, family in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return family
    return "ofd" if "OFD.xml" in names else "zip"


def _text_or_unknown(data: bytes) -> str:
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    if b"\x00" in head:
        return "unknown"
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return "text"
    binary = [match for match in matches if match.confidence >= 0.8 and not match.mime_type.startswith("text/")]
    text_like = ("xml", "json", "script", "rtf", "html", "csv")
    return "unknown" if binary and not any(word in binary[0].mime_type for word in text_like) else "text"


# The envelope office software puts around a docx or xlsx with a password is an old container with this stream in it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def identify(name: str, data: bytes, *, entry_names: frozenset[str] | None) -> FileKind:
    """Return the kind of a file whose name and content agree.

    Raises Rejected: not_allowed, macros, encrypted, misnamed, truncated.
    """
    extension = extension_of(name)
    if extension in MACRO_EXTENSIONS:
        raise Rejected("macros")
    kind = KINDS.get(extension)
    if kind is None:
        raise Rejected("not_allowed", detail=f".{extension[:10]}" if extension else "没有扩展名")
    family = sniff_family(data, entry_names=entry_names)
    if family == kind.family:
        return kind
    if family == "ole" and _ENCRYPTED in data:
        raise Rejected("encrypted")
    if family in {"text", "unknown"} and kind.family != "text":
        raise Rejected("truncated")
    raise Rejected("misnamed", detail=_LABELS.get(family, "图片"))
