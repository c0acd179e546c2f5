"""Tell the public side that what the public sees changed. Listeners are called in the transaction of the act.

A listener only queues (`publish_after_commit`); drawing and writing pages is `site`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class SiteVerb(StrEnum):
    """What happened to a page."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class SiteChange:
    """A page that changed: its item, its path, and the numbers of its images and attachments."""

    verb: SiteVerb
    item_id: int
    path: str
    asset_ids: tuple[int, ...] = ()


SiteListener = Callable[[SiteChange], None]
_listeners: list[SiteListener] = []


def on_site_change(listener: SiteListener) -> None:
    """Let a function hear of changes; twice is once."""
    if listener not in _listeners:
        _listeners.append(listener)


def announce(change: SiteChange) -> None:
    """Tell every listener; a listener's error undoes the act."""
    for listener in _listeners:
        listener(change)
