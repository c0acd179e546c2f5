"""The board over all units' reports, and beginning reports for several units at once.

A unit sees its own; offices in charge, leaders and auditors see those of the units in their charge, also which of them
have begun none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.urls import path, reverse
from django.utils.functional import cached_property

from mingzheng.casework.public import BadInput, DoorError, Horizon, get_procedure, horizon
from mingzheng.domains.reports.desk.forms import StartForm
from mingzheng.domains.reports.desk.pages import explain
from mingzheng.domains.reports.models import Report
from mingzheng.domains.reports.permissions import works_on_reports
from mingzheng.domains.reports.profiles.loading import DEFAULT
from mingzheng.domains.reports.selectors import (
    board_rows,
    unit_of,
    units_that_report,
    units_without_report,
    years_with_reports,
)
from mingzheng.domains.reports.services.starting import due_days, start_report
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Lamp, Number, Tab
from mingzheng.platform.desk.public import (
    CodeColumn,
    DateColumn,
    DeskColumn,
    DeskFormView,
    DeskListView,
    DeskTable,
    DueColumn,
    EmptyWords,
    LampColumn,
    LinkColumn,
    Outcome,
    Refusal,
)
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import Unit
from mingzheng.worktime.public import working_days_between

UNBEGUN = "unbegun"
GROUPS = (
    (UNBEGUN, "未开始", frozenset({UNBEGUN})),
    ("drafting", "起草", frozenset({"drafting", "checking", "discussing", "signing", "signed", "numbered"})),
    ("submitted", "已报送", frozenset({"sent"})),
    ("returned", "退回", frozenset({"returned"})),
    ("approved", "待公开", frozenset({"accepted"})),
    ("published", "已公开", frozenset({"published", "filed"})),
)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """What the board shows of a unit: its report, or that it has begun none; its lamp and the days that remain."""

    unit: Unit
    url: str
    state: str
    state_title: str
    due_on: date | None
    lamp: str
    remaining: int | None
    report: Report | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.report is None or self.report.case.is_open


class BoardTable(DeskTable):
    """Reports of a year, a unit a row."""

    caption = "年度报告"
    unit = LinkColumn(verbose_name="单位", accessor="unit__name", url="url")
    state = DeskColumn(verbose_name="状态", accessor="state_title", is_short=True)
    lamp = LampColumn(verbose_name="期限", accessor="lamp", orderable=False)
    due = DueColumn(verbose_name="下一期限", accessor="due_on", remaining="remaining", state="lamp")
    signed_on = DateColumn(accessor="report__signed_on", verbose_name="签发", priority=3)
    doc_number = CodeColumn(accessor="report__doc_number", verbose_name="文号", priority=3)
    sent_on = DateColumn(accessor="report__sent_on", verbose_name="报送", priority=2)
    published_on = DateColumn(accessor="report__published_on", verbose_name="公开", priority=2)


class BoardView(DeskListView):
    """All reports of a year by state, late ones first."""

    page_title = "年度报告"
    purpose = "各单位法治政府建设年度报告的进度；3月1日前报送，4月1日前公开。"
    basis = "法治政府建设与责任落实督察工作规定第二十四条、第二十五条"
    template_name = "reports/board.html"
    list_key: ClassVar[str] = "reports.board"
    table_class: ClassVar[type[DeskTable]] = BoardTable
    page_size: ClassVar[int] = 100

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may have reports."""
        return works_on_reports(actor)

    @cached_property
    def _years(self) -> list[int]:
        return years_with_reports(self.actor)

    @cached_property
    def year(self) -> int:
        """Return the year asked for, else the newest that is over or has reports."""
        asked = self.request.GET.get("year", "")
        if asked.isascii() and asked.isdecimal() and len(asked) == 4 and asked >= "2000":
            return int(asked)
        return max([today().year - 1, *self._years])

    @cached_property
    def _startable(self) -> frozenset[int]:
        return frozenset(unit.pk for unit in units_that_report(self.actor, today()))

    @cached_property
    def _all(self) -> list[BoardRow]:
        at = horizon(today())
        rows = [_row(report, at) for report in board_rows(self.actor, self.year)]
        waiting = units_without_report(self.actor, self.year, today())
        rows += [_unbegun(unit, self.year, at, may_start=unit.pk in self._startable) for unit in waiting]
        return sorted(rows, key=lambda row: (not row.is_open, row.due_on or today(), row.unit.order))

    def get_rows(self) -> Any:
        """Return the reports of the group asked for."""
        group = self.request.GET.get("group", "")
        if group == "late":
            return [row for row in self._all if row.lamp == Lamp.OVERDUE]
        if group == "soon":
            return [row for row in self._all if row.lamp == Lamp.DUE_SOON]
        states = next((states for code, _, states in GROUPS if code == group), None)
        return [row for row in self._all if states is None or row.state in states]

    def get_numbers(self) -> Sequence[Number]:
        """Count by group, and what is late or nearly."""
        rows, here = self._all, f"?year={self.year}"
        if not rows:
            return []
        found = [
            Number(sum(1 for row in rows if row.state in states), label, f"{here}&group={code}")
            for code, label, states in GROUPS
        ]
        late = sum(1 for row in rows if row.lamp == Lamp.OVERDUE)
        soon = sum(1 for row in rows if row.lamp == Lamp.DUE_SOON)
        found.append(Number(soon, "将到期", f"{here}&group=soon", lamp="due_soon" if soon else ""))
        return [*found, Number(late, "逾期", f"{here}&group=late", lamp="overdue" if late else "")]

    def get_tabs(self) -> Sequence[Tab]:
        """Offer the years."""
        years = sorted({*self._years, self.year, year_of_work()}, reverse=True)
        return [Tab(f"{year}年", f"?year={year}", year == self.year) for year in years] if len(years) > 1 else []

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the board."""
        if self._startable:
            url = reverse("reports:start")
            return EmptyWords("还没有年度报告", "布置后按版式生成初稿，能统计的数已经填好。", "布置年度报告", url)
        return EmptyWords("还没有年度报告", "统筹单位布置后，本单位的报告出现在这里。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer beginning."""
        return super().get_context_data(can_start=bool(self._startable), year=self.year, **kwargs)


