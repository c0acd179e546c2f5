"""Keeping the office's lexicon: rows are entered with a source and ended on a day, each change on record.

What the checks do with the rows is `proofing.checks.grave`.
"""

import re
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingzheng.casework.public import BadInput, NotPermitted, Stale
from mingzheng.domains.proofreading.models import EntryKind, LexiconEntry
from mingzheng.domains.proofreading.rules import may_keep_lexicon
from mingzheng.domains.proofreading.selectors import LEXICON_STREAM, entries_in_force
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append
from mingzheng.proofing.checks.periods.sessions import read_session_name
from mingzheng.proofing.lexicon.rows import Body, Forbidden, Lexicon, Person
from mingzheng.proofing.lexicon.sessions import Term

FIELDS = ("kind", "name", "replacement", "group", "rank", "status", "level", "valid_from", "valid_to", "source")


def add_entry(*, actor: Actor, recorded_at: datetime, **given: Any) -> LexiconEntry:
    """Enter a row. Raises NotPermitted, BadInput."""
    _require(actor)
    values = {name: given[name] for name in FIELDS if name in given}
    _judge(values)
    with transaction.atomic():
        entry = LexiconEntry.objects.create(**values, added_by_name=actor.name, added_at=recorded_at)
        _record(entry, "entry_added", _plain(values), actor=actor, at=recorded_at)
    return entry


def end_entry(
    entry_id: int, *, valid_to: date, reason: str, seen_version: int, actor: Actor, recorded_at: datetime
) -> LexiconEntry:
    """End a row on a day; it stays for documents of the time before. Raises NotPermitted, BadInput, Stale."""
    _require(actor)
    if not reason.strip():
        raise BadInput({"reason": ["请写明原因"]})
    with transaction.atomic():
        entry = LexiconEntry.objects.select_for_update().get(pk=entry_id)
        if entry.version != seen_version:
            raise Stale(by=entry.added_by_name, action="更改词条", at=recorded_at, version=entry.version)
        if entry.valid_from and valid_to < entry.valid_from:
            raise BadInput({"valid_to": ["不能早于生效日期"]})
        before = entry.valid_to
        entry.valid_to, entry.version = valid_to, entry.version + 1
        entry.save(update_fields=["valid_to", "version"])
        payload = {"before": before.isoformat() if before else "", "after": valid_to.isoformat(), "reason": reason}
        _record(entry, "entry_ended", payload, actor=actor, at=recorded_at)
    return entry


def office_lexicon() -> Lexicon:
    """Return the office's rows as the checks read them."""
    persons, bodies, wordings = [], [], []
    for entry in entries_in_force():
        days: dict[str, Any] = {"valid_from": entry.valid_from, "valid_to": entry.valid_to, "level": entry.level}
        source = entry.source
        if entry.kind == EntryKind.PERSON:
            persons.append(
                Person(
                    name=entry.name,
                    post=entry.replacement,
                    group=entry.group,
                    rank=entry.rank,
                    status=entry.status,
                    source=source,
                    **days,
                )
            )
        elif entry.kind == EntryKind.BODY:
            bodies.append(Body(names=(entry.name,), successor=entry.replacement, source=source, **days))
        elif entry.kind == EntryKind.WORDING:
            advice = f"改为“{entry.replacement}”" if entry.replacement else ""
            message = f"不得使用“{entry.name}”"
            wordings.append(
                Forbidden(pattern=re.escape(entry.name), message=message, advice=advice, source=source, **days)
            )
    return Lexicon(persons=tuple(persons), bodies=tuple(bodies), forbidden=tuple(wordings))


def office_words(day: date) -> dict[str, Any]:
    """Return the office's words, names, titles and sessions in force on a day, as the checks of wording and periods read them."""
    rows = [entry for entry in entries_in_force(day) if entry.valid_from is None or entry.valid_from <= day]
    of_kind = {kind: [entry for entry in rows if entry.kind == kind] for kind in EntryKind}
    names: dict[str, list[str]] = {}
    for entry in of_kind[EntryKind.NAME]:
        names.setdefault(entry.replacement, []).append(entry.name)
    return {
        "names": names,
        "confusions": {entry.name: entry.replacement for entry in of_kind[EntryKind.SPELLING]},
        "titles": [entry.name for entry in of_kind[EntryKind.TITLE]],
        "terms": [entry.name for entry in of_kind[EntryKind.TERM]],
        "sessions": [_term_of(entry) for entry in entries_in_force() if entry.kind == EntryKind.SESSION],
    }


def _term_of(entry: LexiconEntry) -> Term:
    place, body, ordinal = read_session_name(entry.name)
    return Term("地方", body, ordinal, int(entry.replacement), (place,))


def _require(actor: Actor) -> None:
    if not may_keep_lexicon(actor):
        raise NotPermitted("词库由党政办公室维护", next_step="请把需要增改的词条告诉党政办公室")


def _judge(values: dict[str, Any]) -> None:
    errors: dict[str, list[str]] = {}
    for name, label in (("name", "词条"), ("source", "来源")):
        if not str(values.get(name) or "").strip():
            errors[name] = [f"请填写{label}"]
    needs = {
        EntryKind.PERSON: "职务",
        EntryKind.BODY: "现由哪个机构承担",
        EntryKind.NAME: "规范的名称",
        EntryKind.SPELLING: "应当怎么写",
    }
    kind = values.get("kind")
    if kind in needs and not str(values.get("replacement") or "").strip():
        errors["replacement"] = [f"请填写{needs[EntryKind(kind)]}"]
    if kind == EntryKind.BODY and not values.get("valid_to"):
        errors["valid_to"] = ["请填写撤销或更名前的最后一日"]
    if kind in (EntryKind.NAME, EntryKind.SPELLING) and values.get("name") == values.get("replacement"):
        errors["replacement"] = ["应当改为的写法与词条相同"]
    if kind == EntryKind.SESSION:
        errors.update(_session_faults(values))
    begins, ends = values.get("valid_from"), values.get("valid_to")
    if begins and ends and ends < begins:
        errors["valid_to"] = ["不能早于生效日期"]
    if errors:
        raise BadInput(errors)


def _session_faults(values: dict[str, Any]) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    try:
        read_session_name(str(values.get("name") or ""))
    except ValueError:
        faults["name"] = ["请写成“云山区第十九届人大”或“云山区第九届政协”"]
    if not re.fullmatch(r"(?:19|20)\d{2}", str(values.get("replacement") or "").strip()):
        faults["replacement"] = ["请填写该届第一次会议所在年份，如2021"]
    return faults


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _record(entry: LexiconEntry, kind: str, payload: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    append(
        stream=LEXICON_STREAM,
        stream_id=str(entry.pk),
        kind=kind,
        payload={"by": actor.name, **payload},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
