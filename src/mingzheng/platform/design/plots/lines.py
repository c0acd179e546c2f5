"""Line plots: one polyline a series, broken where a value is unknown, the last point marked."""

from collections.abc import Callable
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
from mingzheng.platform.design.values import Plot, Series


def draw_lines(plot: Plot) -> str:
    """Draw a line plot; an empty one is a frame with its description."""
    values = known_values(plot)
    marks = ticks(min(0, *values, 0), max(1, *values, 1))
    at_y = make_scale(marks, (HEIGHT - BOTTOM, TOP))
    last = max(1, len(plot.labels) - 1)

    def at_x(index: int) -> float:
        return LEFT + 14 + index * (WIDTH - LEFT - RIGHT - 28) / last

    body = "".join(_draw_series(number, series, plot, at_x, at_y) for number, series in enumerate(plot.series, start=1))
    return f"{open_drawing(plot)}{draw_value_axis(marks, at_y)}{draw_labels(plot.labels, at_x)}{body}</svg>"


def _draw_series(
    number: int, series: Series, plot: Plot, at_x: Callable[[int], float], at_y: Callable[[float], float]
) -> str:
    runs: list[list[tuple[float, float]]] = [[]]
    points = []
    for index, value in enumerate(series.values):
        if value is None:
            runs.append([])
            continue
        x, y = at_x(index), at_y(value)
        runs[-1].append((x, y))
        words = escape(f"{series.label} {plot.labels[index]}：{format_value(value)}{plot.unit}")
        points.append(f'<circle class="chart__point" cx="{x:.1f}" cy="{y:.1f}" r="3.2"><title>{words}</title></circle>')
    lines = "".join(
        '<polyline class="chart__line" points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in run) + '"></polyline>'
        for run in runs
        if len(run) > 1
    )
    return f'<g class="series series--{number}">{lines}{"".join(points)}</g>'
