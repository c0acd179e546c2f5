"""The arithmetic of a plot: round ticks, a linear scale, number words. Drawing lives in `lines` and `bars`."""

import math
from collections.abc import Callable, Sequence
from html import escape

from mingzheng.platform.design.values import Plot

WIDTH = 640
HEIGHT = 260
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 16, 34


def ticks(low: float, high: float, *, wanted: int = 5) -> list[float]:
    """Return round, even ticks that cover low..high; whole numbers stay whole. Always at least two, ascending."""
    if high < low:
        low, high = high, low
    if high == low:
        high = low + 1
    raw = (high - low) / max(1, wanted - 1)
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= raw * (1 - 1e-9))
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def make_scale(domain: Sequence[float], pixels: tuple[float, float]) -> Callable[[float], float]:
    """Return the linear function that carries the ends of `domain` to the two ends of `pixels`."""
    low, high = domain[0], domain[-1]
    start, end = pixels
    span = (high - low) or 1
    return lambda value: start + (value - low) / span * (end - start)


def format_value(value: float) -> str:
    """Write a number with thousands separated and without needless decimals."""
    rounded = round(float(value), 2)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.2f}".rstrip("0")


def known_values(plot: Plot) -> list[float]:
    """Return every value that is known."""
    return [value for series in plot.series for value in series.values if value is not None]


def describe(plot: Plot) -> str:
    """Say in one escaped sentence what the drawing shows, for those who do not see it."""
    if not plot.series:
        return escape(plot.title)
    names = "、".join(series.label for series in plot.series)
    span = f"{plot.labels[0]}至{plot.labels[-1]}" if len(plot.labels) > 1 else "".join(plot.labels)
    values = known_values(plot)
    extent = (
        f"，最低 {format_value(min(values))}，最高 {format_value(max(values))}{plot.unit}" if values else "，暂无数据"
    )
    return escape(f"{plot.title}：{names}，{span}{extent}。数据见旁边的表。")


def label_steps(count: int, *, room: int = 12) -> int:
    """Return every how many labels one is written so that at most `room` stand on the axis."""
    return max(1, math.ceil(count / room))


def open_drawing(plot: Plot) -> str:
    """Return the opening tag of a drawing with its description."""
    return (
        f'<svg class="chart chart--{escape(plot.kind)}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{describe(plot)}" preserveAspectRatio="xMidYMid meet">'
    )


def draw_value_axis(marks: Sequence[float], at: Callable[[float], float]) -> str:
    """Draw the grid and the numbers at the left."""
    parts = []
    for mark in marks:
        y = at(mark)
        kind = "chart__base" if mark == 0 else "chart__grid"
        parts.append(f'<line class="{kind}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"></line>')
        parts.append(
            f'<text class="chart__tick chart__tick--y" x="{LEFT - 8}" y="{y + 4:.1f}">{format_value(mark)}</text>'
        )
    return "".join(parts)


def draw_labels(labels: Sequence[str], centre: Callable[[int], float]) -> str:
    """Draw the labels under the plot, leaving out what would not fit."""
    step = label_steps(len(labels))
    return "".join(
        f'<text class="chart__tick chart__tick--x" x="{centre(index):.1f}" y="{HEIGHT - 12}">{escape(label)}</text>'
        for index, label in enumerate(labels)
        if index % step == 0
    )
