"""Finds what tells of one person: identity, telephone and card numbers, addresses, health, names in a roster.

Used by the checks of group privacy and by `masking`. What is found is said as ranges; judging how bad it is belongs to
the checks, hiding it to `masking`. Numbers of legal persons and office telephones are nobody's private matter.

Legal basis: 个人信息保护法 第四条、第二十八条; 政府信息公开条例 第十五条
"""

from .model import Item, Kind
from .numbers import find_numbers
from .people import find_addresses, find_health, find_labelled_names, is_person_name
from .rosters import ROSTER_KINDS, column_kind, roster_items, roster_names

__all__ = [
    "ROSTER_KINDS",
    "Item",
    "Kind",
    "column_kind",
    "find_addresses",
    "find_health",
    "find_labelled_names",
    "find_numbers",
    "find_personal",
    "is_person_name",
    "roster_items",
    "roster_names",
]


def find_personal(text: str) -> tuple[Item, ...]:
    """Return all that is personal in one paragraph, in order, no two overlapping. Names only beside something else."""
    items = [*find_numbers(text), *find_addresses(text)]
    if any(item.kind is not Kind.CREDIT_CODE for item in items) or find_health(text):
        items += find_labelled_names(text)
    kept: list[Item] = []
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)
