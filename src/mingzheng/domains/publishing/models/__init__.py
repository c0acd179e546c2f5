"""The tables of publishing, by noun."""

from mingzheng.domains.publishing.models.books import (
    MediaAccount,
    MediaPost,
    NoticeBoard,
    OpennessArea,
    Posting,
    PublicBody,
    SubsidyPayment,
)
from mingzheng.domains.publishing.models.columns import Column, ColumnStep
from mingzheng.domains.publishing.models.exchange import Migration, Reconciliation
from mingzheng.domains.publishing.models.items import (
    Alignment,
    FormerFile,
    Item,
    ItemRelation,
    LibraryRelation,
    Objection,
    Signature,
)
from mingzheng.domains.publishing.models.publications import (
    Alarm,
    Correction,
    Publication,
    SealOpening,
    Takedown,
    Withdrawal,
)
from mingzheng.domains.publishing.models.sites import UnitSite

__all__ = [
    "Alarm",
    "Alignment",
    "Column",
    "ColumnStep",
    "Correction",
    "FormerFile",
    "Item",
    "ItemRelation",
    "LibraryRelation",
    "MediaAccount",
    "MediaPost",
    "Migration",
    "NoticeBoard",
    "Objection",
    "OpennessArea",
    "Posting",
    "PublicBody",
    "Publication",
    "Reconciliation",
    "SealOpening",
    "Signature",
    "SubsidyPayment",
    "Takedown",
    "UnitSite",
    "Withdrawal",
]
