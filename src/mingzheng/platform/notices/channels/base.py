"""The interface of a way to a person. A program is reached by webhook only; see `webhook`."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Protocol

from mingzheng.platform.notices.letters import Letter


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a message is for and how he can be reached; "" where he cannot."""

    person_id: int
    email: str
    phone: str


class Way(Protocol):
    """A way to a person."""

    name: str
    title: str

    def reaches(self, contact: Contact) -> bool:
        """Say whether the person can be reached this way."""

    def hand_over(
        self, contact: Contact, letter: Letter, *, kind: str, subject_ref: str, at: dt.datetime
    ) -> uuid.UUID | None:
        """Hand the letter over in the caller's transaction; return the outbox's id, None when nothing leaves."""
