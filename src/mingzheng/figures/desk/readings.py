"""Screens of readings 填报值: those that wait to be verified, all of them, one with its history and evidence."""

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse

from mingzheng.figures.models import Reading
from mingzheng.figures.periods import Period
from mingzheng.figures.readings import rules
from mingzheng.figures.readings.selectors import (
    evidence_of,
    find_reading,
    history_of,
    readings_for,
    waiting_for_verification_for,
)
from mingzheng.figures.registry import find_figure, list_figures
from mingzheng.figures.selectors import may_read_evidence, may_read_figures
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Act, Choice, Crumb, Fact, PaperLink, Tab, format_date
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskFilterSet,
    DeskListView,
    DeskTable,
    DeskView,
    EmptyWords,
    LampColumn,
    LinkColumn,
    actor_of,
)
from mingzheng.platform.files.public import FileUnavailable, file_response, open_file

LAMPS = {
    Reading.State.UNVERIFIED: "due_soon",
    Reading.State.VERIFIED: "done",
    Reading.State.LOCKED: "done",
    Reading.State.SUPERSEDED: "paused",
    Reading.State.WITHDRAWN: "paused",
}


def title_of(reading: Reading) -> str:
    """Return the name of the figure a reading is of."""
    figure = find_figure(reading.figure)
    return figure.title if figure else reading.figure


class ReadingTable(DeskTable):
    """Readings."""

    caption = "填报值"
    figure = LinkColumn(verbose_name="指标", url=lambda row: reverse("figures:reading", args=[row.pk]), orderable=False)
    unit = DeskColumn(verbose_name="单位", is_short=True, orderable=False)
    period = DeskColumn(verbose_name="时段", is_short=True, accessor="period_key", orderable=False)
    printed = DeskColumn(verbose_name="数值", is_short=True, orderable=False)
    state = LampColumn(
        verbose_name="状态",
        accessor="state",
        orderable=False,
        word=lambda row: row.get_state_display(),
    )
    recorded_name = DeskColumn(verbose_name="填报人", is_short=True, priority=3, orderable=False)
    recorded_at = DateColumn(verbose_name="填报时间", priority=3, orderable=False)

    def render_figure(self, record: Reading) -> Any:
        """Show the figure's name as the link."""
        return self.columns["figure"].column.render(title_of(record), record)

    def render_period(self, record: Reading) -> str:
        """Show the period in words."""
        return Period.from_key(record.period_key).label()

    def render_state(self, record: Reading) -> Any:
        """Show how far it may be relied upon."""
        return self.columns["state"].column.render(LAMPS[Reading.State(record.state)], record)


class ReadingFilters(DeskFilterSet):
    """By state, figure and words of the source."""

    sentence = "状态 {state}，指标 {figure}，来源含 {q}"
    state = django_filters.ChoiceFilter(label="状态", choices=Reading.State.choices, empty_label="不限")
    figure = django_filters.ChoiceFilter(label="指标", empty_label="不限")
    q = django_filters.CharFilter(label="来源", field_name="source_words", lookup_expr="icontains")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["figure"].extra["choices"] = [
            (figure.code, figure.title) for figure in list_figures() if figure.is_reading
        ]


class ReadingListView(DeskListView):
    """Readings the reader may see."""

    page_title = "填报数据"
    purpose = "单位填报的数值逐条留痕：谁填、依据什么、谁核验；未核的数值不能用于定稿。"
    basis = "统计法：统计资料应当真实、准确、完整，填报与审核由不同人员负责"
    template_name = "figures/catalogue.html"
    list_key: ClassVar[str] = "figures.readings"
    table_class: ClassVar[type[DeskTable]] = ReadingTable
    filterset_class: ClassVar[type[DeskFilterSet] | None] = ReadingFilters

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works here."""
        return may_read_figures(actor)

    @property
    def is_waiting(self) -> bool:
        """Say whether only those that wait are asked."""
        return self.request.GET.get("waiting", "") == "1"

    def get_rows(self) -> Any:
        """Return the readings of the reader's units."""
        if self.is_waiting:
            return waiting_for_verification_for(self.actor)
        return readings_for(self.actor).order_by("-recorded_at", "-pk")

    def get_tabs(self) -> list[Tab]:
        """Offer those that wait, and all."""
        url = reverse("figures:readings")
        waiting = waiting_for_verification_for(self.actor).count()
        return [
            Tab("全部", url, not self.is_waiting),
            Tab("待核验", f"{url}?waiting=1", self.is_waiting, count=waiting),
        ]

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        return EmptyWords(
            "没有填报数据", "在指标页面点“填报”登记数值后，会列在这里。", "打开指标目录", reverse("figures:catalogue")
        )


