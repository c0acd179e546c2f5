"""Put a record, its values and its history into words and component values. Decides nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Act, Change, Choice, Fact, Lamp, format_date
from mingzheng.platform.ledger.public import Entry, PrivateValuesUnreadableError, read_private
from mingzheng.registers.declaration import Field, Openness, Register
from mingzheng.registers.models import Record, RecordState
from mingzheng.registers.naming import account_names, titles_for
from mingzheng.registers.rules import (
    ACT_TITLES,
    CORRECT,
    RETURN,
    VERIFY,
    WITHDRAW,
    WITHIN,
    list_reasons,
    may_act,
    may_read_masked,
)
from mingzheng.registers.selectors import facts_of
from mingzheng.registers.values import HIDDEN, all_fields, describe_value, names_behind, stored_values

LAMPS = {
    RecordState.ENTERED: Lamp.NOT_STARTED,
    RecordState.VERIFIED: Lamp.DONE,
    RecordState.RETURNED: Lamp.DUE_SOON,
    RecordState.CORRECTED: Lamp.NOT_STARTED,
    RecordState.WITHDRAWN: Lamp.PAUSED,
}
CONSEQUENCES = {
    CORRECT: "改动和理由留在记录中，更正后重新核验",
    VERIFY: "核验后计入统计",
    RETURN: "退回登记人更正，不计入统计",
    WITHDRAW: "保留记录，不再计入统计",
}
TONES = {VERIFY: "primary", RETURN: "", WITHDRAW: "danger", CORRECT: ""}
ACT_TONES = {RETURN: "late", WITHDRAW: "late", VERIFY: "action"}


def record_url(book: Register, record: Record) -> str:
    """Return the address of a record's page."""
    return reverse("registers:record", args=[book.code, record.pk])


def state_word(book: Register, record: Record) -> str:
    """Return the state as a list says it: what waits for verification says so."""
    if book.verification is not None and record.state == RecordState.ENTERED:
        return "待核验"
    if book.verification is not None and record.state == RecordState.CORRECTED:
        return "更正待核验"
    return record.state_title


def lamp_of(book: Register, record: Record) -> Lamp:
    """Return the lamp a record stands under."""
    if book.verification is None and record.state in {RecordState.ENTERED, RecordState.CORRECTED}:
        return Lamp.DONE
    return LAMPS[RecordState(record.state)]


def facts_for(book: Register, record: Record, actor: Actor) -> list[Fact]:
    """Return what a record holds, line by line; masked fields stay hidden from those who may not read them."""
    values = stored_values(book, record)
    names = names_behind(
        [(item, values[item.code]) for item in all_fields(book) if item.code in values], titles_for(actor)
    )
    shows_masked = may_read_masked(actor, book, facts_of(record))
    facts = []
    for item in all_fields(book):
        value = values.get(item.code)
        if value in (None, "", []) or item.code in {"title", "visibility"}:
            continue
        hidden = item.masked and not shows_masked
        facts.append(_fact(item, HIDDEN if hidden else describe_value(item, value, names), is_hidden=hidden))
    facts.append(Fact("可见范围", Openness(record.visibility).label))
    return facts


def _fact(item: Field, text: str, *, is_hidden: bool) -> Fact:
    is_link = item.kind.value == "link" and not is_hidden
    return Fact(item.label, text, url=text if is_link else "")


def choices_for(book: Register, record: Record, actor: Actor) -> list[Choice]:
    """Return what this person can do with the record now, greyed with its reasons where something stands against it."""
    facts, choices = facts_of(record), []
    for act, within in WITHIN.items():
        if act in {VERIFY, RETURN} and book.verification is None:
            continue
        if record.state not in within or not may_act(act, book, facts, actor):
            continue
        reasons = [f"{reason.message}。{reason.next_step}" for reason in list_reasons(act, book, facts, actor)]
        url = reverse("registers:act", args=[book.code, record.pk, act])
        choices.append(Choice(ACT_TITLES[act], url, hint=CONSEQUENCES[act], reasons=reasons, tone=TONES[act]))
    order = {VERIFY: 0, RETURN: 1, CORRECT: 2, WITHDRAW: 3}
    titles = {ACT_TITLES[act]: rank for act, rank in order.items()}
    return sorted(choices, key=lambda choice: titles[choice.label])


def timeline_of(book: Register, record: Record, entries: Iterable[Entry], actor: Actor) -> list[Act]:
    """Return the history of a record from the ledger, newest first, with before and after."""
    shown = list(entries)
    opened = {entry.seq: _changes_of(book, record, entry, actor) for entry in shown}
    pairs = [
        (item, value)
        for changes in opened.values()
        for item in all_fields(book)
        for value in changes.get(item.code, ())
        if value not in (None, "", [], HIDDEN)
    ]
    names = names_behind(pairs, titles_for(actor))
    who = account_names(entry.actor for entry in shown)
    acts = [_act(book, entry, opened[entry.seq], names, who) for entry in shown]
    return list(reversed(acts))


def _changes_of(book: Register, record: Record, entry: Entry, actor: Actor) -> Mapping[str, Any]:
    changes = dict(entry.payload.get("changes", {}))
    if entry.private_box is None:
        return changes
    is_closed = record.visibility >= Openness.CLOSED
    if not is_closed and not may_read_masked(actor, book, facts_of(record)):
        return {**changes, **{item.code: [HIDDEN, HIDDEN] for item in book.fields if item.masked}}
    try:
        return {**changes, **(read_private(entry) or {})}
    except PrivateValuesUnreadableError:
        return changes


def _act(book: Register, entry: Entry, changes: Mapping[str, Any], names: Any, who: Mapping[str, str]) -> Act:
    lines = []
    for item in all_fields(book):
        if entry.kind != CORRECT or item.code not in changes:
            continue
        before, after = (side if side == HIDDEN else describe_value(item, side, names) for side in changes[item.code])
        lines.append(Change(item.label, before or "（空）", after or "（空）"))
    recorded_on = entry.occurred_on or entry.recorded_at.date()
    return Act(
        title=ACT_TITLES.get(entry.kind, entry.kind),
        actor=who.get(entry.actor, "系统" if entry.actor == "system" else entry.actor),
        occurred_on=recorded_on,
        text=str(entry.payload.get("reason", "")),
        changes=tuple(lines),
        tone=ACT_TONES.get(entry.kind, ""),
        note="随文件导入" if "batch" in entry.payload and entry.kind == "enter" else "",
    )


def day_words(book: Register, record: Record) -> str:
    """Return the day with what it is called in this book."""
    return f"{book.day_label} {format_date(record.occurred_on)}"
