"""Bars that lie, one under another: for parts with names of units and kinds, which would not fit under standing bars."""

from html import escape

from mingzheng.platform.design.plots.scale import describe, format_value, known_values, make_scale
from mingzheng.platform.design.values import Plot

# Narrower than other drawings, so that its names can still be read on a phone.
WIDTH = 440
ROW, BAR = 22, 14
NAMES, NUMBERS = 152, 52
LETTERS = 12


def draw_rows(plot: Plot) -> str:
    """Draw the first series as lying bars with their name before and their value behind."""
    values = plot.series[0].values if plot.series else ()
    low, high = min(0, *known_values(plot), 0), max(0, *known_values(plot), 0) or 1
    at_x = make_scale((low, high), (NAMES, WIDTH - NUMBERS))
    height = max(1, len(plot.labels)) * ROW + 4
    drawn = "".join(
        _row(index, label, value, at_x(0), at_x(value or 0), plot.unit)
        for index, (label, value) in enumerate(zip(plot.labels, values, strict=False))
    )
    base = f'<line class="chart__base" x1="{at_x(0):.1f}" x2="{at_x(0):.1f}" y1="0" y2="{height}"></line>'
    return (
        f'<svg class="chart chart--rows" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{describe(plot)}" preserveAspectRatio="xMidYMid meet">'
        f'<g class="series series--1">{drawn}</g>{base}</svg>'
    )


def _row(index: int, label: str, value: float | None, zero: float, end: float, unit: str) -> str:
    top, line = index * ROW + (ROW - BAR) / 2 + 2, index * ROW + ROW / 2 + 6
    name = label if len(label) <= LETTERS else f"{label[: LETTERS - 1]}…"
    said = "—" if value is None else format_value(value)
    left, right = sorted((zero, end))
    words = escape(f"{label}：{said}{unit}")
    return (
        f'<text class="chart__tick chart__tick--y" x="{NAMES - 8}" y="{line:.1f}">{escape(name)}</text>'
        f'<rect class="chart__bar" x="{left:.1f}" y="{top:.1f}" width="{max(0.5, right - left):.1f}" height="{BAR}">'
        f"<title>{words}</title></rect>"
        f'<text class="chart__tick" x="{right + 6:.1f}" y="{line:.1f}">{said}</text>'
    )