def year_of_work() -> int:
    """Return the year reports are being prepared for: last year's until June, then this year's."""
    return today().year if today().month > 6 else today().year - 1


def _row(report: Report, at: Horizon) -> BoardRow:
    case = report.case
    return BoardRow(
        unit=unit_of(report),
        url=reverse("reports:editor", args=[case.number]),
        state=case.state,
        state_title=get_procedure("reports_annual").state(case.state).title,
        due_on=case.due_on,
        lamp=str(at.lamp_of(is_open=case.is_open, due_on=case.due_on, is_suspended=case.is_suspended)),
        remaining=working_days_between(at.today, case.due_on, calendar=at.calendar)
        if case.due_on and case.is_open
        else None,
        report=report,
    )


def _unbegun(unit: Unit, year: int, at: Horizon, *, may_start: bool) -> BoardRow:
    due_on, _ = due_days(year)
    return BoardRow(
        unit=unit,
        url=f"{reverse('reports:start')}?year={year}&unit={unit.pk}" if may_start else "",
        state=UNBEGUN,
        state_title="未开始",
        due_on=due_on,
        lamp=str(at.lamp_of(is_open=True, due_on=due_on, is_suspended=False)),
        remaining=working_days_between(at.today, due_on, calendar=at.calendar),
    )


class StartView(DeskFormView):
    """Begin the reports of several units."""

    page_title = "布置年度报告"
    purpose = "为每个单位建一份报告，按版式生成初稿，能统计的数直接填入。"
    form_class: ClassVar[type[forms.BaseForm]] = StartForm
    submit_label: ClassVar[str] = "布置"
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may for some unit."""
        return works_on_reports(actor) and bool(units_that_report(actor, today()))

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the board."""
        return [Crumb("年度报告", reverse("reports:board")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the board."""
        return reverse("reports:board")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the units and the legal days."""
        units = units_that_report(self.actor, today())
        asked, chosen = self.request.GET.get("year", ""), self.request.GET.get("unit", "")
        year = int(asked) if asked in {str(one) for one in range(2000, 2101)} else year_of_work()
        send, publish = due_days(year)
        own = [str(unit.pk) for unit in units if (str(unit.pk) == chosen if chosen else unit.pk in self.actor.unit_ids)]
        initial = {"year": year, "profile": DEFAULT, "send_due_on": send, "publish_due_on": publish, "units": own}
        return {"units": [(str(unit.pk), unit.name) for unit in units], "initial": initial}

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Begin one report a unit; a unit that has one already is told beside those that were begun."""
        given, refused = form.cleaned_data, list[str]()
        chosen = {str(unit.pk): unit for unit in units_that_report(self.actor, today())}
        for pk in given["units"]:
            try:
                start_report(
                    chosen[pk],
                    given["year"],
                    given["profile"],
                    send_due_on=given["send_due_on"],
                    publish_due_on=given["publish_due_on"],
                    actor=self.actor,
                    occurred_on=today(),
                    recorded_at=now(),
                    key=f"{key}:{pk}",
                )
            except BadInput as error:
                refused += [text for texts in error.errors.values() for text in texts]
        begun = len(given["units"]) - len(refused)
        if not begun:
            raise BadInput({"units": refused})
        told = "；".join([f"已布置 {begun} 个单位的{given['year']}年年度报告", *refused])
        return Outcome(f"{told}。", f"{reverse('reports:board')}?year={given['year']}")


urlpatterns = [
    path("desk/reports/", BoardView.as_view(), name="board"),
    path("desk/reports/start", StartView.as_view(), name="start"),
]
