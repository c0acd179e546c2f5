"""The figures a book feeds, made from its declaration. What a value is and who reads it is `figures`'.

A record counts once in the whole however many themes it carries; the parts by such a field overlap and are said to.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mingzheng.figures.public import (
    Dimension,
    Figure,
    Period,
    PeriodKind,
    Ratio,
    Rows,
    RowWords,
    Scope,
    declare,
    pedigree_url,
)
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import today
from mingzheng.registers.declaration import BookFigure, BookShare, Field, Kind, Register
from mingzheng.registers.models import LIVE, Record, RecordState
from mingzheng.registers.selectors import records_for, rows_of

PATHS = {Kind.UNIT: "{}_id", Kind.PERSON: "{}__name", Kind.CHOICES: "{}__code", Kind.RECORD: "{}__title"}


def declare_figures(book: Register) -> None:
    """Declare every figure of a book."""
    figures = [_figure(book, figure) for figure in book.figures]
    declare(*figures, *(_share(share) for share in book.shares))


def counted_rows(book: Register, figure: BookFigure) -> QuerySet[Any]:
    """Return the records a figure counts: verified ones where the book verifies, and nothing that is still to come."""
    rows = rows_of(book)
    rows = rows.filter(state=RecordState.VERIFIED) if book.verification is not None else rows.filter(LIVE)
    if book.future:
        rows = rows.filter(occurred_on__lte=today())
    return rows.filter(**figure.where) if figure.where else rows


@dataclass(frozen=True, slots=True)
class CountedIn:
    """A figure that counts a record, with the page of its value for the record's time."""

    title: str
    url: str


def figures_counting(book: Register, record: Record) -> list[CountedIn]:
    """Return the figures that count a record as it stands now; one query each."""
    found = []
    for figure in book.figures:
        if counted_rows(book, figure).filter(pk=record.pk).exists():
            day = getattr(record, figure.on)
            period = Period.as_of(today()) if figure.as_of else Period.year(day.year)
            found.append(CountedIn(figure.title, pedigree_url(figure.code, Scope(None, period))))
    return found


def _figure(book: Register, figure: BookFigure) -> Figure:
    counted = [item for item in book.fields if item.counted]

    def query(scope: Scope) -> QuerySet[Any]:
        return counted_rows(book, figure)

    def readable(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(pk__in=records_for(actor, book).values("pk"))

    def describe(record: Any) -> RowWords:
        url = reverse("registers:record", args=[book.code, record.pk])
        return RowWords(f"{book.title}：{record.title}", url, f"record:{book.code}:{record.pk}")

    return Figure(
        code=figure.code,
        title=figure.title,
        counts=figure.counts + ("，只计已核验的登记" if book.verification else ""),
        unit=figure.unit,
        period=PeriodKind.AS_OF if figure.as_of else PeriodKind.YEAR,
        dimensions=tuple(_dimension(item) for item in counted),
        source=Rows(
            query=query,
            unit="unit_id",
            on=figure.on,
            until=figure.until,
            amount=figure.amount or None,
            dims={item.code: PATHS.get(item.kind, "{}").format(item.code) for item in counted},
            describe=describe,
            readable=readable,
        ),
        systems=figure.systems,
        basis=figure.basis,
        sensitive=book.is_closed,
    )


def _dimension(item: Field) -> Dimension:
    return Dimension(item.code, item.label, dict(item.choices), many=item.kind is Kind.CHOICES)


def _share(share: BookShare) -> Figure:
    return Figure(
        code=share.code,
        title=share.title,
        counts=share.counts,
        unit="%",
        period=PeriodKind.AS_OF if share.as_of else PeriodKind.YEAR,
        decimals=2,
        source=Ratio(numerator=share.numerator, denominator=share.denominator),
        bounds=(0, 100),
        systems=share.systems,
        basis=share.basis,
    )
