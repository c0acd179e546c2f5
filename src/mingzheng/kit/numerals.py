"""Chinese numbers and the ordinals of official documents: 一、（一）1.（1）①.

Money in capitals belongs to `amounts`; what a heading means belongs to `documents`.
"""

import re
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_VALUES = {**{char: value for value, char in enumerate(_DIGITS)}, "〇": 0, "○": 0, "Ｏ": 0, "两": 2, "廿": 20}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
LARGEST = 10**12 - 1
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" + "".join(map(chr, (*range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
_NUMBER = "[零〇一二三四五六七八九十百]+"
_ORDINALS = (
    (1, re.compile(rf"\s*({_NUMBER})\s*[、，.．]\s*")),
    (2, re.compile(rf"\s*[（(]\s*({_NUMBER})\s*[)）]\s*[、.．]?\s*")),
    (3, re.compile(r"\s*([0-9０-９]{1,3})\s*(?:[.．](?![0-9０-９])|、)\s*")),
    (4, re.compile(r"\s*[（(]\s*([0-9０-９]{1,3})\s*[)）]\s*[、.．]?\s*")),
    (5, re.compile(rf"\s*([{_CIRCLED}])\s*")),
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The number before a heading or item; `level` 1 一、 2 （一） 3 1. 4 （1） 5 ①.

    Legal basis: 党政机关公文格式 GB/T 9704-2012 7.3.3 (levels 1 to 4)
    """

    level: int
    number: int


def parse_chinese_number(text: str) -> int:
    """Read 「二百零三」, 「十五」, 「二〇二六」, 「三亿零五万」 or arabic digits. Raises ValueError."""
    if re.fullmatch(r"[0-9０-９]{1,12}", text):
        return int(text)
    if not text or not set(text) <= {*_VALUES, *_UNITS, *_LARGE}:
        raise ValueError(f"不是中文数字：{text}")
    if not set(text) & {*_UNITS, *_LARGE, "廿"}:
        return _read_digit_by_digit(text)
    number = _read_with_units(text)
    if _plain(text) not in _spellings(number):
        raise ValueError(f"中文数字写法有误：{text}")
    return number


def format_chinese_number(number: int) -> str:
    """Write 0 … 999999999999 as 「二百零三」; 10 to 19 are 「十」 … 「十九」. Raises ValueError outside."""
    if not 0 <= number <= LARGEST:
        raise ValueError("超出可书写的范围")
    words = _write_section(number)
    return words[1:] if words.startswith("一十") else words


def format_digits(number: int) -> str:
    """Write digit by digit, 2026 as 「二〇二六」. Raises ValueError for a negative number."""
    if number < 0:
        raise ValueError("不能为负数")
    return "".join(_DIGITS[int(digit)] for digit in str(number)).replace("零", "〇")


def parse_ordinal(text: str) -> tuple[Ordinal, str] | None:
    """Split the ordinal off the head of a line and return it with the rest, or None if there is none.

    Half-width brackets, full-width digits and 「1、」 are read as well.
    """
    for level, pattern in _ORDINALS:
        match = pattern.match(text)
        if match:
            number = _read_ordinal_number(level, match[1])
            if number:
                return Ordinal(level, number), text[match.end() :]
    return None


def format_ordinal(ordinal: Ordinal) -> str:
    """Write an ordinal in the standard form of its level. Raises ValueError for what has no such form."""
    number = ordinal.number
    if number < 1 or (ordinal.level == 5 and number > len(_CIRCLED)) or number > 999:
        raise ValueError("该层级没有这个序号")
    forms = {
        1: lambda: f"{format_chinese_number(number)}、",
        2: lambda: f"（{format_chinese_number(number)}）",
        3: lambda: f"{number}.",
        4: lambda: f"（{number}）",
        5: lambda: _CIRCLED[number - 1],
    }
    if ordinal.level not in forms:
        raise ValueError("层级应为1至5")
    return forms[ordinal.level]()


def _read_ordinal_number(level: int, text: str) -> int | None:
    if level == 5:
        return _CIRCLED.index(text) + 1
    try:
        return parse_chinese_number(text)
    except ValueError:
        return None


def _read_digit_by_digit(text: str) -> int:
    return int("".join(str(_VALUES[char]) for char in text))


def _read_with_units(text: str) -> int:
    total = section = digit = 0
    for char in text:
        if char in _LARGE:
            total = (
                (total + section + digit) * _LARGE[char] if char == "亿" else total + (section + digit) * _LARGE[char]
            )
            section = digit = 0
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit += _VALUES[char]
    return total + section + digit


def _write_section(number: int) -> str:
    """Write a number with its units, a 零 for every gap."""
    for value, unit in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= value:
            head, rest = divmod(number, value)
            gap = "零" if 0 < rest < value // 10 else ""
            return _write_section(head) + unit + (gap + _write_section(rest) if rest else "")
    return _DIGITS[number]


def _plain(text: str) -> str:
    """Return one spelling for what may be written in several ways."""
    for odd, usual in (("廿", "二十"), ("两", "二"), ("〇", "零"), ("○", "零")):
        text = text.replace(odd, usual)
    return text


def _spellings(number: int) -> set[str]:
    """Return the accepted spellings: with and without 一 before a leading 十."""
    return {_write_section(number), format_chinese_number(number)}
