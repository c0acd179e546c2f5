"""The figure a catalogue feeds, made from its declaration: entries in force on a day, by class, unit and counted fields."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mingzheng.catalogues.declaration import Catalogue
from mingzheng.catalogues.rules import works_here
from mingzheng.figures.public import Dimension, Figure, PeriodKind, Rows, RowWords, Scope, declare
from mingzheng.platform.access.public import Actor


def declare_figures(catalogue: Catalogue) -> None:
    """Declare the count of a catalogue's entries, if it names one."""
    if catalogue.figure_code:
        declare(_figure(catalogue))


def _figure(catalogue: Catalogue) -> Figure:
    def query(scope: Scope) -> QuerySet[Any]:
        found: QuerySet[Any] = catalogue.model._default_manager.all()
        return found

    def readable(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows if works_here(actor) else rows.none()

    def describe(version: Any) -> RowWords:
        url = reverse("catalogues:entry", args=[catalogue.code, version.entry_id])
        return RowWords(f"{catalogue.title}：{version.title}", url, f"entry:{catalogue.code}:{version.entry_id}")

    counted = [catalogue.field(code) for code in catalogue.counted]
    return Figure(
        code=catalogue.figure_code,
        title=f"{catalogue.title}条目数",
        counts=f"该日有效的{catalogue.title}条目，每条只属一个{catalogue.class_label}，各{catalogue.class_label}之和等于总数",
        unit="条",
        period=PeriodKind.AS_OF,
        dimensions=(
            Dimension("class", catalogue.class_label, dict(catalogue.classes)),
            *(Dimension(item.code, item.label, dict(item.choices)) for item in counted),
        ),
        source=Rows(
            query=query,
            unit="unit_id",
            on="valid_from",
            until="valid_to",
            dims={"class": "class_code", **{item.code: item.code for item in counted}},
            describe=describe,
            readable=readable,
        ),
        systems=catalogue.systems,
        basis=catalogue.basis,
    )
