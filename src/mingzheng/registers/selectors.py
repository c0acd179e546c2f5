"""Reads of records, access-checked in the query. The same rule on values is `rules.may_read`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from mingzheng.casework.public import CaseNotFound
from mingzheng.platform.access.public import Actor, readable_condition
from mingzheng.platform.files.public import FileReference, list_files
from mingzheng.platform.ledger.public import Entry, list_entries, today
from mingzheng.platform.org.public import Person, organ_ids_of
from mingzheng.registers.declaration import REFERENCES, Openness, Register
from mingzheng.registers.models import LIVE, ImportBatch, Record, RecordState
from mingzheng.registers.recording import STREAM, stream_id
from mingzheng.registers.registry import get_register, list_registers
from mingzheng.registers.registry import list_files as files_of_persons
from mingzheng.registers.rules import RecordFacts, enterable_units, may_verify_for, works_here

MOST_PERSONAL = 300
WAITING = (RecordState.ENTERED, RecordState.CORRECTED)


class RecordNotFound(CaseNotFound):
    """No such record, or none this person may know of."""

    code = "record_not_found"

    def __init__(self) -> None:
        super().__init__("没有这条记录，或您无权查看。")


def rows_of(book: Register) -> QuerySet[Any]:
    """Return every record of a book, for programs. Screens and endpoints ask `records_for`."""
    found: QuerySet[Any] = book.model._default_manager.all()
    return found


def reading_condition(actor: Actor, book: Register) -> Q | None:
    """Return the one condition that says which records of a book somebody may read; None when he may read all."""
    if actor.is_system:
        return None
    if not works_here(actor):
        return Q(pk__in=[])
    granted = readable_condition(actor, procedure=book.code, unit_field="unit_id", visibility_field="visibility")
    if granted == Q():
        return None
    granted |= Q(visibility=Openness.OPEN)
    if actor.unit_ids:
        granted |= Q(unit_id__in=sorted(actor.unit_ids), visibility__lte=Openness.UNIT)
    if actor.account_id is not None:
        granted |= _own(actor, book)
    return granted


def _own(actor: Actor, book: Register) -> Q:
    """Return the condition for what somebody entered himself, in units a grant of his still reaches."""
    own, reached = Q(entered_by_id=actor.account_id), set[int]()
    for grant in actor.grants:
        if not grant.covers(unit_id=None, procedure=book.code):
            continue
        if grant.unit_ids is None:
            return own
        reached |= grant.unit_ids
    return own & Q(unit_id__in=sorted(reached))


def records_for(actor: Actor, book: Register) -> QuerySet[Any]:
    """Return the records of a book somebody may read, withdrawn ones too."""
    rows, condition = rows_of(book), reading_condition(actor, book)
    return rows if condition is None else rows.filter(condition)


def newest_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows by day, the newest first."""
    return rows.order_by("-occurred_on", "-id")


def with_names(rows: QuerySet[Any], book: Register, *, plural: bool = True) -> QuerySet[Any]:
    """Return rows with everything a list shows of them: a fixed number of queries."""
    singular = [item.code for item in book.fields if item.kind in REFERENCES]
    rows = rows.select_related("unit", *singular)
    many = [item.code for item in book.plural_fields if plural]
    return rows.prefetch_related(*many) if many else rows


def get_record_for(actor: Actor, book: Register, record_id: int) -> Any:
    """Return one record somebody may read. Raises RecordNotFound otherwise, whether it exists or not."""
    record = with_names(records_for(actor, book), book).filter(pk=record_id).first()
    if record is None:
        raise RecordNotFound
    return record


def lock_record_for(actor: Actor, book: Register, record_id: int) -> Any:
    """Return one record somebody may read, locked until the transaction ends. Raises RecordNotFound."""
    record = records_for(actor, book).select_for_update(of=("self",)).filter(pk=record_id).first()
    if record is None:
        raise RecordNotFound
    return record


def facts_of(record: Record) -> RecordFacts:
    """Return what the rules need to know of a record."""
    return RecordFacts(
        unit_id=record.unit_id,
        state=record.state,
        visibility=record.visibility,
        entered_by_id=record.entered_by_id,
        written_by_id=record.written_by_id,
        paper_count=record.paper_count,
        is_to_come=record.occurred_on > today(),
    )


def waiting_for(actor: Actor, book: Register) -> QuerySet[Any]:
    """Return the records that wait for this person's verification: not what he wrote himself."""
    rows = records_for(actor, book).filter(state__in=WAITING)
    if not may_verify_for(actor, book):
        return rows.none()
    units: set[int] | None = set()
    by = book.verification.by if book.verification else frozenset()
    for grant in actor.grants:
        if grant.role in by and grant.covers(unit_id=None, procedure=book.code) and units is not None:
            units = None if grant.unit_ids is None else units | grant.unit_ids
    if units is not None and not actor.is_system:
        rows = rows.filter(unit_id__in=sorted(units))
    if actor.account_id is not None:
        rows = rows.exclude(entered_by_id=actor.account_id).exclude(written_by_id=actor.account_id)
    return rows


