"""What each kind of personal information looks like when masked: always as long as before.

`MaskRules` holds what an office may set. Finding is `personal`; files are `files`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mingzheng.proofing.personal import Item, Kind, find_personal


@dataclass(frozen=True, slots=True)
class MaskRules:
    """How much stays readable: leading and trailing characters of an identity number, trailing ones of a card."""

    id_head: int = 3
    id_tail: int = 4
    card_tail: int = 4


DEFAULT_RULES = MaskRules()


def mask_text(text: str, rules: MaskRules = DEFAULT_RULES) -> tuple[str, int]:
    """Return a text of the same length with what is personal masked, and how many ranges were. A line is a paragraph.

    Masking twice changes nothing more.
    """
    parts, count = [], 0
    for line in text.splitlines(keepends=True):
        items = find_personal(line)
        masked = apply_masks(line, items, rules)
        count += sum(masked[item.start : item.end] != line[item.start : item.end] for item in items)
        parts.append(masked)
    return "".join(parts), count


def apply_masks(text: str, items: Iterable[Item], rules: MaskRules = DEFAULT_RULES) -> str:
    """Return a text with the ranges of `items` masked."""
    chars = list(text)
    for item in items:
        chars[item.start : item.end] = mask_item(item.kind, text[item.start : item.end], rules)
    return "".join(chars)


def mask_item(kind: Kind, shown: str, rules: MaskRules = DEFAULT_RULES) -> str:
    """Return the mask of one value, of the same length; separators stay.

    Legal basis: 个人信息保护法 第五十一条; 国办发〔2018〕118号
    """
    if kind is Kind.CREDIT_CODE:
        return shown
    if kind is Kind.MAILBOX:
        local = shown.index("@")
        return shown[0] + "*" * max(local - 1, 1) + shown[max(local, 2) :] if local > 1 else shown
    if kind is Kind.NAME:
        return _mask_name(shown)
    if kind is Kind.ADDRESS:
        return "*" * len(shown)
    head, tail = {
        Kind.RESIDENT_ID: (rules.id_head, rules.id_tail),
        Kind.MOBILE: (3, 4),
        Kind.BANK_CARD: (0, rules.card_tail),
        Kind.PLATE: (2, 2),
    }.get(kind, (0, 0))
    if kind is Kind.LANDLINE:
        head, tail = sum(char.isalnum() for char in shown) - 5, 0
    elif kind is Kind.MOBILE:
        head += sum(char.isalnum() for char in shown) - 11
    return _keep_ends(shown, head, tail)


def _keep_ends(shown: str, head: int, tail: int) -> str:
    """Star letters and digits except the first `head` and the last `tail`; what separates them stays."""
    places = [place for place, char in enumerate(shown) if char.isalnum()]
    hidden = set(places[head : len(places) - tail])
    return "".join("*" if place in hidden else char for place, char in enumerate(shown))


def _mask_name(shown: str) -> str:
    """李明 → 李*, 张小三 → 张*三, 欧阳小明 → 欧**明; spaces between characters stay."""
    places = [place for place, char in enumerate(shown) if not char.isspace() and char != "·"]
    hidden = set(places[1:] if len(places) <= 2 else places[1:-1])
    return "".join("*" if place in hidden else char for place, char in enumerate(shown))
