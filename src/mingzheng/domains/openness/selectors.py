"""Reads: what was published under entries, and the gap report. Entries are open to all who work here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mingzheng.catalogues.public import Catalogue, entries_for
from mingzheng.domains.openness.models import PublishedLink
from mingzheng.domains.openness.ports import list_gone
from mingzheng.domains.openness.rules import Gap, find_gap
from mingzheng.platform.access.public import Actor
from mingzheng.platform.parameters.public import get_value


@dataclass(frozen=True, slots=True)
class GapRow:
    """An entry that is not in place."""

    version: Any
    gap: Gap
    newest: date | None


def live_links() -> QuerySet[PublishedLink]:
    """Return the links nobody took off, newest publication first."""
    return PublishedLink.objects.filter(removed_at__isnull=True).order_by("-published_on", "-id")


def links_of(entry_id: int) -> list[PublishedLink]:
    """Return the links of an entry; each says in `is_gone` whether the public can no longer read it."""
    found = list(live_links().filter(entry_id=entry_id))
    gone = list_gone([link.item_ref for link in found])
    for link in found:
        link.is_gone = bool(link.item_ref) and link.item_ref in gone  # type: ignore[attr-defined]
    return found


def links_by_entry(entry_ids: Iterable[int], most: int = 3) -> dict[int, list[PublishedLink]]:
    """Return the newest links of each entry that lead to something still readable: one query and one question."""
    rows = list(live_links().filter(entry_id__in=list(entry_ids)))
    gone = list_gone([link.item_ref for link in rows])
    found: dict[int, list[PublishedLink]] = {}
    for link in rows:
        if link.item_ref not in gone and len(found.setdefault(link.entry_id, [])) < most:
            found[link.entry_id].append(link)
    return found


def newest_by_entry(entry_ids: Iterable[int]) -> dict[int, date]:
    """Return the newest day something still readable was published under each entry: one query and one question."""
    rows = list(live_links().filter(entry_id__in=list(entry_ids)).values_list("entry_id", "item_ref", "published_on"))
    gone = list_gone([ref for _, ref, _ in rows])
    newest: dict[int, date] = {}
    for entry_id, ref, day in rows:
        if ref not in gone and day > newest.get(entry_id, date.min):
            newest[entry_id] = day
    return newest


def gaps_for(actor: Actor, catalogue: Catalogue, on: date, *, units: Sequence[int] = ()) -> list[GapRow]:
    """Return the entries in force that are not in place on a day, by unit and number. Two queries whatever the size."""
    rows = entries_for(actor, catalogue, on).order_by("unit_id", "entry__number")
    versions = list(rows.filter(unit_id__in=units) if units else rows)
    newest, grace = newest_by_entry([version.entry_id for version in versions]), int(get_value("openness.grace_days"))
    found = []
    for version in versions:
        if getattr(version, "mode", "active") != "active":
            continue
        gap = find_gap(version.timing, newest.get(version.entry_id), on, grace=grace)
        if gap is not None:
            found.append(GapRow(version, gap, newest.get(version.entry_id)))
    return found
