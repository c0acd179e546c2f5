"""The catalogue 指标目录: every definition with what it counts, where its value comes from and where it is used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, ClassVar

import django_filters
from django.urls import reverse

from mingzheng.figures.declaration import Figure
from mingzheng.figures.desk.naming import ROOMS, source_label
from mingzheng.figures.local import ROOM as LOCAL
from mingzheng.figures.local import list_local_figures
from mingzheng.figures.reconciling import list_alarms
from mingzheng.figures.registry import list_figures
from mingzheng.figures.selectors import Use, may_read_figure, may_read_figures, uses_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Number
from mingzheng.platform.desk.public import (
    DeskColumn,
    DeskFilterSet,
    DeskListView,
    DeskTable,
    EmptyWords,
    LampColumn,
    LinkColumn,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One definition as the catalogue shows it."""

    figure: Figure
    is_differing: bool
    uses: Callable[[], Mapping[str, Sequence[Use]]]

    @property
    def title(self) -> str:
        """Return its name."""
        return self.figure.title

    @property
    def counts(self) -> str:
        """Return what is counted."""
        return self.figure.counts

    @property
    def measured_in(self) -> str:
        """Return unit and period kind."""
        return f"{self.figure.scale}{self.figure.unit}，{self.figure.period.label}"

    @property
    def area(self) -> str:
        """Return the business area."""
        return ROOMS.get(self.figure.room, self.figure.room)

    @property
    def source(self) -> str:
        """Return how the value comes about."""
        return source_label(self.figure)

    @property
    def dimensions(self) -> str:
        """Return by what it can be taken apart."""
        return "、".join(item.title for item in self.figure.dimensions)

    @property
    def used_in(self) -> str:
        """Return where it is used."""
        return "、".join(use.title for use in self.uses()[self.figure.code])

    @property
    def check(self) -> str:
        """Return a lamp where the last recount differed."""
        return "overdue" if self.is_differing else ""

    @property
    def url(self) -> str:
        """Return its page."""
        return reverse("figures:figure", args=[self.figure.code])


class CatalogueTable(DeskTable):
    """Definitions."""

    caption = "指标目录"
    title = LinkColumn(verbose_name="指标", url="url", orderable=False)
    counts = DeskColumn(verbose_name="统计内容", orderable=False, priority=2)
    measured_in = DeskColumn(verbose_name="单位与时段", is_short=True, orderable=False)
    area = DeskColumn(verbose_name="业务", is_short=True, orderable=False, priority=3)
    source = DeskColumn(verbose_name="数据来源", is_short=True, orderable=False)
    dimensions = DeskColumn(verbose_name="分组", orderable=False, priority=4)
    used_in = DeskColumn(verbose_name="用于", orderable=False, priority=4)
    check = LampColumn(verbose_name="核对", orderable=False, priority=3, word=lambda line: "不一致")


class CatalogueFilters(DeskFilterSet):
    """By area, source and words."""

    sentence = "业务 {area}，来源 {source}，名称或内容含 {q}"
    area = django_filters.ChoiceFilter(label="业务", empty_label="不限")
    source = django_filters.ChoiceFilter(label="来源", empty_label="不限")
    only = django_filters.ChoiceFilter(label="核对", choices=[("alarm", "与复核不一致")], empty_label="不限")
    q = django_filters.CharFilter(label="名称或内容")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = list_figures()
        areas = sorted({figure.room for figure in figures} | {LOCAL})
        self.filters["area"].extra["choices"] = [(room, ROOMS.get(room, room)) for room in areas]
        self.filters["source"].extra["choices"] = [
            (label, label) for label in sorted({source_label(figure) for figure in figures})
        ]

    @property
    def qs(self) -> Any:
        """Return the lines that match."""
        wanted = self.form.cleaned_data if self.form.is_valid() else {}
        words = str(wanted.get("q") or "").strip()
        return [
            line
            for line in self.queryset
            if wanted.get("area") in ("", None, line.figure.room)
            and wanted.get("source") in ("", None, line.source)
            and (not wanted.get("only") or line.is_differing)
            and (not words or words in f"{line.title}{line.counts}{line.figure.code}")
        ]


class CatalogueView(DeskListView):
    """All definitions."""

    page_title = "指标目录"
    purpose = "每个数只有一个定义：统计什么、怎么来、用在哪里；点开可看数值和每一条来源记录。"
    template_name = "figures/catalogue.html"
    list_key: ClassVar[str] = "figures.catalogue"
    table_class: ClassVar[type[DeskTable]] = CatalogueTable
    filterset_class: ClassVar[type[DeskFilterSet] | None] = CatalogueFilters
    page_size: ClassVar[int] = 50

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works here."""
        return may_read_figures(actor)

    def get_table_kwargs(self) -> dict[str, Any]:
        """Leave the column of alarms out while there is none."""
        return {} if any(line.is_differing for line in self.get_rows()) else {"exclude": ("check",)}

    def get_rows(self) -> Any:
        """Return every definition."""
        if not hasattr(self, "_lines"):
            differing = {row.figure for row in list_alarms()}
            known = [*list_figures(), *list_local_figures()]
            figures = [figure for figure in known if may_read_figure(self.actor, figure)]
            # Asked when the column is drawn, once for all lines; most readers have it folded away.
            uses = cache(partial(uses_for, self.actor, [figure.code for figure in figures]))
            self._lines = [Line(figure, figure.code in differing, uses) for figure in figures]
        return self._lines

    def get_numbers(self) -> list[Number]:
        """Tell how many there are, and how many of them differ from the recount."""
        lines = self.get_rows()
        url = reverse("figures:catalogue")
        computed = sum(1 for line in lines if not line.figure.is_reading)
        differing = sum(line.is_differing for line in lines)
        numbers = [
            Number(len(lines), "项指标", url),
            Number(computed, "由系统统计或计算", f"{url}?source=系统统计"),
            Number(len(lines) - computed, "由单位填报", f"{url}?source=单位填报"),
        ]
        if differing:
            numbers.append(Number(differing, "与复核不一致", f"{url}?only=alarm", lamp="overdue"))
        return numbers

    def get_empty_words(self) -> EmptyWords:
        """Say why nothing is shown."""
        return EmptyWords("没有符合条件的指标", "请放宽筛选条件。")
