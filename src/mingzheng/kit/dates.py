"""成文日期 and other dates written in Chinese. Phrases such as 「年底前」 belong to `domains.workplan`."""

import re
from datetime import date

from mingzheng.kit.findings import Finding
from mingzheng.kit.numerals import format_chinese_number, format_digits, parse_chinese_number
from mingzheng.kit.text import normalize_text

_ARABIC = re.compile(r"(\d{4})\s*(?:年|-|/|\.)\s*(\d{1,2})\s*(?:月|-|/|\.)\s*(\d{1,2})\s*日?", re.ASCII)
_CHINESE = re.compile(
    r"([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿]{1,3})日"
)


def parse_date(text: str) -> date:
    """Read 「2026年3月19日」, 「二〇二六年三月十九日」 or 2026-03-19. Raises ValueError with Chinese words."""
    plain = normalize_text(text).strip()
    arabic, chinese = _ARABIC.fullmatch(plain), _CHINESE.fullmatch(plain)
    if arabic:
        parts = [int(part) for part in arabic.groups()]
    elif chinese:
        parts = [parse_chinese_number(part) for part in chinese.groups()]
    else:
        raise ValueError(f"日期无法识别：{text}")
    try:
        return date(*parts)
    except ValueError as error:
        raise ValueError(f"日期不存在：{text}") from error


def format_date(day: date) -> str:
    """Write 「2026年3月19日」, without leading zeros, as a 成文日期 is written.

    Legal basis: 党政机关公文格式 GB/T 9704-2012 7.3.5
    """
    return f"{day.year}年{day.month}月{day.day}日"


def format_date_in_characters(day: date) -> str:
    """Write 「二〇二六年三月十九日」."""
    return f"{format_digits(day.year)}年{format_chinese_number(day.month)}月{format_chinese_number(day.day)}日"


def find_date_problems(text: str) -> tuple[Finding, ...]:
    """Say what is wrong with a 成文日期; nothing when it is right."""
    try:
        day = parse_date(text)
    except ValueError as error:
        return (Finding("not_a_date", str(error), text),)
    expected = format_date(day)
    if text.strip() == expected:
        return ()
    code = "zero_padded" if re.search(r"[年月]0", text) else "date_form"
    return (Finding(code, f"成文日期应写作「{expected}」", text),)
