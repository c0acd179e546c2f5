"""Plots as server-drawn SVG: pure functions from a `Plot` to markup. The table beside a plot is the component's matter.

No colours and no fonts here: the style sheet `charts.css` gives each series its colour and dash.
"""

from django.utils.safestring import SafeString, mark_safe

from mingzheng.platform.design.plots.bars import draw_bars
from mingzheng.platform.design.plots.lines import draw_lines
from mingzheng.platform.design.plots.rows import draw_rows
from mingzheng.platform.design.plots.scale import describe, format_value, make_scale, ticks
from mingzheng.platform.design.values import Plot

__all__ = [
    "describe",
    "draw",
    "draw_bars",
    "draw_lines",
    "draw_rows",
    "format_value",
    "make_scale",
    "sparkline",
    "ticks",
]


def draw(plot: Plot) -> SafeString:
    """Draw a plot by its kind; raises ValueError for an unknown kind."""
    if plot.kind == "line":
        return mark_safe(draw_lines(plot))  # noqa: S308 - every text in it is escaped where it is written
    if plot.kind in ("bar", "stacked"):
        return mark_safe(draw_bars(plot))  # noqa: S308 - every text in it is escaped where it is written
    if plot.kind == "rows":
        return mark_safe(draw_rows(plot))  # noqa: S308 - every text in it is escaped where it is written
    raise ValueError(f"unknown kind of plot: {plot.kind}")


def sparkline(values: tuple[float, ...], *, label: str) -> SafeString:
    """Draw a line of a word's size for a table cell; `label` says in words what it shows."""
    if not values:
        return SafeString("")
    low, high = min(values), max(values)
    span = (high - low) or 1
    step = 72 / max(1, len(values) - 1)
    points = " ".join(
        f"{2 + index * step:.1f},{17 - (value - low) / span * 14:.1f}" for index, value in enumerate(values)
    )
    plot = Plot(title=label, labels=tuple("" for _ in values), series=())
    return mark_safe(  # noqa: S308 - the label is escaped by describe, the rest are numbers
        f'<svg class="sparkline" viewBox="0 0 76 20" role="img" aria-label="{describe(plot)}">'
        f'<polyline points="{points}"></polyline></svg>'
    )
