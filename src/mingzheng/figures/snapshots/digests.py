"""Digests of definitions, of the rows behind a value, and of a whole snapshot. SHA-256 over canonical JSON."""

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from mingzheng.figures.declaration import Change, Events, Figure, Ratio, Readings, Rows
from mingzheng.figures.models import Reading
from mingzheng.figures.models.reading import plain
from mingzheng.figures.periods import Scope
from mingzheng.figures.registry import get_figure, parts_of
from mingzheng.figures.sources.rows import rows_in
from mingzheng.figures.values import FigureValue
from mingzheng.kit.digests import canonical_json, sha256_hex

CHUNK = 5_000


def digest(value: Any) -> str:
    """Return the digest of a JSON value."""
    return sha256_hex(canonical_json(value))


def definition_of(figure: Figure) -> dict[str, Any]:
    """Return what a definition says, as JSON: enough to see that another version counts something else."""
    source = figure.source
    return {
        "code": figure.code,
        "version": figure.version,
        "title": figure.title,
        "counts": figure.counts,
        "unit": figure.unit,
        "kind": figure.kind.value,
        "decimals": figure.decimals,
        "source": type(source).__name__.lower(),
        "parts": list(parts_of(figure)),
        "measure": _measure(source),
    }


def _measure(source: Any) -> dict[str, Any]:
    rows = source.recount if isinstance(source, Events) else source
    if isinstance(rows, Rows):
        return {"unit": rows.unit, "on": rows.on, "until": rows.until, "amount": rows.amount, "distinct": rows.distinct}
    return {"percent": source.percent} if isinstance(source, Ratio) else {}


def digest_rows(value: FigureValue) -> str:
    """Return the digest of the rows behind a value: each by its key and what it adds."""
    taken = hashlib.sha256()
    for line in _lines(value.figure, value.scope, value):
        taken.update(line.encode())
        taken.update(b"\n")
    return taken.hexdigest()


def _lines(figure: Figure, scope: Scope, value: FigureValue) -> Iterable[str]:
    if value.reading_ids:
        rows = Reading.objects.filter(pk__in=value.reading_ids).order_by("pk")
        yield from (f"reading:{row.pk}={row.printed}" for row in rows)
        return
    source = figure.source.recount if isinstance(figure.source, Events) else figure.source
    if isinstance(source, Rows):
        measure = source.amount or "pk"
        rows_ = rows_in(source, scope).order_by("pk").values_list("pk", measure)
        for key, amount in rows_.iterator(chunk_size=CHUNK):
            yield f"{key}={plain(Decimal(str(amount or 0))) if source.amount else 1}"
        return
    if isinstance(source, Readings):
        return
    earlier = scope.period.earlier() if isinstance(source, Change) else None
    for code in parts_of(figure):
        yield from _lines(get_figure(code), scope, value)
        if earlier is not None:
            yield from _lines(get_figure(code), scope.during(earlier), value)


def digest_snapshot(title: str, taken_at: str, values: Iterable[Mapping[str, Any]]) -> str:
    """Return the digest of a whole snapshot as its file tells it."""
    return digest({"title": title, "taken_at": taken_at, "values": [dict(value) for value in values]})
