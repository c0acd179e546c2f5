"""Reads of entries: what was in force on a day, versions, counts, open proposals. In force is open to all who work here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from mingzheng.casework.public import Case, CaseNotFound, cases_for
from mingzheng.catalogues.declaration import Catalogue
from mingzheng.catalogues.models import Change, ChangeLine, Entry
from mingzheng.catalogues.registry import list_catalogues
from mingzheng.catalogues.rules import works_here
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import FileState, StoredFile


class EntryNotFound(CaseNotFound):
    """No such entry, or none this person may know of."""

    code = "entry_not_found"

    def __init__(self) -> None:
        super().__init__("目录中没有这一条，或您无权查看。")


def versions_of(catalogue: Catalogue) -> QuerySet[Any]:
    """Return every version of every entry, for programs. Screens and endpoints ask what is `…_for`."""
    found: QuerySet[Any] = catalogue.model._default_manager.select_related("entry", "unit")
    return found


def in_force(catalogue: Catalogue, on: date) -> QuerySet[Any]:
    """Return the versions in force on a day: at most one of each entry."""
    return versions_of(catalogue).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


def entries_for(actor: Actor, catalogue: Catalogue, on: date) -> QuerySet[Any]:
    """Return what was in force on a day, by number."""
    rows = in_force(catalogue, on).order_by("entry__number")
    return rows if works_here(actor) else rows.none()


def get_entry_for(actor: Actor, catalogue: Catalogue, entry_id: int) -> list[Any]:
    """Return the versions of one entry, newest first. Raises EntryNotFound, whether it exists or not."""
    rows = versions_of(catalogue).select_related("case", "ended_by").filter(entry_id=entry_id).order_by("-number")
    found = list(rows) if works_here(actor) else []
    if not found:
        raise EntryNotFound
    return found


def find_in_force(versions: list[Any], on: date) -> Any | None:
    """Return the version of an entry in force on a day, or None."""
    for version in versions:
        if version.valid_from <= on and (version.valid_to is None or version.valid_to > on):
            return version
    return None


def count_by_class(catalogue: Catalogue, on: date) -> dict[str, int]:
    """Return how many entries of each class were in force on a day; they sum to the whole. One query."""
    rows = in_force(catalogue, on).select_related(None).order_by().values_list("class_code").annotate(n=Count("pk"))
    found = dict(rows)
    return {**{code: found.pop(code, 0) for code, _ in catalogue.classes}, **found}


def count_catalogues_for(actor: Actor, on: date) -> Mapping[str, int]:
    """Return how many entries of each catalogue are in force."""
    return {item.code: entries_for(actor, item, on).count() for item in list_catalogues()}


def open_lines(catalogue: Catalogue) -> QuerySet[ChangeLine]:
    """Return the lines of proposals that are not decided yet."""
    return ChangeLine.objects.filter(catalogue=catalogue.code, is_open=True)


def changes_for(actor: Actor, catalogue: Catalogue) -> QuerySet[Case]:
    """Return the proposals for a catalogue somebody may read, newest first."""
    return cases_for(actor).filter(catalogues_change__catalogue=catalogue.code).order_by("-opened_on", "-id")


def suggest_number(catalogue: Catalogue) -> str:
    """Return the next number that nobody has used, by the catalogue's prefix."""
    prefix = catalogue.number_prefix
    used = Entry.objects.filter(catalogue=catalogue.code, number__startswith=prefix).values_list("number", flat=True)
    asked = open_lines(catalogue).filter(number__startswith=prefix).values_list("number", flat=True)
    tails = [number[len(prefix) :] for number in (*used, *asked)]
    highest = max((int(tail) for tail in tails if tail.isdecimal() and len(tail) < 9), default=0)
    return f"{prefix}{highest + 1:03d}"


def list_days_of_change(catalogue: Catalogue) -> list[date]:
    """Return the days on which the catalogue changed, newest first; at most 24."""
    rows = versions_of(catalogue).select_related(None)
    begun = rows.values_list("valid_from", flat=True).distinct()
    ended = rows.filter(valid_to__isnull=False).values_list("valid_to", flat=True).distinct()
    return sorted({*begun, *ended}, reverse=True)[:24]


def find_change(case_id: int) -> Change | None:
    """Return the proposal behind a case the reader has been admitted to, or None."""
    return Change.objects.filter(pk=case_id).first()


def files_to_read(actor: Actor, purpose: str) -> QuerySet[StoredFile]:
    """Return the workbooks somebody has uploaded himself to be read."""
    return StoredFile.objects.filter(purpose=purpose, state=FileState.CLEAN, stored_by_id=actor.account_id or 0)
