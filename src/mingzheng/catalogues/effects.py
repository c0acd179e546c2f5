"""What acts on a proposal do to its catalogue, inside the act's transaction: keep the lines, free them, put them in force.

Nothing else writes a version.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.casework.public import BadInput, EffectContext, Refusal, Refused
from mingzheng.catalogues.declaration import Catalogue, ChangeKind
from mingzheng.catalogues.models import Change, ChangeLine, Entry
from mingzheng.catalogues.registry import get_catalogue
from mingzheng.catalogues.rules import day_of_effect, may_propose
from mingzheng.catalogues.searching import index_change
from mingzheng.catalogues.values import clean_values, column_values
from mingzheng.platform.jobs.public import enqueue

KIND_WORDS = {kind.label: kind for kind in ChangeKind}
LONGEST_NUMBER = 40


def keep_lines(context: EffectContext) -> None:
    """Write down what a proposal changes; on a second submission the lines given replace the first ones."""
    change = Change.objects.get(pk=context.case.pk)
    catalogue = _catalogue(change.catalogue)
    rows = context.given.get("lines", ())
    if not rows and ChangeLine.objects.filter(change=change).exists():
        return
    lines = _read_lines(catalogue, rows, change)
    for line in lines:
        if not may_propose(context.actor, line.values.get("unit")):
            raise Refused([_not_yours(line)])
    ChangeLine.objects.filter(change=change).delete()
    try:
        with transaction.atomic():
            ChangeLine.objects.bulk_create(lines)
    except IntegrityError:
        raise Refused([_already_open(catalogue, lines)]) from None
    Change.objects.filter(pk=change.pk).update(line_count=len(lines))


def _catalogue(code: str) -> Catalogue:
    try:
        return get_catalogue(code)
    except KeyError:
        reason = Refusal("no_catalogue", "没有指明调整哪个目录", "请从“目录”中打开要调整的目录，再申报")
        raise Refused([reason]) from None


def _read_lines(catalogue: Catalogue, rows: Any, change: Change) -> list[ChangeLine]:
    lines: list[ChangeLine] = []
    errors: dict[str, list[str]] = {}
    held = Entry.objects.filter(catalogue=catalogue.code, number__in=[row.get("number", "") for row in rows])
    counts = dict(held.values_list("number", "version_count"))
    ended = set(_ended_numbers(catalogue, counts))
    for position, row in enumerate(rows, start=1):
        try:
            lines.append(_read_line(catalogue, row, position, change, counts, ended))
        except BadInput as problem:
            errors[f"lines.{position}"] = [
                f"第 {position} 条：{text}" for texts in problem.errors.values() for text in texts
            ]
    numbers = [line.number for line in lines]
    repeated = sorted({number for number in numbers if numbers.count(number) > 1})
    if repeated:
        errors["lines"] = [f"编号 {'、'.join(repeated)} 出现了几次，同一条目一次只申报一项调整"]
    if not lines and not errors:
        errors["lines"] = ["没有调整内容，请至少申报一条"]
    if errors:
        raise BadInput(errors)
    return lines


def _ended_numbers(catalogue: Catalogue, counts: Mapping[str, int]) -> list[str]:
    """Return which of these entries have no version without end: they were cancelled."""
    going_on = catalogue.model._default_manager.filter(valid_to__isnull=True, entry__number__in=list(counts))
    still = set(going_on.values_list("entry__number", flat=True))
    return [number for number in counts if number not in still]


def _read_line(
    catalogue: Catalogue,
    row: Mapping[str, str],
    position: int,
    change: Change,
    counts: Mapping[str, int],
    ended: set[str],
) -> ChangeLine:
    kind = KIND_WORDS.get(row.get("kind", ""))
    number = row.get("number", "")
    if kind is None:
        raise BadInput({"kind": ["调整方式应为新增、修改或取消"]})
    if not number or len(number) > LONGEST_NUMBER:
        raise BadInput({"number": [f"“{catalogue.number_label}”必填，最多 {LONGEST_NUMBER} 字"]})
    if kind is ChangeKind.ADD and number in counts:
        raise BadInput({"number": [f"编号 {number} 已有条目，新增请用没有用过的编号"]})
    if kind is not ChangeKind.ADD and number not in counts:
        raise BadInput({"number": [f"目录中没有编号 {number}"]})
    if number in ended:
        raise BadInput({"number": [f"编号 {number} 已取消，需要恢复的请用新的编号申报新增"]})
    data = _load(row.get("data", ""))
    values = clean_values(catalogue, data) if kind is not ChangeKind.CANCEL else {"unit": data.get("unit")}
    return ChangeLine(
        change=change,
        catalogue=catalogue.code,
        position=position,
        kind=kind.value,
        number=number,
        base=counts.get(number, 0),
        values=values,
    )


def _load(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise BadInput({"data": ["内容无法读取，请从目录页重新申报"]})
    return found


def _not_yours(line: ChangeLine) -> Refusal:
    return Refusal("not_your_unit", f"您不能为条目 {line.number} 的责任单位申报", "请由该单位申报，或联系目录主管科室")


def _already_open(catalogue: Catalogue, lines: list[ChangeLine]) -> Refusal:
    wanted = [line.number for line in lines]
    held = ChangeLine.objects.filter(catalogue=catalogue.code, number__in=wanted, is_open=True)
    shown = "、".join(held.values_list("number", flat=True)[:5])
    return Refusal("already_open", f"条目 {shown} 另有未办结的调整申报", "请等该申报办结，或先撤回该申报")


def release(context: EffectContext) -> None:
    """Free the entries of a proposal that came to nothing: they may be proposed for again."""
    ChangeLine.objects.filter(change_id=context.case.pk).update(is_open=False)


def publish(context: EffectContext) -> None:
    """Put every line of a proposal in force, each from its day on, and bring the index in line after commit."""
    change = Change.objects.get(pk=context.case.pk)
    catalogue = _catalogue(change.catalogue)
    lines = list(ChangeLine.objects.filter(change=change).order_by("position"))
    numbers = [line.number for line in lines]
    entries = {
        entry.number: entry
        for entry in Entry.objects.select_for_update().filter(catalogue=catalogue.code, number__in=numbers)
    }
    for line in lines:
        _apply(catalogue, line, entries, change, context)
    ChangeLine.objects.filter(change=change).update(is_open=False)
    Change.objects.filter(pk=change.pk).update(applied_on=context.occurred_on)
    enqueue(index_change, catalogue=catalogue.code, case_id=context.case.pk)


def _apply(
    catalogue: Catalogue, line: ChangeLine, entries: dict[str, Entry], change: Change, context: EffectContext
) -> None:
    rows = catalogue.model._default_manager
    entry = entries.get(line.number)
    if entry is None:
        entry = Entry.objects.create(catalogue=catalogue.code, number=line.number)
    latest = rows.filter(entry=entry).order_by("-number").first() if line.base else None
    day = day_of_effect(
        wanted=change.effective_on,
        published_on=context.occurred_on,
        latest=latest.valid_from if latest is not None else None,
    )
    if latest is not None:
        rows.filter(pk=latest.pk).update(valid_to=day, ended_by=context.case)
    if line.kind != ChangeKind.CANCEL:
        made = (context.actor.name[:80], context.recorded_at)
        _write_version(catalogue, line, entry, day, context.case, made)
    entry.version_count = line.base + 1
    Entry.objects.filter(pk=entry.pk).update(version_count=entry.version_count)


def _write_version(
    catalogue: Catalogue, line: ChangeLine, entry: Entry, day: date, case: Any, made: tuple[str, datetime]
) -> None:
    catalogue.model(
        entry=entry,
        number=line.base + 1,
        valid_from=day,
        case=case,
        made_name=made[0],
        made_at=made[1],
        **column_values(catalogue, line.values),
    ).save(force_insert=True)


EFFECTS = {"catalogues.keep_lines": keep_lines, "catalogues.release": release, "catalogues.publish": publish}
