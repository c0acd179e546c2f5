"""Writes of the unit tree: add, change, rename, move, close; each keeps the closure and tells the ledger."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.org import rules
from mingzheng.platform.org.closure import ClosureRow, CycleError, Edge, Span, compute_closure
from mingzheng.platform.org.errors import Refusal, Refused, refuse_if
from mingzheng.platform.org.models import Post, RelationKind, Unit, UnitClosure, UnitKind, UnitName, UnitRelation


def _record(unit: Unit, kind: str, payload: dict[str, Any], *, editor: rules.Editor, on: date) -> None:
    append(
        stream="unit",
        stream_id=str(unit.pk),
        kind=kind,
        payload={"code": unit.code, **payload},
        actor=editor.ref,
        occurred_on=on,
        recorded_at=now(),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@transaction.atomic
def add_unit(
    *,
    code: str,
    name: str,
    kind: str,
    valid_from: date,
    editor: rules.Editor,
    parent: Unit | None = None,
    relation: str = RelationKind.SUBORDINATE,
    also_under: Iterable[tuple[Unit, str]] = (),
    short_name: str = "",
    aliases: Iterable[str] = (),
    order: int = 0,
    contact_phone: str = "",
    rebuild: bool = True,
) -> Unit:
    """Add a unit under `parent` (none: a root) and, where it has both relations, under others as well.

    `rebuild=False` leaves the closure to one later `rebuild_closure`, for imports. Raises NotPermitted, Refused.
    """
    rules.require_organisation_editor(editor)
    reasons = rules.check_unit_details(code=code, name=name)
    if Unit.objects.filter(code=code).exists():
        reasons.append(Refusal("unit_code_taken", f"单位编码 {code} 已被使用。", "code"))
    reasons += rules.check_place(is_section=kind == UnitKind.SECTION, has_parent=parent is not None)
    refuse_if(reasons)
    unit = Unit.objects.create(
        code=code,
        name=name.strip(),
        short_name=short_name.strip(),
        aliases=[word.strip() for word in aliases if word.strip()],
        kind=kind,
        order=order,
        contact_phone=contact_phone,
        valid_from=valid_from,
    )
    UnitName.objects.create(unit=unit, name=unit.name, short_name=unit.short_name, valid_from=valid_from)
    places = [*([(parent, relation)] if parent else []), *also_under]
    for above, how in places:
        UnitRelation.objects.create(parent=above, child=unit, kind=how, valid_from=valid_from)
    if rebuild:
        rebuild_closure()
    above_codes = [{"code": above.code, "relation": str(how)} for above, how in places]
    _record(unit, "unit_added", {"name": unit.name, "kind": kind, "above": above_codes}, editor=editor, on=valid_from)
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, editor: rules.Editor, on: date, reason: str = "", **changes: Any) -> Unit:
    """Change details without history: short name, aliases, order, telephone. Writes nothing when nothing differs."""
    rules.require_organisation_editor(editor)
    unknown = changes.keys() - {"short_name", "aliases", "order", "contact_phone"}
    if unknown:
        raise TypeError(f"change_unit cannot change {sorted(unknown)}")
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    before = {key: getattr(unit, key) for key in changes}
    after = {key: value for key, value in changes.items() if before[key] != value}
    if not after:
        return unit
    for key, value in after.items():
        setattr(unit, key, value)
    unit.save(update_fields=list(after))
    if "short_name" in after:
        UnitName.objects.filter(unit=unit, valid_to__isnull=True).update(short_name=unit.short_name)
    payload = {"before": {key: before[key] for key in after}, "after": after, "reason": reason}
    _record(unit, "unit_changed", payload, editor=editor, on=on)
    return unit


@transaction.atomic
def rename_unit(
    *, unit: Unit, name: str, on: date, reason: str, editor: rules.Editor, short_name: str | None = None
) -> Unit:
    """Give a unit a new name from a day on; the former one stays known. Raises NotPermitted, Refused."""
    rules.require_organisation_editor(editor)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    current = UnitName.objects.get(unit=unit, valid_to__isnull=True)
    reasons = [*rules.check_unit_details(code=unit.code, name=name), *rules.check_reason(reason)]
    reasons += rules.check_later_than(on, current.valid_from, what="现用名称")
    refuse_if(reasons)
    before = unit.name
    current.valid_to = on
    current.save(update_fields=["valid_to"])
    unit.name = name.strip()
    unit.short_name = unit.short_name if short_name is None else short_name.strip()
    unit.save(update_fields=["name", "short_name"])
    UnitName.objects.create(unit=unit, name=unit.name, short_name=unit.short_name, valid_from=on)
    _record(unit, "unit_renamed", {"before": before, "after": unit.name, "reason": reason}, editor=editor, on=on)
    return unit


@transaction.atomic
def move_unit(
    *,
    unit: Unit,
    parent: Unit | None,
    on: date,
    reason: str,
    editor: rules.Editor,
    relation: str = RelationKind.SUBORDINATE,
) -> Unit:
    """Put a unit under another parent from a day on (`parent` None ends the relation). Raises NotPermitted, Refused."""
    rules.require_organisation_editor(editor)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    current = UnitRelation.objects.select_for_update().filter(child=unit, kind=relation, valid_to__isnull=True).first()
    reasons = rules.check_reason(reason)
    if parent is not None and parent.pk == unit.pk:
        reasons.append(Refusal("under_itself", "单位不能隶属于自己。", "parent"))
    if parent is not None and current is not None and current.parent_id == parent.pk:
        reasons.append(Refusal("same_parent", f"已在{parent.name}之下，无需调整。", "parent"))
    reasons += rules.check_later_than(on, current.valid_from if current else unit.valid_from, what="现有关系")
    refuse_if(reasons)
    before = current.parent.code if current else None
    if current:
        current.valid_to = on
        current.save(update_fields=["valid_to"])
    if parent is not None:
        UnitRelation.objects.create(parent=parent, child=unit, kind=relation, valid_from=on)
    rebuild_closure()
    payload = {"relation": str(relation), "before": before, "after": parent.code if parent else None, "reason": reason}
    _record(unit, "unit_moved", payload, editor=editor, on=on)
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, on: date, reason: str, editor: rules.Editor) -> Unit:
    """Close a unit from a day on; nothing may stand below it, nobody hold a post in it. Raises as `move_unit`."""
    rules.require_organisation_editor(editor)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    children = UnitRelation.objects.filter(lasting, parent=unit).count()
    posts = Post.objects.filter(lasting, unit=unit).count()
    reasons = [*rules.check_reason(reason), *rules.check_closing_unit(children=children, posts=posts)]
    reasons += rules.check_later_than(on, unit.valid_from, what="单位")
    if unit.valid_to is not None:
        reasons.append(Refusal("already_closed", "该单位已经撤销。"))
    refuse_if(reasons)
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    UnitName.objects.filter(unit=unit, valid_to__isnull=True, valid_from__lt=on).update(valid_to=on)
    UnitRelation.objects.filter(child=unit, valid_to__isnull=True, valid_from__lt=on).update(valid_to=on)
    rebuild_closure()
    _record(unit, "unit_closed", {"on": _iso(on), "reason": reason}, editor=editor, on=on)
    return unit


@transaction.atomic
def rebuild_closure() -> int:
    """Make the stored closure equal to the one computed from the relations; return how many rows changed.

    Raises Refused when a unit would stand above itself.
    """
    lives = {unit.pk: Span(unit.valid_from, unit.valid_to) for unit in Unit.objects.all()}
    edges = [
        Edge(row.parent_id, row.child_id, row.kind, Span(row.valid_from, row.valid_to))
        for row in UnitRelation.objects.all()
    ]
    try:
        wanted = compute_closure(lives, edges)
    except CycleError as found:
        names = "、".join(Unit.objects.filter(pk__in=found.units).values_list("name", flat=True))
        raise Refused([Refusal("cycle", f"这样调整后下列单位互为上下级：{names}。", "parent")]) from found
    stored = {
        ClosureRow(row.ancestor_id, row.descendant_id, row.depth, row.kind, Span(row.valid_from, row.valid_to)): row.pk
        for row in UnitClosure.objects.all()
    }
    surplus = [pk for row, pk in stored.items() if row not in wanted]
    missing = [row for row in wanted if row not in stored]
    for start in range(0, len(surplus), 500):
        UnitClosure.objects.filter(pk__in=surplus[start : start + 500]).delete()
    UnitClosure.objects.bulk_create([_stored(row) for row in sorted(missing, key=_sort_key)], batch_size=500)
    return len(surplus) + len(missing)


def _stored(row: ClosureRow) -> UnitClosure:
    return UnitClosure(
        ancestor_id=row.ancestor,
        descendant_id=row.descendant,
        depth=row.depth,
        kind=row.kind,
        valid_from=row.span.since,
        valid_to=row.span.until,
    )


def _sort_key(row: ClosureRow) -> tuple[int, int, int, str, date]:
    return row.descendant, row.depth, row.ancestor, row.kind, row.span.since
