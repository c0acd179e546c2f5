"""The publishing room as this room knows it: a door bound in `config.wiring`."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from mingzheng.platform.access.public import Actor


@dataclass(frozen=True, slots=True)
class Release:
    """What is handed over: title, text as HTML, the organ, the day it was signed."""

    title: str
    html: str
    organ: str
    signed_on: date


class Publisher(Protocol):
    """Takes a report into the review procedure of publishing, and says whether it is out."""

    def take(self, release: Release, *, actor: Actor, key: str) -> str:
        """Open an item and return its number. Raises what the person must read."""
        ...

    def address_of(self, item_number: str) -> str:
        """Return the public address of an item, "" while it is not out."""
        ...


class _Nobody:
    """Where no publishing room is installed nothing is taken over."""

    def take(self, release: Release, *, actor: Actor, key: str) -> str:
        """Refuse nothing and keep nothing."""
        return ""

    def address_of(self, item_number: str) -> str:
        """Know no address."""
        return ""


_publisher: Publisher = _Nobody()


def bind_publisher(publisher: Publisher) -> None:
    """Say who publishes. Called once, from the table of wiring."""
    global _publisher
    _publisher = publisher


def publisher() -> Publisher:
    """Return who publishes."""
    return _publisher
