"""The tables of publishing, by noun."""

from mingzheng.domains.publishing.models.columns import Column, ColumnStep
from mingzheng.domains.publishing.models.items import Item, ItemRelation, Signature
from mingzheng.domains.publishing.models.publications import (
    Alarm,
    Correction,
    Publication,
    SealOpening,
    Takedown,
    Withdrawal,
)

__all__ = [
    "Alarm",
    "Column",
    "ColumnStep",
    "Correction",
    "Item",
    "ItemRelation",
    "Publication",
    "SealOpening",
    "Signature",
    "Takedown",
    "Withdrawal",
]
