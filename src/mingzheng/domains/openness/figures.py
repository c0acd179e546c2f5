"""Figures of this room beside the counts of entries: how many are in place, and which share of the catalogue that is."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from mingzheng.catalogues.public import works_here
from mingzheng.domains.openness.models import DisclosureEntry, PublishedLink
from mingzheng.figures.public import Figure, PeriodKind, Ratio, Rows, RowWords, Scope, declare
from mingzheng.platform.access.public import Actor


def _in_place(scope: Scope) -> QuerySet[Any]:
    links = PublishedLink.objects.filter(
        entry_id=OuterRef("entry_id"), removed_at__isnull=True, published_on__lte=scope.period.last
    )
    return DisclosureEntry.objects.filter(Exists(links))


def _readable(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if works_here(actor) else rows.none()


def _describe(version: Any) -> RowWords:
    url = reverse("catalogues:entry", args=["disclosure", version.entry_id])
    return RowWords(f"主动公开目录：{version.title}", url, f"entry:disclosure:{version.entry_id}")


declare(
    Figure(
        code="openness.disclosure_linked",
        title="主动公开目录已公开条目数",
        counts="该日有效、且已挂接公开信息的主动公开目录条目",
        unit="条",
        period=PeriodKind.AS_OF,
        source=Rows(
            query=_in_place, unit="unit_id", on="valid_from", until="valid_to", describe=_describe, readable=_readable
        ),
        systems=("S40",),
        basis="政府信息公开条例第十九条至第二十一条",
    ),
    Figure(
        code="openness.disclosure_rate",
        title="主动公开目录公开到位率",
        counts="已挂接公开信息的条目占有效条目的比例",
        unit="%",
        period=PeriodKind.AS_OF,
        decimals=2,
        bounds=(0, 100),
        source=Ratio(numerator="openness.disclosure_linked", denominator="openness.disclosure_entries"),
        systems=("S40",),
        basis="政府信息公开条例第十九条至第二十一条",
    ),
)
