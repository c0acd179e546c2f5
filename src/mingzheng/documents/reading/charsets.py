"""Finds the character set of text that does not say it, among those Chinese offices use, and decodes it.

Nothing is decoded with replacement signs: text that fits no set is refused.
"""

import codecs
import re

from .errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STATED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)|^<\?xml[^>]*encoding=["']([A-Za-z0-9_-]+)""")
_COMMON = re.compile(r"[的一是在有和为工作要各单位政府部门落实]")


def decode_text(data: bytes, *, filename: str, stated: bool = False) -> str:
    """Decode `data` or raise `UnreadableDocument`; `stated` lets an HTML or XML declaration speak first."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_or_refuse(data, name, filename)
    candidates = [*(_stated_charsets(data) if stated else ()), "utf-8"]
    for name in candidates:
        text = _decode(data, name)
        if text is not None:
            return _refuse_binary(text, filename)
    guessed = [t for t in (_decode(data, n) for n in _without_mark(data)) if t is not None]
    if not guessed:
        raise UnreadableDocument("encoding", filename=filename)
    return _refuse_binary(max(guessed, key=_plausibility), filename)


def _without_mark(data: bytes) -> tuple[str, ...]:
    zeros_even, zeros_odd = data[::2].count(0), data[1::2].count(0)
    utf16 = ("utf-16-le", "utf-16-be") if zeros_even or zeros_odd else ()
    return ("gb18030", *utf16, "big5")


def _stated_charsets(data: bytes) -> list[str]:
    found = _STATED.search(data[:2048])
    if not found:
        return []
    name = (found[1] or found[2]).decode("ascii").lower()
    return ["gb18030" if name in {"gb2312", "gbk", "gb_2312-80"} else name]


def _decode(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _decode_or_refuse(data: bytes, name: str, filename: str) -> str:
    text = _decode(data, name)
    if text is None:
        raise UnreadableDocument("encoding", filename=filename)
    return _refuse_binary(text.lstrip("\ufeff"), filename)


def _plausibility(text: str) -> float:
    sample = text[:20_000]
    controls = sum(1 for ch in sample if ord(ch) < 32 and ch not in "\r\n\t\f")
    return (len(_COMMON.findall(sample)) - 10 * controls) / (len(sample) + 1)


def _refuse_binary(text: str, filename: str) -> str:
    sample = text[:20_000]
    controls = sum(1 for ch in sample if (ord(ch) < 32 and ch not in "\r\n\t\f\x0b") or ch == "\ufffd")
    if controls > max(4, len(sample) // 100):
        raise UnreadableDocument("encoding", filename=filename)
    return text.replace("\x00", "")
