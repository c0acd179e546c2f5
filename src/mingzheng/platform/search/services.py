"""Writes of the index: queued in the caller's transaction, written by a job; in bulk for imports and rebuilding.

A stamp (microseconds) orders the writes about one subject: an older one that arrives late changes nothing.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import now
from mingzheng.platform.search import jobs
from mingzheng.platform.search.writing import Handed, remove_entry, write_entries

BATCH = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """What a room hands in about one subject. No applicant's name, neither in the title nor in the text."""

    subject_ref: str
    kind: str
    title: str
    text: str = ""
    numbers: Sequence[str] = ()
    facets: Sequence[str] = ()  # tokens of `facet_token`: properties a search may ask for


def index(
    subject_ref: str,
    *,
    kind: str,
    title: str,
    text: str = "",
    numbers: Iterable[str] = (),
    at: dt.datetime | None = None,
) -> None:
    """Queue the entry of a subject in the caller's transaction; one statement. `kind` is what searches filter by.

    `numbers` are found exactly and by their parts (文号, case numbers, external numbers). Titles and texts carry no
    applicant's name: that is the caller's duty, this room cannot know.
    """
    enqueue(
        jobs.write_entry,
        subject_ref=subject_ref,
        kind=kind,
        title=title,
        text=text,
        numbers=list(numbers),
        stamp=_stamp(at or now()),
    )


def remove(subject_ref: str, *, at: dt.datetime | None = None) -> None:
    """Queue the removal of a subject from the index in the caller's transaction."""
    enqueue(jobs.remove_entry, subject_ref=subject_ref, stamp=_stamp(at or now()))


def index_at_once(subjects: Iterable[Subject], *, at: dt.datetime | None = None) -> int:
    """Write many entries now, for importers and rebuilding; return how many. One transaction per 500."""
    stamp, count, batch = _stamp(at or now()), 0, []
    for subject in subjects:
        batch.append(
            Handed(
                *(subject.subject_ref, subject.kind, subject.title, subject.text, tuple(subject.numbers), stamp),
                tuple(subject.facets),
            )
        )
        if len(batch) == BATCH:
            count += _write(batch)
            batch = []
    return count + _write(batch)


def _write(batch: list[Handed]) -> int:
    with transaction.atomic():
        write_entries(batch)
    return len(batch)


def _stamp(at: dt.datetime) -> int:
    return int(at.timestamp() * 1_000_000)


def remove_at_once(subject_ref: str, *, at: dt.datetime | None = None) -> None:
    """Take a subject out of the index now, for what must not be found a moment longer."""
    moment = at or now()
    remove_entry(subject_ref, stamp=_stamp(moment), at=moment)
