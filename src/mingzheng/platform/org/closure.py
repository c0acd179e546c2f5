"""The dated closure of the unit tree as a pure function of the dated relations. Storing it is `services.units`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

SUBORDINATE = "subordinate"
DISPATCHED = "dispatched"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open interval of days; `until` None means still."""

    since: date
    until: date | None

    def __and__(self, other: "Span") -> "Span | None":
        since = max(self.since, other.since)
        ends = [day for day in (self.until, other.until) if day is not None]
        until = min(ends) if ends else None
        return None if until is not None and until <= since else Span(since, until)


@dataclass(frozen=True, slots=True)
class Edge:
    """A unit stands under another for a time."""

    parent: int
    child: int
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """`ancestor` is `depth` steps above `descendant` for a time; `kind` is dispatched once one step of the way is."""

    ancestor: int
    descendant: int
    depth: int
    kind: str
    span: Span


class CycleError(ValueError):
    """A unit would stand above itself. `units` are those on the ring."""

    def __init__(self, units: Iterable[int]) -> None:
        self.units = tuple(units)
        super().__init__(f"cycle through {self.units}")


@dataclass(frozen=True, slots=True)
class _Up:
    ancestor: int
    depth: int
    kind: str
    span: Span


def compute_closure(lives: dict[int, Span], edges: Iterable[Edge]) -> frozenset[ClosureRow]:
    """Return every dated ancestor row of units that live in `lives`, self rows included.

    Raises CycleError when on some day a unit would stand above itself.
    """
    above: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        above[edge.child].append(edge)
    done: dict[int, tuple[_Up, ...]] = {}
    for unit in lives:
        for ancestor_first in _order(unit, above, done):
            done[ancestor_first] = _ups(ancestor_first, lives, above, done)
    return frozenset(
        ClosureRow(up.ancestor, unit, up.depth, up.kind, up.span) for unit, ups in done.items() for up in ups
    )


def _order(start: int, above: dict[int, list[Edge]], done: dict[int, tuple[_Up, ...]]) -> Iterator[int]:
    """Yield the units not done yet, every parent before its children."""
    path: list[int] = []
    stack: list[tuple[int, bool]] = [(start, False)]
    seen: set[int] = set()
    while stack:
        unit, leaving = stack.pop()
        if leaving:
            path.pop()
            seen.add(unit)
            yield unit
            continue
        if unit in done or unit in seen:
            continue
        if unit in path:
            raise CycleError(path[path.index(unit) :])
        path.append(unit)
        stack.append((unit, True))
        stack.extend((edge.parent, False) for edge in above[unit])


def _ups(
    unit: int, lives: dict[int, Span], above: dict[int, list[Edge]], done: dict[int, tuple[_Up, ...]]
) -> tuple[_Up, ...]:
    life = lives[unit]
    found: dict[tuple[int, int, str], list[Span]] = defaultdict(list)
    for edge in above[unit]:
        own = edge.span & life
        for up in done[edge.parent] if own else ():
            span = own & up.span if own else None
            if span:
                kind = DISPATCHED if DISPATCHED in (edge.kind, up.kind) else SUBORDINATE
                found[up.ancestor, up.depth + 1, kind].append(span)
    rows = [_Up(unit, 0, SUBORDINATE, life)]
    rows.extend(_Up(*key, span) for key, spans in found.items() for span in merge_spans(spans))
    return tuple(rows)


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the same days in as few intervals as possible, in order."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: one.since):
        last = merged[-1] if merged else None
        if last is None or (last.until is not None and last.until < span.since):
            merged.append(span)
        elif last.until is not None:
            until = None if span.until is None else max(last.until, span.until)
            merged[-1] = Span(last.since, until)
    return merged
