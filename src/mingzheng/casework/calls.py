"""One call at the door, as it came."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mingzheng.casework.models import SignOffRequest
from mingzheng.platform.access.public import Actor


@dataclass(frozen=True, slots=True)
class Call:
    """Who, when it happened, when it was typed, what was given."""

    actor: Actor
    occurred_on: date
    recorded_at: datetime
    data: Mapping[str, Any]
    key: str
    evidence: tuple[int, ...] = ()
    record_for: tuple[int, str] | None = None
    signed: SignOffRequest | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    resumed_on: date | None = None
