"""Reads of readings: what was reported for figures in a scope, the history of one, what waits to be verified."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from mingzheng.figures.declaration import Figure, Kind
from mingzheng.figures.models import Reading
from mingzheng.figures.models.reading import plain
from mingzheng.figures.periods import Period, PeriodKind, Scope
from mingzheng.figures.wordings import Qualifier
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import FileState, StoredFile
from mingzheng.platform.org.public import UnitClosure

GOOD = frozenset({Reading.State.VERIFIED, Reading.State.LOCKED})


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported for one figure in a scope: one reading, or the sum of several units' readings."""

    ids: tuple[int, ...]
    version: int
    value: Decimal | None
    printed: str
    qualifier: Qualifier
    as_of: date | None
    is_verified: bool
    problem: str = ""


def reported_values(figures: Sequence[Figure], scope: Scope) -> dict[str, Reported]:
    """Return what was reported for each figure, by code; in two queries at most, whatever the number of figures."""
    if not figures:
        return {}
    rows = readings_in([figure.code for figure in figures], scope).filter(dims_key="")
    by_code: dict[str, list[Reading]] = defaultdict(list)
    for row in rows:
        by_code[row.figure].append(row)
    chosen = {figure.code: _one_per_unit(by_code.get(figure.code, []), scope.period) for figure in figures}
    below = _units_below({row.unit_id for found in chosen.values() for row in found}, scope.period)
    return {
        figure.code: _report(figure, [row for row in chosen[figure.code] if _counts(row, chosen[figure.code], below)])
        for figure in figures
        if chosen[figure.code]
    }


def readings_in(codes: Iterable[str], scope: Scope) -> QuerySet[Reading]:
    """Return the current readings of figures that may answer for a scope."""
    rows = Reading.objects.filter(figure__in=list(codes), is_current=True)
    if scope.unit_ids is not None:
        rows = rows.filter(unit_id__in=scope.unit_ids)
    period = scope.period
    if period.kind == PeriodKind.STANDING:
        return rows
    inside = Q(ends_on__range=(period.first, period.last)) & (
        Q(starts_on__isnull=True) | Q(starts_on__gte=period.first)
    )
    if period.kind == PeriodKind.AS_OF:
        year = date(period.last.year, 1, 1)
        inside = Q(ends_on__range=(year, period.last)) & (Q(starts_on__isnull=True) | Q(starts_on__gte=year))
    return rows.filter(Q(period_key=period.key) | Q(period_key=PeriodKind.STANDING.value) | inside)


def history_of(reading: Reading) -> list[Reading]:
    """Return a reading with those it superseded and those that superseded it, oldest first."""
    rows = Reading.objects.filter(
        figure=reading.figure, unit_id=reading.unit_id, period_key=reading.period_key, dims_key=reading.dims_key
    )
    return list(rows.select_related("unit", "given_by").order_by("pk"))


def find_reading(reading_id: int) -> Reading | None:
    """Return a reading with its unit, or None."""
    return Reading.objects.select_related("unit", "given_by").filter(pk=reading_id).first()


def readings_for(actor: Actor) -> QuerySet[Reading]:
    """Return the readings an actor may read."""
    readable = actor.readable_unit_ids()
    rows = Reading.objects.select_related("unit")
    return rows if readable is None else rows.filter(unit_id__in=readable | actor.unit_ids)


def waiting_for_verification_for(actor: Actor) -> QuerySet[Reading]:
    """Return the unverified readings an actor may read, oldest first."""
    return readings_for(actor).filter(state=Reading.State.UNVERIFIED).order_by("recorded_at")


def _one_per_unit(rows: list[Reading], period: Period) -> list[Reading]:
    """Return one reading for each unit: that of the very period, else the latest within it, else a standing one."""
    best: dict[int, Reading] = {}
    for row in rows:
        held = best.get(row.unit_id)
        if held is None or _rank(row, period) > _rank(held, period):
            best[row.unit_id] = row
    return [best[unit_id] for unit_id in sorted(best)]


def _rank(row: Reading, period: Period) -> tuple[bool, date, date, int]:
    starts = row.starts_on or date.max
    return (
        row.period_key == period.key,
        row.ends_on or date.min,
        date.fromordinal(date.max.toordinal() - starts.toordinal() + 1),
        row.pk,
    )


def _units_below(unit_ids: set[int], period: Period) -> set[tuple[int, int]]:
    """Return (unit, unit below it) among units that reported: an organ's reading includes those of its sections."""
    if len(unit_ids) < 2:
        return set()
    rows = UnitClosure.objects.filter(ancestor_id__in=unit_ids, descendant_id__in=unit_ids, depth__gt=0)
    if period.ends_on is not None:
        rows = rows.filter(valid_from__lte=period.ends_on).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=period.starts_on or period.ends_on)
        )
    return set(rows.values_list("ancestor_id", "descendant_id"))


def _counts(row: Reading, among: list[Reading], below: set[tuple[int, int]]) -> bool:
    return not any((other.unit_id, row.unit_id) in below for other in among)


def _report(figure: Figure, rows: list[Reading]) -> Reported:
    first = rows[0]
    verified = all(row.state in GOOD for row in rows)
    ids = tuple(row.pk for row in rows)
    as_of = max((row.ends_on for row in rows if row.ends_on), default=None)
    if len(rows) == 1:
        return Reported(ids, first.version, first.number, first.printed, Qualifier(first.qualifier), as_of, verified)
    if figure.is_percent or figure.kind != Kind.MEASURED:
        return Reported(ids, first.version, None, "", Qualifier.EXACT, as_of, verified, "各单位分别填报，不能相加")
    values = [row.value for row in rows]
    if any(value is None for value in values):
        return Reported(ids, first.version, None, "", Qualifier.EXACT, as_of, verified, "有单位尚未填入数值")
    total = plain(sum((value for value in values if value is not None), Decimal(0)))
    inexact = any(row.qualifier != Qualifier.EXACT for row in rows)
    return Reported(ids, first.version, total, "", Qualifier.ABOUT if inexact else Qualifier.EXACT, as_of, verified)


def evidence_of(reading: Reading) -> list[StoredFile]:
    """Return the papers a reading rests on."""
    return list(StoredFile.objects.filter(pk__in=reading.evidence, state=FileState.CLEAN).order_by("pk"))
