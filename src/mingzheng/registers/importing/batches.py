"""An import from upload to record: checked and kept, answered, confirmed as one, dropped, reverted until verified."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.casework.public import NotInThisState, NotPermitted, Refusal, Refused
from mingzheng.documents.reading import HeadedRows
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile, attach
from mingzheng.platform.ledger.public import Line, append, append_to_new_streams, recording_past
from mingzheng.registers.announcing import announce_batch
from mingzheng.registers.choosing import choice_ids
from mingzheng.registers.declaration import Field, Kind, Register
from mingzheng.registers.importing.lines import CheckedLine, CheckedSheet, check_lines
from mingzheng.registers.models import BatchState, ImportBatch, RecordState
from mingzheng.registers.recording import STREAM, payload_of, stream_id
from mingzheng.registers.registry import get_register
from mingzheng.registers.rules import ENTER, WITHDRAW, may_enter
from mingzheng.registers.selectors import rows_of
from mingzheng.registers.values import column_values
from mingzheng.worktime.public import SHANGHAI

CHUNK = 500
REVERTED = "所在批次已撤销"


def batch_subject(batch_id: int) -> str:
    """Return under which name files refer to an import."""
    return f"register-batch:{batch_id}"


@transaction.atomic
def keep_sheet(code: str, sheet: HeadedRows, *, file: StoredFile, actor: Actor, recorded_at: datetime) -> ImportBatch:
    """Keep what was read of a file, to be looked at before anything is entered. Raises NotPermitted."""
    book = get_register(code)
    if not may_enter(actor, book):
        raise NotPermitted("您没有登记这个登记簿的权限")
    batch = ImportBatch.objects.create(
        register=book.code,
        file=file,
        file_name=file.name,
        lines=[[number, cells] for number, cells in sheet.rows],
        made_by_id=actor.account_id,
        made_name=actor.name[:80],
        made_at=recorded_at,
    )
    attach(file, subject=batch_subject(batch.pk), actor=actor)
    return batch


def check_batch(batch: ImportBatch, *, actor: Actor, today: date) -> CheckedSheet:
    """Return what would become of every row of a kept file, as things stand now."""
    lines: Sequence[tuple[int, Mapping[str, str]]] = [(number, cells) for number, cells in batch.lines]
    answers = {name: int(unit_id) for name, unit_id in batch.answers.items()}
    return check_lines(get_register(batch.register), lines, actor=actor, answers=answers, today=today)


@transaction.atomic
def answer_names(batch_id: int, answers: Mapping[str, int], *, actor: Actor) -> ImportBatch:
    """Keep which unit an unclear name means in this file."""
    batch = _own_batch(batch_id, actor, BatchState.CHECKED)
    batch.answers = {**batch.answers, **answers}
    batch.save(update_fields=["answers"])
    return batch


def confirm_batch(batch_id: int, *, actor: Actor, recorded_at: datetime) -> ImportBatch:
    """Enter every ready row, or none. Confirming again changes nothing. Raises Refused while a row is faulty."""
    try:
        with transaction.atomic():
            batch = _own_batch(batch_id, actor, BatchState.CHECKED, BatchState.CONFIRMED)
            if batch.state == BatchState.CONFIRMED:
                return batch
            book = get_register(batch.register)
            checked = check_batch(batch, actor=actor, today=recorded_at.astimezone(SHANGHAI).date())
            if not checked.may_confirm:
                raise Refused([_why_not(checked)])
            with recording_past(reason=f"导入{book.title}：第 {batch.pk} 批", actor=actor.ref):
                _write(book, batch, checked.ready, actor=actor, at=recorded_at)
            batch.state, batch.settled_at, batch.row_count = BatchState.CONFIRMED, recorded_at, len(checked.ready)
            batch.save(update_fields=["state", "settled_at", "row_count"])
            announce_batch(book, batch.pk)
            return batch
    except IntegrityError:
        message = "确认时有人登记了相同的内容，本次没有导入任何一行"
        raise Refused([Refusal("duplicate", message, "请刷新后重新核对")]) from None


def _why_not(checked: CheckedSheet) -> Refusal:
    if checked.faulty:
        message = f"还有 {len(checked.faulty)} 行有问题，没有导入任何一行"
        return Refusal("faulty_rows", message, "请在文件中改正后重新上传，或在页面上选定单位")
    return Refusal("nothing_to_import", "没有可以导入的行，文件中的记录都已登记", "请核对是否传错了文件")


def _write(book: Register, batch: ImportBatch, lines: Sequence[CheckedLine], *, actor: Actor, at: datetime) -> None:
    """Write rows, what stands beside them, and their ledger entries: statements grow with chunks, not with rows."""
    written = {
        "entered_by_id": actor.account_id,
        "written_by_id": actor.account_id,
        "entered_name": actor.name[:80],
        "changed_name": actor.name[:80],
        "changed_act": ENTER,
        "entered_at": at,
        "changed_at": at,
        "batch_id": batch.pk,
    }
    records = [book.model(**column_values(book, line.values or {}), **written) for line in lines]
    book.model._default_manager.bulk_create(records, batch_size=CHUNK)
    for item in book.plural_fields:
        _write_plural(book, item, records, lines)
    entries: dict[str, list[Line]] = {}
    for record, line in zip(records, lines, strict=True):
        changes = {name: [None, value] for name, value in (line.values or {}).items()}
        payload, private = payload_of(book, record, changes, batch=batch.pk)
        day = at.astimezone(SHANGHAI).date()
        entries[stream_id(book, record.pk)] = [Line(ENTER, payload, actor.ref, day, at, private)]
    append_to_new_streams(STREAM, entries)


def _write_plural(book: Register, item: Field, records: Sequence[Any], lines: Sequence[CheckedLine]) -> None:
    column = book.model._meta.get_field(item.code)
    through = column.remote_field.through
    source, target = column.m2m_field_name(), column.m2m_reverse_field_name()
    pairs = [
        (record.pk, value)
        for record, line in zip(records, lines, strict=True)
        for value in (line.values or {}).get(item.code, ())
    ]
    if item.kind is Kind.CHOICES:
        ids = choice_ids(book, item.code, {value for _, value in pairs})
        pairs = [(pk, ids[value]) for pk, value in pairs]
    rows = [through(**{f"{source}_id": pk, f"{target}_id": value}) for pk, value in pairs]
    through._default_manager.bulk_create(rows, batch_size=CHUNK)


@transaction.atomic
def drop_batch(batch_id: int, *, actor: Actor, recorded_at: datetime) -> ImportBatch:
    """Give up a file that was not confirmed."""
    batch = _own_batch(batch_id, actor, BatchState.CHECKED)
    batch.state, batch.settled_at = BatchState.DROPPED, recorded_at
    batch.save(update_fields=["state", "settled_at"])
    return batch


@transaction.atomic
def revert_batch(batch_id: int, *, actor: Actor, recorded_at: datetime) -> ImportBatch:
    """Take a confirmed import back: its records are withdrawn. Raises Refused once one of them was touched since."""
    batch = _own_batch(batch_id, actor, BatchState.CONFIRMED, BatchState.REVERTED)
    if batch.state == BatchState.REVERTED:
        return batch
    book = get_register(batch.register)
    records = list(rows_of(book).select_for_update().filter(batch_id=batch.pk).order_by("pk"))
    touched = sum(1 for record in records if record.state != RecordState.ENTERED or record.version != 1)
    if touched:
        message = f"其中 {touched} 条已核验、更正或退回，不能整批撤销"
        raise Refused([Refusal("touched", message, "请逐条撤销需要撤销的记录")])
    for record in records:
        record.state, record.version, record.note = RecordState.WITHDRAWN, 2, REVERTED
        record.changed_name, record.changed_act, record.changed_at = actor.name[:80], WITHDRAW, recorded_at
        changes = {"state": [RecordState.ENTERED.value, RecordState.WITHDRAWN.value]}
        payload, private = payload_of(book, record, changes, reason=REVERTED, batch=batch.pk)
        append(
            stream=STREAM,
            stream_id=stream_id(book, record.pk),
            kind=WITHDRAW,
            payload=payload,
            actor=actor.ref,
            occurred_on=recorded_at.astimezone(SHANGHAI).date(),
            recorded_at=recorded_at,
            private=private,
        )
    names = ["state", "version", "note", "changed_name", "changed_act", "changed_at"]
    book.model._default_manager.bulk_update(records, names, batch_size=CHUNK)
    batch.state, batch.settled_at = BatchState.REVERTED, recorded_at
    batch.save(update_fields=["state", "settled_at"])
    announce_batch(book, batch.pk)
    return batch


def _own_batch(batch_id: int, actor: Actor, *states: str) -> ImportBatch:
    rows = ImportBatch.objects.select_for_update()
    if not actor.is_system:
        rows = rows.filter(made_by_id=actor.account_id, made_by__isnull=False)
    batch = rows.filter(pk=batch_id).first()
    if batch is None:
        raise NotPermitted("没有这次导入，或不是您上传的")
    if batch.state not in states:
        raise NotInThisState(f"这次导入{batch.get_state_display()}，不能再办理")
    return batch
