"""The index of all catalogues, and the list of one as of a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.catalogues.declaration import Catalogue
from mingzheng.catalogues.desk.filters import filterset_for
from mingzheng.catalogues.desk.finding import day_asked, find_catalogue
from mingzheng.catalogues.desk.tables import EntryTable, columns_for
from mingzheng.catalogues.registry import list_catalogues
from mingzheng.catalogues.rules import may_propose, works_here
from mingzheng.catalogues.selectors import (
    changes_for,
    count_by_class,
    count_catalogues_for,
    entries_for,
    list_days_of_change,
    open_lines,
)
from mingzheng.catalogues.sheets import write_catalogue
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Number
from mingzheng.platform.desk.public import DeskFilterSet, DeskListView, DeskView, EmptyWords, actor_of
from mingzheng.platform.ledger.public import today

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CHANGES = 8


class CatalogueIndexView(DeskView):
    """Every catalogue, with how much is in force."""

    template_name = "catalogues/index.html"
    page_title = "目录"
    purpose = "长期有效、按版本管理的清单：每条有生效和失效日期，调整须申报、审核、批准后发布。"

    def may_see(self, actor: Actor) -> bool:
        """Keep administrators out."""
        return works_here(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the catalogues with their counts."""
        counts = count_catalogues_for(self.actor, today())
        entries = [
            {
                "catalogue": item,
                "count": counts[item.code],
                "waiting": open_lines(item).count(),
                "url": reverse("catalogues:list", args=[item.code]),
            }
            for item in list_catalogues()
        ]
        return super().get_context_data(entries=entries, **kwargs)


class CatalogueListView(DeskListView):
    """The entries of one catalogue in force on a day."""

    template_name = "catalogues/list.html"
    table_class: ClassVar[type[EntryTable]] = EntryTable
    can_export = False

    @property
    def catalogue(self) -> Catalogue:
        """Return the catalogue named in the address, or 404."""
        return find_catalogue(self.kwargs["code"])

    @property
    def day(self) -> date:
        """Return the day the list is read as of."""
        return day_asked(self.request)

    @property
    def list_key(self) -> str:  # type: ignore[override]
        """Name the list for saved filters."""
        return f"catalogues.{self.catalogue.code}"

    @property
    def filterset_class(self) -> type[DeskFilterSet]:  # type: ignore[override]
        """Return the catalogue's filters."""
        return filterset_for(self.catalogue)

    @property
    def purpose(self) -> str:  # type: ignore[override]
        """Return the one line on what the catalogue is for."""
        return self.catalogue.purpose

    @property
    def basis(self) -> str:  # type: ignore[override]
        """Return what it rests on."""
        return self.catalogue.basis

    def may_see(self, actor: Actor) -> bool:
        """Keep administrators out."""
        return works_here(actor)

    def get_page_title(self) -> str:
        """Return the catalogue's title."""
        return self.catalogue.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the index."""
        return [Crumb("目录", reverse("catalogues:index")), Crumb(self.catalogue.title)]

    def get_rows(self) -> QuerySet[Any]:
        """Return what was in force on the day."""
        return entries_for(self.actor, self.catalogue, self.day)

    def get_table_kwargs(self) -> Mapping[str, Any]:
        """Add the declared columns; a link keeps the day."""
        suffix = f"?on={self.day.isoformat()}" if self.day != today() else ""
        return {"catalogue": self.catalogue, "suffix": suffix, "extra_columns": columns_for(self.catalogue)}

    def get_numbers(self) -> Sequence[Number]:
        """Return the whole and its classes; a number opens the class."""
        counts = count_by_class(self.catalogue, self.day)
        kept = f"&on={self.day.isoformat()}" if self.day != today() else ""
        parts = [
            Number(n, self.catalogue.class_title(code), url=f"?class_code={code}{kept}")
            for code, n in counts.items()
            if n
        ]
        return [Number(sum(counts.values()), "有效条目"), *parts[:5]] if parts else ()

    def get_empty_words(self) -> EmptyWords:
        """Say why the list is empty and what would fill it."""
        if self.day != today():
            return EmptyWords("该日没有有效的条目", "可以换一个日期，或查看今天有效的条目。")
        if not may_propose(self.actor):
            return EmptyWords(f"{self.catalogue.title}还没有条目", "责任单位申报、审核批准并发布后会出现在这里。")
        url = reverse("catalogues:add", args=[self.catalogue.code])
        return EmptyWords(f"{self.catalogue.title}还没有条目", "可以逐条申报，也可以成批申报。", "申报新增", url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the day, the days of change and the proposals under way."""
        return super().get_context_data(
            catalogue=self.catalogue,
            day=self.day,
            is_today=self.day == today(),
            days=list_days_of_change(self.catalogue),
            changes=changes_for(self.actor, self.catalogue).filter(is_open=True)[:MOST_CHANGES],
            may_propose=may_propose(self.actor),
            **kwargs,
        )


@login_required
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with what was in force on the day, as a workbook that can be changed and sent back."""
    actor = actor_of(request)
    if actor is None or not works_here(actor):
        raise PermissionDenied
    catalogue, day = find_catalogue(code), day_asked(request)
    response = HttpResponse(
        write_catalogue(catalogue, entries_for(actor, catalogue, day), day), content_type=MEDIA_TYPE
    )
    name = quote(f"{catalogue.title}{day:%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename=\"catalogue.xlsx\"; filename*=UTF-8''{name}"
    return response
