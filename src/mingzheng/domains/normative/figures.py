"""Figures of this room: normative documents in force, published and filed, and how many were interpreted."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from mingzheng.domains.normative.desk.library import reads_library
from mingzheng.domains.normative.models import Document
from mingzheng.domains.normative.selectors import holding, own_documents
from mingzheng.domains.normative.words import DRAFT_KINDS
from mingzheng.figures.public import Dimension, Figure, PeriodKind, Ratio, Rows, RowWords, Scope, declare
from mingzheng.platform.access.public import Actor

KIND = Dimension("kind", "类别", dict(DRAFT_KINDS))


def _held(scope: Scope) -> QuerySet[Any]:
    return own_documents().filter(holding(scope.period.last))


def _published(scope: Scope) -> QuerySet[Any]:
    return own_documents()


def _interpreted(scope: Scope) -> QuerySet[Any]:
    return own_documents().filter(Q(interpretations__published_on__isnull=False)).distinct()


def _readable(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if reads_library(actor) else rows.none()


def _describe(document: Document) -> RowWords:
    words = f"{document.doc_number} {document.title}".strip()
    return RowWords(words, reverse("normative:document", args=[document.slug]), f"library:{document.pk}")


def _rows(query: Any, on: str) -> Rows:
    return Rows(query=query, unit="unit_id", on=on, dims={"kind": "kind"}, describe=_describe, readable=_readable)


declare(
    Figure(
        code="normative.in_force",
        title="现行有效规范性文件数",
        counts="该日现行有效的本区行政规范性文件",
        unit="件",
        period=PeriodKind.AS_OF,
        dimensions=(KIND,),
        source=_rows(_held, "effective_on"),
        systems=("S62",),
        basis="国办发〔2018〕37号",
    ),
    Figure(
        code="normative.published",
        title="公布规范性文件数",
        counts="当年公布的本区行政规范性文件",
        unit="件",
        period=PeriodKind.YEAR,
        dimensions=(KIND,),
        source=_rows(_published, "published_on"),
        systems=("S62",),
        basis="国办发〔2018〕37号",
    ),
    Figure(
        code="normative.abolished",
        title="废止规范性文件数",
        counts="当年废止、宣布失效的本区行政规范性文件",
        unit="件",
        period=PeriodKind.YEAR,
        dimensions=(KIND,),
        source=_rows(_published, "ended_on"),
        systems=("S62", "S129"),
        basis="国办公开办函〔2021〕30号",
    ),
    Figure(
        code="normative.interpreted",
        title="已解读规范性文件数",
        counts="当年公布且已公布解读的本区行政规范性文件",
        unit="件",
        period=PeriodKind.YEAR,
        dimensions=(KIND,),
        source=_rows(_interpreted, "published_on"),
        systems=("S65",),
        basis="政策解读“三同步”",
    ),
    Figure(
        code="normative.interpreted_rate",
        title="规范性文件解读率",
        counts="当年公布的本区行政规范性文件中已公布解读的比例",
        unit="%",
        period=PeriodKind.YEAR,
        decimals=2,
        bounds=(0, 100),
        source=Ratio(numerator="normative.interpreted", denominator="normative.published"),
        systems=("S65",),
        basis="政策解读“三同步”",
    ),
)
