"""Joins lines that were broken only because the page was full; keeps the breaks somebody meant.

What a number or a label at the start of a line means is decided by the rooms that read the document.
"""

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

STARTS_NEW = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百]+[、．.章节条]|[（(][一二三四五六七八九十百\d]+[）)]|\d{1,3}\s*[.．、](?!\d)|\d{1,2}(?:\.\d{1,2}){1,2}\s+[\u4e00-\u9fff]|[①-⑳]|[-*•●■◆]\s"
    r"|附件?\s*\d*\s*[:：]|附件|抄[报送]|公开方式|[^\s，。；：]{2,8}(?:单位|部门|科室|时限|期限|时间|领导)[:：]"
    r"|[（(](?:牵头|责任|主办|完成|此件)|\d{4}年\d{1,2}月\d{1,2}日\s*(?:印发)?$)"
)
_ENDS = re.compile(r"[。！？；：!?:;…]\s*[”’」』）)]?\s*$")


def text_width(text: str) -> int:
    """Return the printed width in half characters; quotation marks are wide in Chinese print."""
    return sum(2 if east_asian_width(ch) in "WFA" else 1 for ch in text)


def join_wrapped(lines: Sequence[str]) -> list[str]:
    """Return paragraphs of `lines`; an empty line always ends one."""
    stripped = [line.strip() for line in lines]
    full = _full_width([line.rstrip() for line in lines])
    paragraphs: list[str] = []
    open_line = ""  # with its indent, which takes room in the line
    for raw, line in zip(lines, stripped, strict=True):
        starts = not line or STARTS_NEW.match(line) or raw.startswith(("\u3000", "    "))
        if paragraphs and open_line and not starts and _is_wrapped(open_line, full):
            paragraphs[-1] = _join(paragraphs[-1], line)
        elif line:
            paragraphs.append(line)
        open_line = raw.rstrip()
    return paragraphs


def _full_width(lines: Sequence[str]) -> int:
    """Return the width at which this text is broken: several lines reach it and none goes beyond; 0 when none is broken."""
    widths = [text_width(line) for line in lines if line]
    full = max(widths, default=0)
    reaching = sum(1 for w in widths if w >= full - 4)
    return full if reaching >= max(3, len(widths) * 0.15) and 40 <= full <= 160 else 0


def _is_wrapped(line: str, full: int) -> bool:
    width = text_width(line)
    return bool(full) and width >= full - 4 and not (_ENDS.search(line) and width < full - 2)


def _join(left: str, right: str) -> str:
    spaced = left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalnum()
    return f"{left} {right}" if spaced else left + right
