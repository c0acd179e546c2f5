"""Shapes of what the finders return. Which checks they become is `checks.privacy`; their masks are `masking`."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of personal information a range holds."""

    RESIDENT_ID = "resident_id"
    MOBILE = "mobile"
    LANDLINE = "landline"
    BANK_CARD = "bank_card"
    CREDIT_CODE = "credit_code"
    PLATE = "plate"
    MAILBOX = "mailbox"
    ADDRESS = "address"
    NAME = "name"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Item:
    """One range of a text. `sure` from 0 to 1; `note` tells apart cases of one kind (old form, wrong check digit)."""

    kind: Kind
    start: int
    end: int
    sure: float = 0.95
    note: str = ""
