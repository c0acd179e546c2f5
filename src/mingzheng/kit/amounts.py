"""Amounts of money: reading at most two decimals, writing in figures and in capitals (大写)."""

import re
from decimal import Decimal

from mingzheng.kit.text import normalize_text

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿")
LARGEST = Decimal("9999999999999999.99")
_AMOUNT = re.compile(r"(?:¥|￥|人民币)?\s*(\d+|\d{1,3}(?:,\d{3})+)(\.\d{1,2})?\s*元?", re.ASCII)


def parse_amount(text: str) -> Decimal:
    """Read 「1,234.50元」, 「￥1234.5」 or 1234. Raises ValueError for more than two decimals or anything else."""
    match = _AMOUNT.fullmatch(normalize_text(text).replace("，", ",").strip())
    if not match:
        raise ValueError("金额应为数字，最多两位小数")
    amount = Decimal(match[1].replace(",", "") + (match[2] or "")).quantize(Decimal("0.01"))
    if amount > LARGEST:
        raise ValueError("金额超出范围")
    return amount


def format_amount(amount: Decimal) -> str:
    """Write 「1,234.50」. Raises ValueError for more than two decimals or out of range."""
    return f"{_checked(amount):,.2f}"


def format_amount_in_capitals(amount: Decimal) -> str:
    """Write 「壹仟贰佰叁拾肆元伍角整」. Raises ValueError for more than two decimals or out of range.

    Legal basis: 会计基础工作规范 第五十二条; 票据法 第八条
    """
    cents = int(_checked(amount) * 100)
    yuan, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    words = f"{_write_integer(yuan)}元" if yuan else ""
    if not rest:
        return f"{words or '零元'}整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    return f"{words}{_DIGITS[fen]}分" if fen else f"{words}整"


def _checked(amount: Decimal) -> Decimal:
    if not amount.is_finite() or not 0 <= amount <= LARGEST or amount != amount.quantize(Decimal("0.01")):
        raise ValueError("金额应在0至九千九百九十九万亿元之间，最多两位小数")
    return amount


def _write_integer(number: int) -> str:
    """Write a positive whole number, four digits a section, one 零 for every gap."""
    words, gap = "", False
    for index in range(len(_SECTIONS) - 1, -1, -1):
        section = number // 10 ** (4 * index) % 10**4
        if not section:
            gap = bool(words)
            continue
        zero = "零" if words and (gap or section < 1000) else ""
        words += zero + _write_section(section) + _section_unit(index, number)
        gap = False
    return words


def _section_unit(index: int, number: int) -> str:
    """Name a section; before a written 亿 section the one above it is only 万."""
    if index == 3 and number // 10**8 % 10**4:
        return "万"
    return _SECTIONS[index]


def _write_section(section: int) -> str:
    words, gap = "", False
    for index in range(3, -1, -1):
        digit = section // 10**index % 10
        if not digit:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + _UNITS[index]
        gap = False
    return words
