"""The figures of publishing: what was published by class and column, returned in review, released urgently, corrected, withdrawn.

Legal basis: 政府信息公开条例第五十条; 国办发〔2017〕47号 (政府网站工作年度报表).
"""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse

from mingzheng.casework.public import Act, Case, cases_for
from mingzheng.domains.publishing.models import Column, Correction, Publication, Withdrawal
from mingzheng.domains.publishing.words import ItemClass, WithdrawalKind
from mingzheng.figures.public import Dimension, Figure, Rows, RowWords, Scope, declare
from mingzheng.platform.access.public import Actor
from mingzheng.worktime.public import SHANGHAI

BASIS = "国办发〔2017〕47号"


def column_names() -> dict[str, str]:
    """Return the columns by their addresses."""
    return dict(Column.objects.values_list("code", "name"))


CLASS = Dimension("item_class", "信息类别", dict(ItemClass.choices))
COLUMN = Dimension("column", "栏目", column_names)
KIND = Dimension("kind", "撤回原因", dict(WithdrawalKind.choices))


def published(scope: Scope) -> QuerySet[Publication]:
    """Return what was published here and is not sealed: one row an item, on the day it first went out."""
    rows = Publication.objects.filter(is_current=True, is_migrated=False, taken_down_at__isnull=True)
    return rows.annotate(published_on=TruncDate("published_at", tzinfo=SHANGHAI)).select_related("item__case")


def urgent(scope: Scope) -> QuerySet[Publication]:
    """Return what went out before all had signed."""
    return published(scope).filter(is_urgent=True)


def migrated(scope: Scope) -> QuerySet[Publication]:
    """Return earlier articles brought over, on their original days."""
    rows = Publication.objects.filter(is_current=True, is_migrated=True, taken_down_at__isnull=True)
    return rows.annotate(published_on=TruncDate("published_at", tzinfo=SHANGHAI)).select_related("item__case")


def returned(scope: Scope) -> QuerySet[Act]:
    """Return every return in review."""
    return Act.objects.filter(case__procedure="publication", action="send_back").select_related("case")


def corrected(scope: Scope) -> QuerySet[Correction]:
    """Return the corrections after publication."""
    rows = Correction.objects.annotate(corrected_on=TruncDate("corrected_at", tzinfo=SHANGHAI))
    return rows.select_related("item__case")


def withdrawn(scope: Scope) -> QuerySet[Withdrawal]:
    """Return the withdrawals with a public note."""
    rows = Withdrawal.objects.annotate(withdrawn_on=TruncDate("withdrawn_at", tzinfo=SHANGHAI))
    return rows.select_related("publication__item__case")


def _words(case: Case) -> RowWords:
    return RowWords(f"{case.number} {case.title}", reverse("casework:case", args=[case.number]), f"case:{case.pk}")


def _publication_rows(query: object, **dims: str) -> Rows:
    return Rows(
        query,  # type: ignore[arg-type]
        unit="unit_id",
        on="published_on",
        dims={"item_class": "item_class", "column": "column__code", **dims},
        describe=lambda row: _words(row.item.case),
        readable=lambda actor, rows: rows.filter(item__in=_seen(actor)),
    )


def _seen(actor: Actor) -> QuerySet[Case]:
    return cases_for(actor, procedure="publication").values("pk")  # type: ignore[return-value]


declare(
    Figure(
        "publishing.published",
        "发布信息数",
        "首次发布的信息，一件只归一个类别；迁移的旧稿和静默下线的不计",
        "条",
        dimensions=(CLASS, COLUMN),
        source=_publication_rows(published),
        systems=("S39",),
        basis=BASIS,
    ),
    Figure(
        "publishing.urgent",
        "紧急发布数",
        "经带班领导签批或者电话授权先行发布、事后补签的信息",
        "条",
        dimensions=(CLASS, COLUMN),
        source=_publication_rows(urgent),
        systems=("S42",),
        basis=BASIS,
    ),
    Figure(
        "publishing.migrated",
        "迁移旧稿数",
        "从原网站迁入的信息，按原发布时间计",
        "条",
        dimensions=(CLASS, COLUMN),
        source=_publication_rows(migrated),
        systems=("S39",),
        basis=BASIS,
    ),
    Figure(
        "publishing.returned",
        "审校退回次数",
        "三审三校中退回修改的次数",
        "次",
        source=Rows(
            returned,
            unit="case__origin_unit_id",
            on="occurred_on",
            describe=lambda row: _words(row.case),
            readable=lambda actor, rows: rows.filter(case__in=_seen(actor)),
        ),
        systems=("S42",),
        basis=BASIS,
    ),
    Figure(
        "publishing.corrected",
        "勘误次数",
        "发布后经勘误更正的次数",
        "次",
        source=Rows(
            corrected,
            unit="item__case__origin_unit_id",
            on="corrected_on",
            describe=lambda row: _words(row.item.case),
            readable=lambda actor, rows: rows.filter(item__in=_seen(actor)),
        ),
        systems=("S39",),
        basis=BASIS,
    ),
    Figure(
        "publishing.withdrawn",
        "公开说明撤回数",
        "以公开说明撤回的信息，按原因分",
        "条",
        dimensions=(KIND,),
        source=Rows(
            withdrawn,
            unit="publication__unit_id",
            on="withdrawn_on",
            dims={"kind": "kind"},
            describe=lambda row: _words(row.publication.item.case),
            readable=lambda actor, rows: rows.filter(publication__item__in=_seen(actor)),
        ),
        systems=("S39",),
        basis=BASIS,
    ),
)
