"""Numbers that lead to one person: 公民身份号码, mobile, home telephone, bank card, plate, mailbox, sole trader's code.

A number counts only when its own arithmetic says so (check digit, Luhn with an issuer's prefix) or a label beside it
does. Names and addresses are `people`.

Legal basis: GB 11643-1999; GB 32100-2015; 银行卡发卡行标识代码及卡号 JR/T 0008-2000
"""

import re
from collections.abc import Iterator
from datetime import date

from mingzheng.kit.identifiers import (
    IdentifierError,
    convert_old_resident_id,
    parse_credit_code,
    parse_resident_id,
)
from mingzheng.kit.text import to_half_width

from .model import Item, Kind

_EDGE = r"(?<![0-9A-Za-z.*])"
_STOP = r"(?![0-9A-Za-z*]|\.[0-9])"
_ID = re.compile(
    rf"{_EDGE}[1-9][0-9]{{5}} ?(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) ?[0-9]{{3}}[0-9Xx]{_STOP}"
)
_OLD_ID = re.compile(rf"{_EDGE}[1-9][0-9]{{5}}[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}{_STOP}")
_MOBILE = re.compile(
    rf"{_EDGE}(?:\+?86[- ]?)?1[3-9][0-9](?:[0-9]{{8}}|-[0-9]{{4}}-[0-9]{{4}}| [0-9]{{4}} [0-9]{{4}}){_STOP}"
)
_LANDLINE = re.compile(rf"{_EDGE}\(?0[0-9]{{2,3}}\)?[- ]?[0-9]{{7,8}}{_STOP}")
_CARD = re.compile(rf"{_EDGE}(?:[0-9]{{16,19}}|[0-9]{{4}}(?:[ -]?[0-9]{{4}}){{3}}(?:[ -]?[0-9]{{1,3}})?){_STOP}")
_CODE = re.compile(rf"{_EDGE}[0-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY][0-9]{{6}}[0-9A-HJ-NPQRTUWXY]{{10}}{_STOP}")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•. ]?(?=[A-Z0-9]*[0-9])[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])"
)
_MAILBOX = re.compile(r"(?<![\w.*@-])[A-Za-z0-9][\w.-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}", re.ASCII)
_ID_LABEL = re.compile(r"身份证|身份号码|证件号")
_HOME_LABEL = re.compile(r"家庭电话|住宅电话|宅电|家里电话")
_CARD_LABEL = re.compile(r"卡号|银行卡|社保卡|一卡通|存折|开户|账号|帐号|账户|工资卡")
_CODE_LABEL = re.compile(r"信用代码|订单|流水|编号|许可证|文号|条码|项目代码|登记号")
_COUNTED = re.compile(r"\s*(?:万|亿)?(?:元|人次|人|件|次|平方米|吨|千瓦时|立方米|%)")
_LOOK_BACK = 16
# Every number but a plate holds one of these; most paragraphs hold neither.
_LONG = re.compile(r"[0-9]{6}|[0-9]{4}[ -][0-9]{4}")


def find_numbers(text: str) -> tuple[Item, ...]:
    """Return personal numbers of a text in order. Widths do not matter; already masked numbers are left alone."""
    half = to_half_width(text)
    finders = (_find_ids, _find_cards, _find_codes, _find_mobiles, _find_landlines) if _LONG.search(half) else ()
    found: list[Item] = []
    for finder in (*finders, _find_rest):
        for item in finder(half):
            if all(item.end <= other.start or item.start >= other.end for other in found):
                found.append(item)
    return tuple(sorted(found, key=lambda item: item.start))


def _before(text: str, start: int) -> str:
    return text[max(0, start - _LOOK_BACK) : start]


def _find_ids(text: str) -> Iterator[Item]:
    for match in _ID.finditer(text):
        try:
            parse_resident_id(match[0], today=date.max)
        except IdentifierError as error:
            if _ID_LABEL.search(_before(text, match.start())):
                yield Item(Kind.RESIDENT_ID, *match.span(), sure=0.8, note=error.code)
            continue
        yield Item(Kind.RESIDENT_ID, *match.span(), sure=0.99)
    for match in _OLD_ID.finditer(text):
        if _ID_LABEL.search(_before(text, match.start())) and _is_old_id(match[0]):
            yield Item(Kind.RESIDENT_ID, *match.span(), sure=0.85, note="old_form")


def _is_old_id(digits: str) -> bool:
    try:
        convert_old_resident_id(digits, today=date.max)
    except IdentifierError:
        return False
    return True


def _find_cards(text: str) -> Iterator[Item]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        before = _before(text, match.start())
        if not has_luhn_digit(digits) or _CODE_LABEL.search(before) or _COUNTED.match(text, match.end()):
            continue
        labelled = bool(_CARD_LABEL.search(before))
        if (digits.startswith("62") and len(digits) >= 16) or (labelled and _has_issuer(digits)):
            yield Item(Kind.BANK_CARD, *match.span(), sure=0.95 if labelled else 0.8)


def has_luhn_digit(digits: str) -> bool:
    """Tell whether the last digit is the Luhn check digit of the others.

    Legal basis: JR/T 0008-2000 附录 B
    """
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 2


def _has_issuer(digits: str) -> bool:
    """Tell whether a prefix and length fit an issuer's cards in China: UnionPay, the old 9 series, 4, 5 and 35 of 16."""
    if digits[0] == "6" or digits.startswith(("955", "95")):
        return True
    return len(digits) == 16 and digits.startswith(("4", "5", "35"))


def _find_codes(text: str) -> Iterator[Item]:
    for match in _CODE.finditer(text):
        try:
            code = parse_credit_code(match[0])
        except IdentifierError as error:
            if "信用代码" in _before(text, match.start()):
                yield Item(Kind.CREDIT_CODE, *match.span(), sure=0.8, note=error.code)
            continue
        yield Item(Kind.CREDIT_CODE, *match.span(), note="sole_trader" if code.kind == "92" else "")


def _find_mobiles(text: str) -> Iterator[Item]:
    for match in _MOBILE.finditer(text):
        if not _COUNTED.match(text, match.end()) and not _CODE_LABEL.search(_before(text, match.start())):
            yield Item(Kind.MOBILE, *match.span(), sure=0.9)


def _find_landlines(text: str) -> Iterator[Item]:
    for match in _LANDLINE.finditer(text):
        if _HOME_LABEL.search(_before(text, match.start())):
            yield Item(Kind.LANDLINE, *match.span(), sure=0.9)


def _find_rest(text: str) -> Iterator[Item]:
    for match in _PLATE.finditer(text):
        yield Item(Kind.PLATE, *match.span(), sure=0.7)
    for match in _MAILBOX.finditer(text) if "@" in text else ():
        if not match[0].lower().endswith((".gov.cn", ".edu.cn")):
            yield Item(Kind.MAILBOX, *match.span(), sure=0.6)
