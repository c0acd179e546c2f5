"""Writes of one record: enter, correct, verify, return, withdraw. Each is one transaction with its ledger entry and key.

Whole files come in through `importing`. Nothing else writes a record.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.casework.public import NotInThisState, NotPermitted, Refused, Stale, screen_given
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import attach
from mingzheng.registers.announcing import announce
from mingzheng.registers.checking import (
    LONGEST_REASON,
    check_length,
    clean_record,
    duplicate_reason,
    refuse_faulty,
    require_reason,
)
from mingzheng.registers.choosing import choice_ids
from mingzheng.registers.declaration import Kind, Register
from mingzheng.registers.models import Record, RecordState
from mingzheng.registers.papers import usable_papers
from mingzheng.registers.recording import Receipt, digest, find_replay, keep_key, write_entry
from mingzheng.registers.registry import get_register
from mingzheng.registers.rules import (
    ACT_TITLES,
    CORRECT,
    ENTER,
    RETURN,
    VERIFY,
    WITHDRAW,
    WITHIN,
    list_reasons,
    may_act,
    may_enter,
    may_read_masked,
)
from mingzheng.registers.selectors import facts_of, lock_record_for, subject_of
from mingzheng.registers.values import column_values, stored_values
from mingzheng.worktime.public import SHANGHAI


def enter_record(
    code: str,
    *,
    actor: Actor,
    data: Mapping[str, Any],
    recorded_at: datetime,
    key: str = "",
    evidence: Iterable[int] = (),
) -> Receipt:
    """Put a record into a book. Raises NotPermitted, BadInput, Refused, KeyReused."""
    book, papers = get_register(code), tuple(sorted(set(evidence)))
    wanted = digest(code, ENTER, data, papers)
    screen_given(data, actor=actor, at=recorded_at)

    def write() -> Receipt:
        values = clean_record(book, data, actor=actor, today=_day(recorded_at))
        _require_unit(actor, book, values["unit"])
        refuse_faulty(book, values)
        files = usable_papers(papers, actor=actor)
        record = book.model(**column_values(book, values), **_written(actor, recorded_at, ENTER))
        record.entered_by_id, record.entered_name, record.entered_at = actor.account_id, actor.name, recorded_at
        record.paper_count = len(files)
        record.save(force_insert=True)
        _set_plural(book, record, values)
        for file in files:
            attach(file, subject=subject_of(book, record.pk), actor=actor)
        changes = {name: [None, value] for name, value in values.items()}
        _put_on_record(book, record, ENTER, actor=actor, changes=changes, at=recorded_at)
        return Receipt(book.code, record.pk, ENTER, record.version)

    return _once(actor, key, wanted, write, book)


def correct_record(
    code: str,
    record_id: int,
    *,
    actor: Actor,
    data: Mapping[str, Any],
    reason: str,
    recorded_at: datetime,
    key: str = "",
    seen_version: int | None = None,
    evidence: Iterable[int] = (),
) -> Receipt:
    """Replace the values of a record; it waits for verification again. Raises also NotInThisState, Stale, not found."""
    book, papers = get_register(code), tuple(sorted(set(evidence)))
    wanted = digest(code, record_id, CORRECT, data, reason, papers)
    screen_given({**data, "reason": reason}, actor=actor, at=recorded_at)

    def write() -> Receipt:
        record = _take(book, record_id, CORRECT, actor=actor, seen_version=seen_version)
        before = stored_values(book, record)
        given = _with_hidden(book, record, data, before, actor=actor)
        values = clean_record(book, given, actor=actor, today=_day(recorded_at))
        _require_unit(actor, book, values["unit"])
        changes = {
            name: [before.get(name), values.get(name)]
            for name in sorted(before.keys() | values.keys())
            if before.get(name) != values.get(name)
        }
        files = usable_papers(papers, actor=actor, subject=subject_of(book, record_id))
        require_reason(reason, changed=bool(changes or files), was=record.state)
        refuse_faulty(book, values, but=record.pk)
        for name, value in column_values(book, values).items():
            setattr(record, name, value)
        _set_plural(book, record, values)
        record.paper_count += _attach_new(book, record, files, actor=actor)
        _step(record, RecordState.CORRECTED, CORRECT, actor=actor, at=recorded_at, note=reason)
        record.written_by_id = actor.account_id
        record.save(force_update=True)
        _put_on_record(book, record, CORRECT, actor=actor, changes=changes, at=recorded_at, reason=reason)
        return Receipt(book.code, record.pk, CORRECT, record.version)

    return _once(actor, key, wanted, write, book)


def verify_record(code: str, record_id: int, *, actor: Actor, recorded_at: datetime, **more: Any) -> Receipt:
    """Say that a record is right: another person than who wrote it. Takes `key`, `seen_version`, `reason` (a remark)."""
    return _judge(code, record_id, VERIFY, RecordState.VERIFIED, actor=actor, at=recorded_at, **more)


def return_record(
    code: str, record_id: int, *, actor: Actor, reason: str, recorded_at: datetime, **more: Any
) -> Receipt:
    """Send a record back to who entered it, with a reason."""
    return _judge(
        code,
        record_id,
        RETURN,
        RecordState.RETURNED,
        actor=actor,
        at=recorded_at,
        reason=reason,
        needs_reason=True,
        **more,
    )


def withdraw_record(
    code: str, record_id: int, *, actor: Actor, reason: str, recorded_at: datetime, **more: Any
) -> Receipt:
    """Strike a record out: it stays readable, counts nowhere, and its unique values are free again."""
    return _judge(
        code,
        record_id,
        WITHDRAW,
        RecordState.WITHDRAWN,
        actor=actor,
        at=recorded_at,
        reason=reason,
        needs_reason=True,
        **more,
    )


def _judge(
    code: str,
    record_id: int,
    act: str,
    state: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    needs_reason: bool = False,
    key: str = "",
    seen_version: int | None = None,
) -> Receipt:
    book, reason = get_register(code), reason.strip()
    wanted = digest(code, record_id, act, reason)
    screen_given({"reason": reason}, actor=actor, at=at)

    def write() -> Receipt:
        record = _take(book, record_id, act, actor=actor, seen_version=seen_version)
        if needs_reason:
            require_reason(reason)
        check_length(reason)
        before = record.state
        _step(record, state, act, actor=actor, at=at, note=reason)
        if act == VERIFY:
            record.verified_name, record.verified_at = actor.name, at
        record.save(force_update=True)
        changes = {"state": [before, state]}
        _put_on_record(book, record, act, actor=actor, changes=changes, at=at, reason=reason)
        return Receipt(book.code, record.pk, act, record.version)

    return _once(actor, key, wanted, write, book)


def _once(actor: Actor, key: str, wanted: str, write: Callable[[], Receipt], book: Register) -> Receipt:
    """Carry a write out in one transaction, or return what it gave the first time."""
    if (known := find_replay(actor, key, wanted)) is not None:
        return known
    try:
        with transaction.atomic():
            receipt = write()
            keep_key(actor, key, wanted, receipt)
            return receipt
    except IntegrityError:
        # Somebody else was faster: the same call sent twice, or the same thing entered by two people.
        if (known := find_replay(actor, key, wanted)) is not None:
            return known
        raise Refused(
            [duplicate_reason(book, "+".join(book.unique[0] if book.unique else ("external_number",)))]
        ) from None


def _take(book: Register, record_id: int, act: str, *, actor: Actor, seen_version: int | None) -> Any:
    """Return the record, locked, when this person may take this act on it now."""
    record = lock_record_for(actor, book, record_id)
    facts = facts_of(record)
    if not may_act(act, book, facts, actor):
        raise NotPermitted(f"您没有“{ACT_TITLES[act]}”这条记录的权限", next_step="请联系登记单位或主管科室办理")
    if seen_version is not None and seen_version != record.version:
        raise Stale(
            by=record.changed_name,
            action=ACT_TITLES.get(record.changed_act, record.changed_act),
            at=record.changed_at.astimezone(SHANGHAI),
            version=record.version,
        )
    if facts.state not in WITHIN[act]:
        raise NotInThisState(f"记录现为“{record.get_state_display()}”，不能{ACT_TITLES[act]}")
    if reasons := list_reasons(act, book, facts, actor):
        raise Refused(reasons)
    return record


def _with_hidden(
    book: Register, record: Record, data: Mapping[str, Any], before: Mapping[str, Any], *, actor: Actor
) -> dict[str, Any]:
    """Return what was given, with the fields this person cannot read as they stand: nobody changes what he is not shown."""
    if may_read_masked(actor, book, facts_of(record)):
        return dict(data)
    masked = {item.code for item in book.fields if item.masked}
    shown = {code: value for code, value in data.items() if code not in masked}
    return {**shown, **{code: before[code] for code in masked if code in before}}


def _require_unit(actor: Actor, book: Register, unit_id: int) -> None:
    if not may_enter(actor, book, unit_id):
        raise NotPermitted("您不能为这个单位登记", next_step="请选择本单位，或联系该单位登记")


def _written(actor: Actor, at: datetime, act: str) -> dict[str, Any]:
    return {
        "written_by_id": actor.account_id,
        "changed_name": actor.name[:80],
        "changed_act": act,
        "changed_at": at,
    }


def _step(record: Record, state: str, act: str, *, actor: Actor, at: datetime, note: str) -> None:
    record.state, record.version, record.note = state, record.version + 1, note.strip()[:LONGEST_REASON]
    record.changed_name, record.changed_act, record.changed_at = actor.name[:80], act, at
    if state != RecordState.VERIFIED:
        record.verified_name, record.verified_at = "", None


def _set_plural(book: Register, record: Record, values: Mapping[str, Any]) -> None:
    for item in book.plural_fields:
        given = values.get(item.code, [])
        if item.kind is Kind.CHOICES:
            given = choice_ids(book, item.code, given).values()
        getattr(record, item.code).set(given)


def _attach_new(book: Register, record: Record, files: Iterable[Any], *, actor: Actor) -> int:
    subject, count = subject_of(book, record.pk), 0
    for file in files:
        if not file.references.filter(subject=subject, released_at=None).exists():
            count += 1
        attach(file, subject=subject, actor=actor)
    return count


def _put_on_record(
    book: Register,
    record: Record,
    act: str,
    *,
    actor: Actor,
    changes: Mapping[str, Any],
    at: datetime,
    reason: str = "",
) -> None:
    write_entry(
        book,
        record,
        act,
        actor=actor,
        changes=changes,
        occurred_on=_day(at),
        recorded_at=at,
        reason=reason.strip(),
    )
    announce(book, record, act, at=at)


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