@dataclass(frozen=True, slots=True)
class BookCounts:
    """How many live records of a book somebody may read: in all, of this year, waiting for verification."""

    total: int = 0
    this_year: int = 0
    waiting: int = 0


def count_books_for(actor: Actor, *, today: date) -> Mapping[str, BookCounts]:
    """Return the counts of every book in one statement."""
    this_year = Q(occurred_on__gte=date(today.year, 1, 1), occurred_on__lte=date(today.year, 12, 31))
    parts = [
        records_for(actor, book)
        .filter(LIVE)
        .order_by()
        .annotate(book=Value(book.code))
        .values("book")
        .annotate(total=Count("pk"), year=Count("pk", filter=this_year), wait=Count("pk", filter=Q(state__in=WAITING)))
        .values_list("book", "total", "year", "wait")
        for book in list_registers()
    ]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {code: BookCounts(*counts) for code, *counts in rows}


def books_for(actor: Actor) -> list[Register]:
    """Return the books somebody may see at all: a closed one only with a grant that reaches it or a right to enter."""
    if not works_here(actor):
        return []
    return [book for book in list_registers() if may_open(actor, book)]


def may_open(actor: Actor, book: Register) -> bool:
    """Say whether a book's page exists for somebody."""
    if not works_here(actor):
        return False
    if not book.is_closed or actor.is_system:
        return True
    reaching = [grant for grant in actor.grants if grant.covers(unit_id=None, procedure=book.code)]
    units = enterable_units(actor, book)
    return units is None or bool(units) or any(grant.visibility >= Openness.CLOSED for grant in reaching)


def find_duplicate(book: Register, columns: Mapping[str, Any], *, but: int | None = None) -> tuple[str, int] | None:
    """Return the group of columns that occurs already and the record that has it, or None. One query a group."""
    groups = [*book.unique, *([("unit", "external_number")] if columns.get("external_number") else [])]
    for group in groups:
        wanted = {name: columns.get(name, columns.get(f"{name}_id")) for name in group}
        if any(value in (None, "") for value in wanted.values()):
            continue
        rows = rows_of(book).filter(LIVE, **wanted)
        held = (rows.exclude(pk=but) if but else rows).values_list("pk", flat=True).first()
        if held is not None:
            return "+".join(group), held
    return None


def history_of(book: Register, record: Record) -> list[Entry]:
    """Return the ledger's entries of a record, oldest first. The caller has been admitted to the record."""
    return list_entries(STREAM, stream_id(book, record.pk))


def subject_of(book: Register, record_id: int) -> str:
    """Return under which name files and the index refer to a record."""
    return f"record:{book.code}:{record_id}"


def papers_of(book: Register, record: Record) -> Sequence[FileReference]:
    """Return the papers of a record with their files."""
    return list_files([subject_of(book, record.pk)])


def read_subject(subject: str) -> tuple[Register, int] | None:
    """Return the book and the id behind such a name, or None when it is no record's."""
    kind, _, rest = subject.partition(":")
    code, _, number = rest.partition(":")
    if kind != "record" or not number.isdecimal():
        return None
    try:
        return get_register(code), int(number)
    except KeyError:
        return None


def may_read_subjects(actor: Actor, subjects: Iterable[str]) -> bool:
    """Say whether one of the records behind these names, or a batch of his own, lets somebody read."""
    for subject in subjects:
        found = read_subject(subject)
        if found is not None and records_for(actor, found[0]).filter(pk=found[1]).exists():
            return True
    return False


def batches_for(actor: Actor, book: Register) -> QuerySet[ImportBatch]:
    """Return the imports into a book somebody may see: his own, and all for those who verify everywhere."""
    rows = ImportBatch.objects.filter(register=book.code).order_by("-id")
    if actor.is_system:
        return rows
    return rows.filter(made_by_id=actor.account_id) if actor.account_id is not None else rows.none()


def find_person_for(actor: Actor, person_id: int) -> Any:
    """Return a person whose file somebody may open: his own, or of one who serves in a unit his grants reach."""
    if actor.person_id != person_id and not actor.is_system:
        units = actor.readable_unit_ids()
        held = organ_ids_of(person_id, today())
        if not actor.grants or (units is not None and not units & held):
            return None
    return Person.objects.filter(pk=person_id).first()


def personal_rows_for(actor: Actor, file: str, person_id: int) -> list[tuple[Register, list[Any]]]:
    """Return a person's records in the books of a personal file: all of his own, of others what may be read.

    Each row says in `is_readable` whether its own page opens for this reader.
    """
    found = []
    for book in files_of_persons().get(file, ()):
        named = reduce(lambda left, right: left | right, (Q(**{name: person_id}) for name in book.person_fields))
        readable = records_for(actor, book).filter(LIVE, named)
        rows = rows_of(book).filter(LIVE, named) if actor.person_id == person_id else readable
        opened = set(readable.values_list("pk", flat=True))
        listed = list(with_names(newest_first(rows), book).distinct()[:MOST_PERSONAL])
        for row in listed:
            row.is_readable = row.pk in opened
        found.append((book, listed))
    return found
