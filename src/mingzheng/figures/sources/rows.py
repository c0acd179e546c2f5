"""Count rows of real tables: the whole in one query, the parts of a dimension in one query, the rows by pages."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from mingzheng.figures.declaration import Rows
from mingzheng.figures.models.reading import plain
from mingzheng.figures.periods import PeriodKind, Scope


def rows_in(source: Rows, scope: Scope) -> QuerySet[Any]:
    """Return the rows that count in a scope."""
    rows = source.query(scope)
    if source.unit and scope.unit_ids is not None:
        rows = rows.filter(**{f"{source.unit}__in": scope.unit_ids})
    period = scope.period
    if source.on is None or period.kind == PeriodKind.STANDING:
        return rows
    if period.kind == PeriodKind.AS_OF:
        rows = rows.filter(**{f"{source.on}__lte": period.last})
        if source.until:
            rows = rows.filter(Q(**{f"{source.until}__isnull": True}) | Q(**{f"{source.until}__gt": period.last}))
        return rows
    return rows.filter(**{f"{source.on}__range": (period.first, period.last)})


def count_rows(source: Rows, scope: Scope) -> tuple[Decimal, int]:
    """Return the value and how many rows stand behind it, in one query."""
    found = rows_in(source, scope).order_by().aggregate(**_measures(source))
    return _number(found["measure"]), int(found["rows"])


def count_parts(source: Rows, scope: Scope, path: str) -> dict[Any, Decimal]:
    """Return the value of each part of a dimension, in one query; a row without the dimension counts under None."""
    rows = rows_in(source, scope).order_by()
    grouped = rows.annotate(part=F(path)).values("part").annotate(**_measures(source))
    parts: dict[Any, Decimal] = {}
    for row in grouped:
        part = None if row["part"] == "" else row["part"]
        parts[part] = parts.get(part, Decimal(0)) + _number(row["measure"])
    return parts


def _measures(source: Rows) -> dict[str, Any]:
    rows = Count(source.distinct, distinct=True) if source.distinct else Count("pk")
    return {"measure": Sum(source.amount) if source.amount else rows, "rows": rows}


def _number(value: Any) -> Decimal:
    return plain(Decimal(str(value))) if value is not None else Decimal(0)


def group_rows(source: Rows, scope: Scope) -> list[tuple[int | None, date, dict[str, str], Decimal]]:
    """Return the rows of a scope by unit, day and dimensions, in one query: what tallies are held against."""
    paths = {f"dim_{code}": path for code, path in sorted(source.dims.items())}
    rows = rows_in(source, scope).order_by().annotate(at_unit=F(source.unit), on_day=F(source.on or ""))
    rows = rows.annotate(**{name: F(path) for name, path in paths.items()})
    found = []
    for row in rows.values("at_unit", "on_day", *paths).annotate(**_measures(source)):
        dims = {name.removeprefix("dim_"): str(row[name]) for name in paths if row[name] not in (None, "")}
        if row["on_day"] is not None:
            found.append((row["at_unit"], row["on_day"], dims, _number(row["measure"])))
    return found
