"""Figures as the writer finds them: by words, with what they are worth in the report's year and how that may be written.

Which figures exist is `figures`'; which number a typed one may be is `composition.matching`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mingzheng.domains.reports.composition.matching import Candidate, match_figures
from mingzheng.domains.reports.lookup import scope_of, show_value
from mingzheng.figures.public import (
    Binding,
    Figure,
    FigureValue,
    Kind,
    Period,
    Qualifier,
    format_binding,
    list_figures,
    list_local_figures,
    may_read_figure,
    offers,
    values_of,
)
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import Unit

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Wordings:
    """One way to write a value: the words, and the binding in markup."""

    text: str
    token: str


@dataclass(frozen=True, slots=True)
class OfferedValue:
    """A figure with its value and the true ways to write it. `confidence` is 0 when it was searched, not matched."""

    figure: Figure
    value: FigureValue
    wordings: tuple[Wordings, ...]
    confidence: int = 0

    @property
    def token(self) -> str:
        """Return the binding of the plain value in markup."""
        return format_binding(Binding(self.figure.code))

    @property
    def is_missing(self) -> bool:
        """Say whether there is nothing to write."""
        return not self.wordings


def search_figures(
    words: str, *, unit: Unit, year: int, reader: Actor, period: Period | None = None
) -> list[OfferedValue]:
    """Return the figures whose title, content or code holds every word; those with a value first."""
    wanted = words.split()
    found = [
        figure
        for figure in known_figures(unit, reader)
        if all(word in f"{figure.title}{figure.counts}{figure.code}" for word in wanted)
    ]
    offered = offer([(figure, 0) for figure in found], unit=unit, year=year, period=period)
    offered.sort(key=lambda one: (one.is_missing, one.figure.code))
    return offered[:MOST_SHOWN]


def known_figures(unit: Unit, reader: Actor) -> list[Figure]:
    """Return the figures its writer may put into a unit's report: declared ones he may read, and those of its own words."""
    declared = [figure for figure in list_figures() if may_read_figure(reader, figure)]
    return [*declared, *list_local_figures(frozenset({unit.pk}))]


def match_number(
    counts: str, measure: str, *, unit: Unit, year: int, reader: Actor, period: Period | None = None
) -> list[OfferedValue]:
    """Return the figures a typed number may be, best first."""
    by_code = {figure.code: figure for figure in known_figures(unit, reader)}
    candidates = [Candidate(one.code, one.title, one.counts, one.unit) for one in by_code.values()]
    matches = match_figures(counts, measure, candidates)
    return offer(
        [(by_code[one.candidate.code], one.confidence) for one in matches], unit=unit, year=year, period=period
    )


def offer(
    figures: Sequence[tuple[Figure, int]], *, unit: Unit, year: int, period: Period | None = None
) -> list[OfferedValue]:
    """Return figures with their values and wordings."""
    scope = scope_of(unit, period or Period.year(year))
    values = values_of([figure.code for figure, _ in figures], scope=scope)
    return [
        OfferedValue(figure, values[figure.code], list_wordings(values[figure.code], Binding(figure.code)), confidence)
        for figure, confidence in figures
    ]


def list_wordings(value: FigureValue, binding: Binding) -> tuple[Wordings, ...]:
    """Return the true ways to write a value, as reported or exact first."""
    if value.value is None and not value.printed:
        return ()
    found = [binding]
    figure = value.figure
    if value.value is not None and value.qualifier is Qualifier.EXACT and figure.kind is Kind.MEASURED:
        exact = value.printed.removesuffix(figure.unit)
        found += [
            Binding(binding.code, binding.period, one.text, binding.unit, binding.bare)
            for one in offers(value.value, figure.unit)
            if one.text != exact
        ]
    return tuple(Wordings(show_value(value, one).text, format_binding(one)) for one in found)
