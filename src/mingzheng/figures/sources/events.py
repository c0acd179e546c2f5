"""Count acts: deltas appended with each act, folded into days. One table, one statement for each question.

Whether the sums still equal the real rows is `reconciling`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet, Sum

from mingzheng.figures.declaration import Events, Figure
from mingzheng.figures.models import Tally
from mingzheng.figures.models.reading import plain
from mingzheng.figures.periods import PeriodKind, Scope
from mingzheng.platform.database.public import PreparedInsert

FOLD_AT_ONCE = 5_000
_NEW_TALLY = PreparedInsert(lambda: Tally)


@dataclass(frozen=True, slots=True)
class Delta:
    """By how much an act moves a figure: of which unit, on which day it counts, in which parts."""

    figure: str
    unit_id: int | None
    day: date
    amount: Decimal | int = 1
    dims: Mapping[str, str] = field(default_factory=dict)


def append_deltas(deltas: Iterable[Delta]) -> int:
    """Append what acts add, in the caller's transaction; moves that undo each other leave nothing. One insert."""
    moved: dict[tuple[str, int, date, str], Decimal] = defaultdict(Decimal)
    for delta in deltas:
        moved[delta.figure, delta.unit_id or 0, delta.day, dims_text(delta.dims)] += Decimal(delta.amount)
    rows = [
        Tally(figure=figure, unit_id=unit_id, day=day, dims_key=dims, amount=amount)
        for (figure, unit_id, day, dims), amount in moved.items()
        if amount
    ]
    if len(rows) > 1_000:
        Tally.objects.bulk_create(rows, batch_size=1_000)
    else:
        _NEW_TALLY.insert_all(rows)
    return len(rows)


def dims_text(dims: Mapping[str, str]) -> str:
    """Return the text by which the parts of a tally are named."""
    return json.dumps(dict(sorted(dims.items())), ensure_ascii=False, separators=(",", ":")) if dims else ""


def count_events(figures: Sequence[Figure], scope: Scope) -> dict[str, tuple[Decimal, int]]:
    """Return the value of each figure and how many rows stand behind it, by code, in one query."""
    if not figures:
        return {}
    rows = tallies_in([figure.code for figure in figures], scope)
    sums = dict(rows.values_list("figure").annotate(total=Sum("amount")))
    return {figure.code: _counted(figure, sums.get(figure.code)) for figure in figures}


def count_event_parts(figure: Figure, scope: Scope, dimension: str) -> dict[str | None, Decimal]:
    """Return the value of each part of a dimension, in one query; what has none of it counts under None."""
    by = "unit_id" if dimension == "unit" else "dims_key"
    parts: dict[str | None, Decimal] = defaultdict(Decimal)
    for key, amount in tallies_in([figure.code], scope).values_list(by).annotate(total=Sum("amount")):
        if dimension == "unit":
            parts[str(key) if key else None] += amount
        else:
            parts[json.loads(key).get(dimension) if key else None] += amount
    return {key: plain(value) for key, value in parts.items() if value}


def count_event_days(figure: Figure, scope: Scope) -> dict[date, Decimal]:
    """Return the value of each day of a scope, in one query."""
    rows = tallies_in([figure.code], scope).values_list("day").annotate(total=Sum("amount"))
    return {day: plain(total) for day, total in rows if total}


def tallies_in(codes: Sequence[str], scope: Scope) -> QuerySet[Tally]:
    """Return the tallies that count in a scope."""
    rows = Tally.objects.filter(figure__in=codes).order_by()
    if scope.unit_ids is not None:
        rows = rows.filter(unit_id__in=scope.unit_ids)
    period = scope.period
    if period.kind == PeriodKind.STANDING:
        return rows
    if period.kind == PeriodKind.AS_OF:
        return rows.filter(day__lte=period.last)
    return rows.filter(day__range=(period.first, period.last))


def fold(*, at_once: int = FOLD_AT_ONCE) -> int:
    """Fold the oldest deltas into their days; returns how many. Safe to repeat and to run twice at the same time."""
    with transaction.atomic():
        tail = list(Tally.objects.filter(is_folded=False).order_by("id").select_for_update(skip_locked=True)[:at_once])
        if not tail:
            return 0
        sums: dict[tuple[str, int, date, str], Decimal] = defaultdict(Decimal)
        for row in tail:
            sums[row.figure, row.unit_id, row.day, row.dims_key] += row.amount
        held = _lock_days(sums)
        new, changed = [], []
        for (figure, unit_id, day, dims), amount in sums.items():
            row_ = held.get((figure, unit_id, day, dims))
            if row_ is None:
                new.append(Tally(figure=figure, unit_id=unit_id, day=day, dims_key=dims, amount=amount, is_folded=True))
            else:
                row_.amount += amount
                changed.append(row_)
        Tally.objects.bulk_create(new, batch_size=1_000)
        Tally.objects.bulk_update(changed, ["amount"], batch_size=500)
        Tally.objects.filter(pk__in=[row.pk for row in tail]).delete()
        return len(tail)


def is_event(figure: Figure) -> bool:
    """Say whether a figure is counted act by act."""
    return isinstance(figure.source, Events)


def _lock_days(keys: Iterable[tuple[str, int, date, str]]) -> dict[tuple[str, int, date, str], Tally]:
    wanted = set(keys)
    days = Tally.objects.select_for_update().filter(
        is_folded=True,
        figure__in={key[0] for key in wanted},
        unit_id__in={key[1] for key in wanted},
        day__in={key[2] for key in wanted},
    )
    found = {(row.figure, row.unit_id, row.day, row.dims_key): row for row in days.order_by("id")}
    return {key: row for key, row in found.items() if key in wanted}


def _counted(figure: Figure, total: Decimal | None) -> tuple[Decimal, int]:
    value = plain(total) if total else Decimal(0)
    return value, int(value) if figure.unit != "%" else 0
