"""Widths and whitespace of Chinese text as it comes out of files and forms.

Judging punctuation or wording belongs to `proofing`; reading a number or a date to `numerals` and `dates`.
"""

import re
import unicodedata

_HALF = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_WIDE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff0f\uff1a-\uff1f\u2018-\u201f"
_SPACES_IN_CHINESE = re.compile(rf"(?<=[{_WIDE}]) +(?=[{_WIDE}])")
_SPACES_BY_NUMBER = re.compile(rf"(?<=[{_WIDE}]) +(?=\d)|(?<=\d) +(?=[{_WIDE}])")
_SPACED_DIGITS = re.compile(r"(?<![\w.])\d(?: \d)+(?![\w.])", re.ASCII)
_RADICAL = re.compile("[\u2e80-\u2fdf\ufe10-\ufe18\ufe31-\ufe44]")
_SUPPLEMENT = dict(
    zip(
        "⺎⺒⺓⺝⺟⺠⺫⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "兀巳幺月母民目肉虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
# What vertical setting prints for punctuation: Unicode blocks U+FE10–FE19 and U+FE30–FE48.
_UPRIGHT = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
        "，、。：；！？〖〗—（）｛｝〔〕【】《》〈〉「」『』",
        strict=True,
    )
)
_RADICALS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | _SUPPLEMENT | _UPRIGHT
)
_OTHER_MARKS = str.maketrans("《》〈〉", "〈〉《》")
_LINE_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")


def strip_invisible(text: str) -> str:
    """Remove zero-width and other format characters, variation selectors and controls except line and page breaks."""
    invisible = {char for char in set(text) if char not in "\n\r\t\f\u0085" and _is_invisible(char)}
    return text.translate(dict.fromkeys(map(ord, invisible))) if invisible else text


def to_half_width(text: str) -> str:
    """Turn full-width digits and Latin letters into half-width ones; Chinese punctuation stays."""
    return text.translate(_HALF) if _FULL.search(text) else text


def plain_han(text: str) -> str:
    """Put characters in the place of radicals and of vertical marks: printing to PDF writes 行 as ⾏, （ set upright as ︵.

    One character stays one character. Source: Unicode blocks U+2E80–2EFF, U+2F00–2FDF and the vertical forms.
    """
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def normalize_spaces(text: str) -> str:
    """Make every kind of space one ASCII space, join runs, trim lines; line breaks become `\\n`."""
    lines = _LINE_BREAKS.sub("\n", text).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def join_chinese(text: str) -> str:
    """Remove spaces inside Chinese text, between Chinese and numbers, and between digits set apart (「2 0 2 6 年」)."""
    text = _SPACES_IN_CHINESE.sub("", text)
    text = _SPACED_DIGITS.sub(lambda match: match[0].replace(" ", ""), text)
    return _SPACES_BY_NUMBER.sub("", text)


def normalize_text(text: str) -> str:
    """Do all of the above, in an order in which doing it again changes nothing."""
    return join_chinese(normalize_spaces(to_half_width(strip_invisible(text))))


def in_book_marks(title: str) -> str:
    """Return a title in book title marks; those it has itself alternate 《〈〉》.

    Source: GB/T 15834-2011 4.15.3 (书名号中还需用书名号时，里面一层用单书名号).
    """
    inner = title.translate(_OTHER_MARKS) if "《" in title else title
    return f"《{inner}》"


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f"
