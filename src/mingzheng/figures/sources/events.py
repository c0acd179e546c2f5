"""Count acts: deltas folded into days, the tail not yet folded, and the recount that judges both."""

from collections.abc import Sequence
from decimal import Decimal

from mingzheng.figures.declaration import Events, Figure
from mingzheng.figures.periods import Scope
from mingzheng.figures.sources.rows import count_rows


def count_events(figures: Sequence[Figure], scope: Scope) -> dict[str, tuple[Decimal, int]]:
    """Return the value of each figure and how many rows stand behind it, by code."""
    return {
        figure.code: count_rows(figure.source.recount, scope) for figure in figures if isinstance(figure.source, Events)
    }
