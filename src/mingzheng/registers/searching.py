"""Finding a record again by number or words. Who may find it is `selectors.records_for`; the index is `search`'s.

A closed or withdrawn record is not in the index; masked fields and persons' names never are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingzheng.platform.access.public import Actor
from mingzheng.platform.search.public import Hits, Subject, index, index_at_once, remove, search_visible
from mingzheng.registers.declaration import Kind, Openness, Register
from mingzheng.registers.models import Record, RecordState
from mingzheng.registers.registry import get_register, list_registers
from mingzheng.registers.selectors import read_subject, records_for, rows_of, subject_of

KIND = "record"
BATCH = 500


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record that matches, with its book."""

    book: Register
    record: Any


def is_findable(record: Record) -> bool:
    """Say whether a record stands in the index at all."""
    return record.state != RecordState.WITHDRAWN and record.visibility < Openness.CLOSED


def subject_for(book: Register, record: Record) -> Subject:
    """Return what the index keeps of a record: title, declared texts, its number elsewhere."""
    texts = [book.title]
    for item in book.fields:
        if not item.searched:
            continue
        words = dict(item.choices)
        if item.kind is Kind.CHOICES:
            texts += [words.get(choice.code, "") for choice in getattr(record, item.code).all()]
        else:
            value = str(getattr(record, item.code) or "")
            texts.append(words.get(value, value))
    numbers = [record.external_number] if record.external_number else []
    return Subject(subject_of(book, record.pk), KIND, record.title, "\n".join(text for text in texts if text), numbers)


def index_record(book: Register, record: Record, *, at: datetime) -> None:
    """Queue the entry of a record, or its removal, in the caller's transaction."""
    if not is_findable(record):
        remove(subject_of(book, record.pk), at=at)
        return
    found = subject_for(book, record)
    index(found.subject_ref, kind=found.kind, title=found.title, text=found.text, numbers=found.numbers, at=at)


def index_records(book: Register, records: Iterable[Any]) -> int:
    """Bring the index in line with these records now; return how many."""
    found: list[Subject] = []
    for record in records:
        if is_findable(record):
            found.append(subject_for(book, record))
        else:
            remove(subject_of(book, record.pk))
    return index_at_once(found)


def rebuild_index() -> int:
    """Bring the index in line with every record of every book; return how many."""
    return sum(
        index_records(book, rows_of(book).order_by("pk").iterator(chunk_size=BATCH)) for book in list_registers()
    )


def search_records_for(actor: Actor, query: str, *, offset: int = 0, limit: int = 30) -> tuple[list[FoundRecord], Hits]:
    """Return the records somebody may see that match, best first; visibility counts as of now."""
    hits = search_visible(query, lambda refs: _visible(actor, refs), kinds=(KIND,), limit=limit, offset=offset)
    wanted: dict[str, list[int]] = {}
    places = [found for ref in hits.refs if (found := read_subject(ref)) is not None]
    for book, pk in places:
        wanted.setdefault(book.code, []).append(pk)
    rows = {
        code: records_for(actor, get_register(code)).filter(pk__in=ids).select_related("unit").in_bulk()
        for code, ids in wanted.items()
    }
    return [FoundRecord(book, rows[book.code][pk]) for book, pk in places if pk in rows[book.code]], hits


def _visible(actor: Actor, refs: list[str]) -> set[str]:
    wanted: dict[str, list[int]] = {}
    for ref in refs:
        found = read_subject(ref)
        if found is not None:
            wanted.setdefault(found[0].code, []).append(found[1])
    seen: set[str] = set()
    for code, ids in wanted.items():
        book = get_register(code)
        rows = records_for(actor, book).filter(pk__in=ids).values_list("pk", flat=True)
        seen |= {subject_of(book, pk) for pk in rows}
    return seen
