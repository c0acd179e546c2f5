"""Shorthand of the files in this package: one line for one definition."""

from decimal import Decimal

from mingzheng.figures.declaration import Change, Dimension, Figure, Kind, Ratio, Total
from mingzheng.figures.periods import PeriodKind

PERCENT_BOUNDS: tuple[Decimal | int | None, Decimal | int | None] = (0, 100)


def counted(
    code: str,
    title: str,
    counts: str,
    unit: str,
    systems: str,
    *,
    kind: Kind = Kind.MEASURED,
    period: PeriodKind = PeriodKind.YEAR,
    scale: str = "",
    decimals: int = 0,
    dimensions: tuple[Dimension, ...] = (),
    basis: str = "",
    sensitive: bool = False,
) -> Figure:
    """Return the definition of a number that somebody counts and reports."""
    return Figure(
        code,
        title,
        counts,
        unit,
        kind=kind,
        period=period,
        scale=scale,
        decimals=decimals,
        dimensions=dimensions,
        systems=tuple(systems.split()),
        basis=basis,
        sensitive=sensitive,
    )


def rule(code: str, title: str, counts: str, unit: str, systems: str) -> Figure:
    """Return the definition of a number that is a rule: it holds until it is changed and is never compared."""
    return counted(code, title, counts, unit, systems, kind=Kind.RULE, period=PeriodKind.STANDING)


def listed(code: str, title: str, counts: str, unit: str, systems: str) -> Figure:
    """Return the definition of a number that only counts the items of a list in the text."""
    return counted(code, title, counts, unit, systems, kind=Kind.COUNT_OF_LIST, period=PeriodKind.STANDING)


def ranked(code: str, title: str, counts: str, unit: str, systems: str) -> Figure:
    """Return the definition of a place in a ranking."""
    return counted(code, title, counts, unit, systems, kind=Kind.RANK)


def target(code: str, title: str, counts: str, unit: str, systems: str) -> Figure:
    """Return the definition of a number that is aimed at."""
    return counted(code, title, counts, unit, systems, kind=Kind.TARGET)


def percentage(code: str, title: str, counts: str, systems: str, *, decimals: int = 2) -> Figure:
    """Return the definition of a percentage that is reported as such."""
    return Figure(code, title, counts, "%", decimals=decimals, bounds=PERCENT_BOUNDS, systems=tuple(systems.split()))


def share(code: str, title: str, top: str, bottom: str, systems: str, *, counts: str, decimals: int = 1) -> Figure:
    """Return the definition of a percentage of two figures; a reported one prevails and the sum beside it is shown."""
    return Figure(
        code,
        title,
        counts,
        "%",
        decimals=decimals,
        bounds=PERCENT_BOUNDS,
        source=Ratio(top, bottom),
        systems=tuple(systems.split()),
    )


def total(code: str, title: str, of: tuple[str, ...], unit: str, systems: str, *, counts: str) -> Figure:
    """Return the definition of a sum of figures."""
    return Figure(code, title, counts, unit, source=Total(of), systems=tuple(systems.split()))


def growth(code: str, title: str, of: str, systems: str, *, counts: str) -> Figure:
    """Return the definition of a change against the same period a year before."""
    return Figure(
        code,
        title,
        counts,
        "%",
        kind=Kind.CHANGE,
        decimals=1,
        bounds=(-100, None),
        source=Change(of),
        systems=tuple(systems.split()),
    )