class ReadingView(DeskView):
    """One reading: what was reported, on what evidence, who did what with it, and what may be done now."""

    template_name = "figures/reading.html"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may read the unit's readings."""
        return may_read_figures(actor)

    @property
    def reading(self) -> Reading:
        """Return the reading in the address, or 404."""
        if not hasattr(self, "_reading"):
            found = find_reading(self.kwargs["reading_id"])
            if found is None or not rules.may_read(self.actor, found.unit_id):
                raise Http404
            self._reading = found
        return self._reading

    def get_page_title(self) -> str:
        """Return the figure's name and the value."""
        return f"{title_of(self.reading)}：{self.reading.printed}"

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("填报数据", reverse("figures:readings")), Crumb(self.get_page_title())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        reading = self.reading
        return super().get_context_data(
            reading=reading,
            lamp=LAMPS[Reading.State(reading.state)],
            facts=_facts(reading),
            papers=[PaperLink(file.name, reverse("figures:evidence", args=[file.pk])) for file in evidence_of(reading)],
            history=[_act(row) for row in reversed(history_of(reading))],
            choices=_choices(reading, self.actor),
            figure_url=reverse("figures:figure", args=[reading.figure]) + f"?period={reading.period_key}",
            **kwargs,
        )


def evidence(request: HttpRequest, file_id: int) -> FileResponse:
    """Hand out a paper of a reading to whoever may read the reading."""
    actor = actor_of(request)
    if actor is None:
        raise Http404
    try:
        opened = open_file(file_id, actor, may_read=may_read_evidence)
    except FileUnavailable:
        raise Http404 from None
    return file_response(opened, inline="inline" in request.GET)


def _facts(reading: Reading) -> list[Fact]:
    period = Period.from_key(reading.period_key).label()
    words = f"（原文：{reading.period_words}）" if reading.period_words else ""
    return [
        Fact("单位", str(reading.unit)),
        Fact("时段", f"{period}{words}"),
        Fact("数值", reading.printed),
        *([Fact("分组", "、".join(str(item) for item in reading.dims.values()))] if reading.dims else []),
        Fact("数据来源", reading.source_words or "未说明"),
        *([Fact("提供人", reading.given_by.name)] if reading.given_by else []),
        Fact("填报", f"{reading.recorded_name}，{format_date(reading.recorded_at.date())}"),
        Fact(
            "核验",
            f"{reading.verified_name}，{format_date(reading.verified_at.date())}"
            if reading.verified_at
            else "尚未核验",
        ),
    ]


def _act(row: Reading) -> Act:
    title = f"{'更正为' if row.supersedes_id else '填报'}{row.printed}"
    text = "；".join(
        part
        for part in (
            row.reason and f"理由：{row.reason}",
            f"{row.verified_name}已核验" if row.verified_at else "",
            row.get_state_display(),
        )
        if part
    )
    return Act(title, row.recorded_name, row.recorded_at.date(), row.recorded_at, str(row.unit), text)


def _choices(reading: Reading, actor: Actor) -> list[Choice]:
    if not reading.is_current:
        return []
    same = rules.is_same_hand(actor, account_id=reading.recorded_by_id, person_id=reading.recorded_person_id)
    locked = ["数据已锁定，需先由党政办解锁"] if reading.state == Reading.State.LOCKED else []
    verify = [*locked, *([] if rules.may_verify(actor, reading.unit_id) else ["由核验人员或单位科室负责人核验"])]
    if reading.state == Reading.State.VERIFIED:
        verify.append("已经核验")
    if same:
        verify.append("填报人不能核验自己填报的数值")
    write = [*locked, *([] if rules.may_record(actor, reading.unit_id) else ["由本单位人员或党政办办理"])]

    def url(name: str) -> str:
        return reverse(f"figures:{name}", args=[reading.pk])

    return [
        Choice("核验", url("verify"), icon="check-circle", reasons=verify, tone="primary"),
        Choice("更正", url("correct"), icon="edit", reasons=write),
        Choice("撤回", url("withdraw"), icon="return", reasons=write, tone="danger"),
    ]
