"""Take a snapshot, write and check its file. Drift is `drifting`; what a snapshot is for belongs to whoever takes it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from mingzheng.figures.errors import FigureError
from mingzheng.figures.models import Snapshot, SnapshotValue
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.snapshots.digests import definition_of, digest, digest_rows, digest_snapshot
from mingzheng.figures.values import FigureValue, ValueState, values_of
from mingzheng.figures.wordings import holds, parse_wording
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger import public as ledger
from mingzheng.platform.org.public import Unit

FORMAT = "mingzheng.figures.snapshot"
FORMAT_VERSION = 1


class NotFinal(FigureError):
    """Values that nobody verified, or that are not there, cannot be frozen; names each."""

    code = "not_final"
    status = 422


@dataclass(frozen=True, slots=True)
class Frozen:
    """One value to freeze: of which figure, in which scope, and as it is printed where that was chosen."""

    code: str
    scope: Scope
    printed: str = ""


def take_snapshot(
    title: str, items: Sequence[Frozen], *, actor: Actor, subject: str = "", allow_unverified: bool = False
) -> Snapshot:
    """Freeze values as they are, in their order; `subject` is what they are frozen for ("case:12").

    Raises NotFinal with every value that is missing or 未核, unless those are allowed; UnknownFigure.
    """
    at = ledger.now()
    with transaction.atomic():
        values = _values(items)
        if not allow_unverified:
            _refuse_open(values)
        rows = [_row(place, item, value) for place, (item, value) in enumerate(zip(items, values, strict=True), 1)]
        names = _unit_codes(rows)
        content = [as_json(row, names) for row in rows]
        snapshot = Snapshot.objects.create(
            title=title,
            subject=subject,
            taken_at=at,
            taken_by=actor.name[:60],
            digest=digest_snapshot(title, _moment(at), content),
        )
        for row in rows:
            row.snapshot = snapshot
        SnapshotValue.objects.bulk_create(rows)
        ledger.append(
            stream="snapshot",
            stream_id=str(snapshot.pk),
            kind="snapshot_taken",
            payload={"title": title, "subject": subject, "values": len(rows), "digest": snapshot.digest},
            actor=actor.ref,
            occurred_on=None,
            recorded_at=at,
        )
        return snapshot


def snapshots_of(subject: str) -> list[Snapshot]:
    """Return the snapshots taken for a subject, newest first."""
    return list(Snapshot.objects.filter(subject=subject).order_by("-pk"))


def frozen_in(code: str, scope: Scope) -> list[SnapshotValue]:
    """Return where the value of a figure in a scope was frozen, newest first."""
    ids = None if scope.unit_ids is None else sorted(scope.unit_ids)
    rows = SnapshotValue.objects.filter(figure=code, period_key=scope.period.key).select_related("snapshot")
    return [row for row in rows.order_by("-snapshot_id") if row.unit_ids == ids]


def export_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as its documented file (docs/figures-snapshot.md)."""
    rows = list(snapshot.values.order_by("place"))
    names = _unit_codes(rows)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "id": snapshot.pk,
        "title": snapshot.title,
        "taken_at": _moment(snapshot.taken_at),
        "values": [as_json(row, names) for row in rows],
        "digest": snapshot.digest,
    }


def check_file(content: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a snapshot's file by itself: form, digest, wordings that are not true of their value.

    Needs no database: another system checks the same.
    """
    if content.get("format") != FORMAT or content.get("format_version") != FORMAT_VERSION:
        return ["不是本格式的数据快照文件"]
    values = content.get("values")
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        return ["文件缺少数值"]
    found = []
    title, taken_at = str(content.get("title", "")), str(content.get("taken_at", ""))
    if digest_snapshot(title, taken_at, values) != content.get("digest"):
        found.append("摘要不符：文件内容已被改动")
    for value in values:
        found += _wording_faults(value)
    return found


def scope_of(row: SnapshotValue) -> Scope:
    """Return the scope a value was frozen in."""
    units = None if row.unit_ids is None else frozenset(row.unit_ids)
    return Scope(units, Period.from_key(row.period_key))


def as_json(row: SnapshotValue, unit_codes: Mapping[int, str]) -> dict[str, Any]:
    """Return one frozen value as the file tells it."""
    return {
        "figure": row.figure,
        "version": row.version,
        "definition_digest": row.definition_digest,
        "units": None if row.unit_ids is None else [unit_codes.get(pk, str(pk)) for pk in row.unit_ids],
        "period": row.period_key,
        "value": None if row.value is None else f"{Decimal(row.value).normalize():f}",
        "unit": row.unit_word,
        "printed": row.printed,
        "qualifier": row.qualifier,
        "state": row.state,
        "as_of": row.as_of.isoformat() if row.as_of else None,
        "rows": {"count": row.rows_count, "digest": row.rows_digest},
    }


def _values(items: Sequence[Frozen]) -> list[FigureValue]:
    """Return the values of items in their order, asked scope by scope."""
    asked: dict[Scope, list[str]] = {}
    for item in items:
        asked.setdefault(item.scope, []).append(item.code)
    found = {scope: values_of(codes, scope=scope) for scope, codes in asked.items()}
    return [found[item.scope][item.code] for item in items]


def _row(place: int, item: Frozen, value: FigureValue) -> SnapshotValue:
    if item.printed and value.value is not None:
        _refuse_untrue(item.printed, value)
    return SnapshotValue(
        place=place,
        figure=value.figure.code,
        version=value.version,
        definition_digest=digest(definition_of(value.figure)),
        unit_ids=None if item.scope.unit_ids is None else sorted(item.scope.unit_ids),
        period_key=item.scope.period.key,
        value=value.value,
        unit_word=value.figure.unit,
        printed=item.printed or value.printed,
        qualifier=value.qualifier.value,
        state=value.state.value,
        as_of=value.as_of,
        rows_count=value.rows_count,
        rows_digest=digest_rows(value),
    )


def _refuse_open(values: Iterable[FigureValue]) -> None:
    open_ones = [value for value in values if not value.is_final]
    if open_ones:
        words = "、".join(
            f"{value.figure.title}（{value.scope.period.label()}，{value.state.label}）" for value in open_ones
        )
        raise NotFinal(f"以下数据尚未核验或暂无，不能定稿：{words}", next_step="请先核验或补报这些数据")


def _refuse_untrue(printed: str, value: FigureValue) -> None:
    if printed == value.printed:
        return
    try:
        true = value.value is not None and holds(parse_wording(printed, unit=value.figure.unit), value.value)
    except ValueError:
        true = False
    if not true:
        raise FigureError(f"“{printed}”与{value.figure.title}的数值{value.printed}不符", next_step="请选用属实的写法")


def _wording_faults(value: Mapping[str, Any]) -> list[str]:
    if value.get("state") != ValueState.COMPUTED or value.get("value") is None:
        return []
    try:
        said = parse_wording(str(value.get("printed", "")), unit=str(value.get("unit", "")))
        true = holds(said, Decimal(str(value["value"])))
    except (ValueError, ArithmeticError):
        return [f"{value.get('figure')}：“{value.get('printed')}”无法识别"]
    return [] if true else [f"{value.get('figure')}：“{value.get('printed')}”与数值{value.get('value')}不符"]


def _unit_codes(rows: Iterable[SnapshotValue]) -> dict[int, str]:
    ids = {pk for row in rows for pk in row.unit_ids or ()}
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "code")) if ids else {}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
