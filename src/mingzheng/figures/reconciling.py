"""Hold tallies against a recount of the real rows; a difference is an alarm until it is gone. Nothing is repaired silently."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.functions import ExtractYear

from mingzheng.figures.declaration import Events, Figure
from mingzheng.figures.models import Reconciliation, Tally
from mingzheng.figures.models.reading import plain
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.registry import find_figure, list_figures
from mingzheng.figures.sources.events import Delta, append_deltas
from mingzheng.figures.sources.rows import group_rows
from mingzheng.platform.ledger import public as ledger

ALL_TIME = Scope(None, Period.standing())


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the sums of acts and the recount of rows disagree; unit 0 is no unit."""

    unit_id: int
    year: int
    counted: Decimal
    recounted: Decimal


def reconcile(codes: tuple[str, ...] = ()) -> dict[str, list[Difference]]:
    """Recount figures that are counted act by act and keep what was found; returns those that differ.

    A difference must show twice: an act may have come between the two questions.
    """
    found = {}
    for figure in list_figures():
        if not isinstance(figure.source, Events) or (codes and figure.code not in codes):
            continue
        differences = find_differences(figure)
        if differences:
            again = find_differences(figure)
            differences = [item for item in differences if item in again]
        _keep(figure.code, differences)
        if differences:
            found[figure.code] = differences
    return found


def find_differences(figure: Figure) -> list[Difference]:
    """Return where a figure's tallies and its rows disagree, by unit and year."""
    counted, recounted = _tallied(figure), _recounted(figure)
    return [
        Difference(unit_id, year, counted.get((unit_id, year), Decimal(0)), recounted.get((unit_id, year), Decimal(0)))
        for unit_id, year in sorted(counted.keys() | recounted.keys())
        if counted.get((unit_id, year), Decimal(0)) != recounted.get((unit_id, year), Decimal(0))
    ]


def rebuild(figure: Figure, *, actor: str, reason: str) -> int:
    """Count a figure anew from its rows and put that on record; returns how many days it has.

    For a figure declared when cases were there already, and for an alarm whose cause was found.
    """
    source = figure.source
    if not isinstance(source, Events):
        return 0
    with transaction.atomic():
        _hold_back_others()
        days = group_rows(source.recount, ALL_TIME)
        Tally.objects.filter(figure=figure.code).delete()
        append_deltas(Delta(figure.code, unit_id, day, amount, dims) for unit_id, day, dims, amount in days)
        ledger.append(
            stream="figure",
            stream_id=figure.code,
            kind="figure_recounted",
            payload={"days": len(days), "reason": reason},
            actor=actor,
            occurred_on=None,
            recorded_at=ledger.now(),
        )
        _keep(figure.code, [])
        return len(days)


def count_first_time() -> list[str]:
    """Count figures that were declared when their cases were there already; returns their codes. One query when none."""
    events = {figure.code: figure for figure in list_figures() if isinstance(figure.source, Events)}
    known = set(Reconciliation.objects.filter(pk__in=events).values_list("pk", flat=True))
    fresh = [code for code in sorted(events) if code not in known]
    for code in fresh:
        if find_differences(events[code]):
            rebuild(events[code], actor="system", reason="首次统计")
        else:
            _keep(code, [])
    return fresh


def list_alarms() -> list[Reconciliation]:
    """Return the figures whose last recount differed."""
    return [row for row in Reconciliation.objects.exclude(differences=[]) if find_figure(row.figure) is not None]


def find_reconciliation(code: str) -> Reconciliation | None:
    """Return what the last recount of a figure said, or None when there was none."""
    return Reconciliation.objects.filter(pk=code).first()


def _keep(code: str, differences: list[Difference]) -> None:
    held = find_reconciliation(code)
    at = ledger.now()
    rows = [[item.unit_id, item.year, str(item.counted), str(item.recounted)] for item in differences[:200]]
    since = (held.since if held and held.since else at) if rows else None
    Reconciliation.objects.update_or_create(pk=code, defaults={"checked_at": at, "since": since, "differences": rows})


def _tallied(figure: Figure) -> dict[tuple[int, int], Decimal]:
    rows = Tally.objects.filter(figure=figure.code).order_by()
    sums = rows.annotate(year=ExtractYear("day")).values_list("unit_id", "year").annotate(total=Sum("amount"))
    return {(unit_id, year): plain(total) for unit_id, year, total in sums if total}


def _recounted(figure: Figure) -> dict[tuple[int, int], Decimal]:
    source = figure.source
    totals: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    if isinstance(source, Events):
        for unit_id, day, _, amount in group_rows(source.recount, ALL_TIME):
            totals[unit_id or 0, day.year] += amount
    return {key: plain(total) for key, total in totals.items() if total}


def _hold_back_others() -> None:
    """Let acts that add to tallies wait until this transaction ends: what they add must be recounted or kept, not both."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE figures_tally IN SHARE ROW EXCLUSIVE MODE")
