"""Bar plots, side by side or stacked. Negative values of a stack are not drawn as such plots have no meaning here."""

from html import escape

from mingzheng.platform.design.plots.scale import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    draw_labels,
    draw_value_axis,
    format_value,
    known_values,
    make_scale,
    open_drawing,
    ticks,
)
from mingzheng.platform.design.values import Plot


def draw_bars(plot: Plot) -> str:
    """Draw bars side by side, or on top of each other when the plot is stacked."""
    is_stacked = plot.kind == "stacked"
    values = _stack_heights(plot) if is_stacked else known_values(plot)
    marks = ticks(min(0, *values, 0), max(1, *values, 1))
    at_y = make_scale(marks, (HEIGHT - BOTTOM, TOP))
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(plot.labels))

    def centre(index: int) -> float:
        return LEFT + (index + 0.5) * slot

    groups = []
    for number, series in enumerate(plot.series, start=1):
        bars = []
        for index, value in enumerate(series.values):
            if not value:
                continue
            x, width = _place(index, number, len(plot.series), slot, is_stacked=is_stacked)
            floor = _below(plot, number, index) if is_stacked else 0.0
            top, bottom = sorted((at_y(floor + value), at_y(floor)))
            words = escape(f"{plot.labels[index]} {series.label}：{format_value(value)}{plot.unit}")
            bars.append(
                f'<rect class="chart__bar" x="{x:.1f}" y="{top:.1f}" width="{width:.1f}" '
                f'height="{max(0.5, bottom - top):.1f}"><title>{words}</title></rect>'
            )
        groups.append(f'<g class="series series--{number}">{"".join(bars)}</g>')
    axes = draw_value_axis(marks, at_y) + draw_labels(plot.labels, centre)
    return f"{open_drawing(plot)}{axes}{''.join(groups)}</svg>"


def _stack_heights(plot: Plot) -> list[float]:
    return [sum(max(0, series.values[index] or 0) for series in plot.series) for index in range(len(plot.labels))]


def _below(plot: Plot, number: int, index: int) -> float:
    return sum(max(0, series.values[index] or 0) for series in plot.series[: number - 1])


def _place(index: int, number: int, series_count: int, slot: float, *, is_stacked: bool) -> tuple[float, float]:
    """Return left edge and width of one bar."""
    lanes = 1 if is_stacked else max(1, series_count)
    width = min(34.0, slot * 0.68 / lanes)
    left = LEFT + (index + 0.5) * slot - width * lanes / 2
    return left + (0 if is_stacked else (number - 1) * width), width * (1 if is_stacked else 0.92)
