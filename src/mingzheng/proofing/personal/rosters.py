"""Tables that list persons: which column holds names, and which hold what must not stand beside a name.

Reading tables is `documents`; the finding is `checks.privacy.rosters`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from mingzheng.kit.text import to_half_width

from .model import Item, Kind
from .people import find_private_part, is_person_name

T = TypeVar("T")

_HEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.NAME, re.compile(r"(?:.{0,4})?姓名|户主|当事人|申请人|救助对象|被处罚人")),
    (Kind.RESIDENT_ID, re.compile(r".*身份证.*|公民身份号码|证件号码?")),
    (Kind.MOBILE, re.compile(r"(?:本人|个人)?(?:手机|移动电话|手机号码?)")),
    (Kind.BANK_CARD, re.compile(r".*(?:银行卡号?|卡号|一卡通账?号|银行账[号户])")),
    (Kind.ADDRESS, re.compile(r"(?:家庭|详细|居住|户籍)(?:住址|地址)|住址")),
    (
        Kind.HEALTH,
        re.compile(r"病情|病种|疾病(?:名称)?|诊断(?:结果)?|残疾(?:类别|等级|证号)|致贫原因|低保原因|救助原因"),
    ),
)
_DIGITS = {
    Kind.RESIDENT_ID: re.compile(r"[0-9]{14}(?:[0-9]{3})?[0-9Xx]"),
    Kind.BANK_CARD: re.compile(r"[0-9]{4}(?:[ -]?[0-9]){8,15}"),
    Kind.MOBILE: re.compile(r"1[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{4}"),
}
ROSTER_KINDS = frozenset({Kind.RESIDENT_ID, Kind.MOBILE, Kind.BANK_CARD, Kind.ADDRESS, Kind.HEALTH})


def column_kind(head: str) -> Kind | None:
    """Return what a column holds by its heading, or None when nothing personal."""
    plain = re.sub(r"\s", "", head)
    return next((kind for kind, pattern in _HEADS if pattern.fullmatch(plain)), None)


def roster_names(table: Sequence[Sequence[T]], *, key: Callable[[T], str]) -> Iterator[T]:
    """Yield the name cells of a table that lists persons with what must not stand beside a name; `key` reads a cell."""
    for number, row in enumerate(table):
        kinds = [column_kind(key(cell)) for cell in row]
        if Kind.NAME not in kinds or not ROSTER_KINDS & set(kinds):
            continue
        column = kinds.index(Kind.NAME)
        for below in table[number + 1 :]:
            if column < len(below) and is_person_name(key(below[column])):
                yield below[column]
        return


def roster_items(table: Sequence[Sequence[T]], *, key: Callable[[T], str]) -> Iterator[tuple[T, Item]]:
    """Yield what the columns of such a table say is personal: names, addresses, numbers of whatever check digit."""
    for number, row in enumerate(table):
        kinds = [column_kind(key(cell)) for cell in row]
        if Kind.NAME not in kinds or not ROSTER_KINDS & set(kinds):
            continue
        for below in table[number + 1 :]:
            for kind, cell in zip(kinds, below, strict=False):
                item = _read_cell(key(cell), kind) if kind else None
                if item is not None:
                    yield cell, item
        return


def _read_cell(text: str, kind: Kind) -> Item | None:
    words = text.strip()
    start = len(text) - len(text.lstrip())
    end = start + len(words)
    if kind is Kind.NAME:
        return Item(kind, start, end) if is_person_name(words) else None
    if kind is Kind.ADDRESS:
        kept = find_private_part(words)
        return Item(kind, start + kept, end) if kept is not None else None
    digits = _DIGITS.get(kind)
    return Item(kind, start, end) if digits and digits.fullmatch(to_half_width(words)) else None
