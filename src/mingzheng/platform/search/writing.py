"""Writes entries into the tables and the database's index. Called by jobs and in bulk; queueing is in `services`."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from mingzheng.platform.search.backends import backend
from mingzheng.platform.search.models import Entry, EntryNumber
from mingzheng.platform.search.segmenting import LONGEST_TITLE, Row, split_document

KEPT_AFTER_REMOVAL = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Handed:
    """What is to stand in the index, and when it was said."""

    subject_ref: str
    kind: str
    title: str
    text: str = ""
    numbers: tuple[str, ...] = ()
    stamp: int = 0
    facets: tuple[str, ...] = ()


def write_entries(batch: list[Handed]) -> None:
    """Write the entries of a batch; one that is older than what stands changes nothing. Safe to repeat."""
    newest = {one.subject_ref: one for one in sorted(batch, key=lambda one: one.stamp)}
    with transaction.atomic():
        Entry.objects.bulk_create(
            [Entry(subject_ref=ref, kind=one.kind, title="", stamp=-1) for ref, one in newest.items()],
            ignore_conflicts=True,
        )
        rows = list(
            Entry.objects.select_for_update().filter(subject_ref__in=newest).only("subject_ref", "stamp").order_by("pk")
        )
        current = [_row(row.pk, newest[row.subject_ref]) for row in rows if row.stamp <= newest[row.subject_ref].stamp]
        backend().store(current)
        EntryNumber.objects.filter(entry__in=[row.entry_id for row in current]).delete()
        EntryNumber.objects.bulk_create(
            EntryNumber(entry_id=row.entry_id, number=number[:100])
            for row in current
            for number in row.document.numbers
        )


def _row(entry_id: int, one: Handed) -> Row:
    document = split_document(title=one.title, text=one.text, numbers=one.numbers, facets=one.facets)
    return Row(entry_id, one.kind, one.title[:LONGEST_TITLE].replace("\x00", ""), one.stamp, document)


def remove_entry(subject_ref: str, *, stamp: int, at: dt.datetime) -> None:
    """Take a subject out of the index and keep that it was taken out. Safe to repeat."""
    with transaction.atomic():
        Entry.objects.bulk_create([Entry(subject_ref=subject_ref, stamp=-1)], ignore_conflicts=True)
        row = Entry.objects.select_for_update().get(subject_ref=subject_ref)
        if row.stamp > stamp:
            return
        backend().drop([row.pk])
        EntryNumber.objects.filter(entry=row).delete()
        Entry.objects.filter(pk=row.pk).update(title="", stamp=stamp, removed_at=at)


def prune_removed(*, at: dt.datetime) -> int:
    """Forget removals of more than a week ago; return how many."""
    removed, _ = Entry.objects.filter(removed_at__lt=at - KEPT_AFTER_REMOVAL).delete()
    return removed
