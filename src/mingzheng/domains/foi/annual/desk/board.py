"""The collection board 年报编制发布情况: every organ's report of a year with its state and days; beginning reports.

A unit sees its own; the competent department sees those of the units in its charge, also the units without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from mingzheng.casework.public import DoorError, get_procedure, horizon
from mingzheng.domains.foi.annual.desk.pages import explain
from mingzheng.domains.foi.annual.models import AnnualReport
from mingzheng.domains.foi.annual.procedure import NAME
from mingzheng.domains.foi.annual.selectors import (
    is_in_charge,
    reports_for,
    units_that_report,
    works_on_reports,
    years_of,
)
from mingzheng.domains.foi.annual.services import start_report
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Lamp, Number, PlainForm, Tab
from mingzheng.platform.desk.public import (
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
from mingzheng.platform.org.public import Unit, current_calendar, is_dispatched
from mingzheng.worktime.public import working_days_between

NOT_BEGUN = "未布置"
GROUPS = (
    ("drafting", "起草", frozenset({"drafting", "signing", "signed"})),
    ("submitted", "已报送", frozenset({"submitted"})),
    ("returned", "退回", frozenset({"returned"})),
    ("accepted", "待公布", frozenset({"accepted", "publishing"})),
    ("published", "已公布", frozenset({"published"})),
)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """An organ as the board shows it; without a report it has neither state nor days."""

    name: str
    report: AnnualReport | None = None
    lamp: str = str(Lamp.NOT_STARTED)
    remaining: int | None = None
    words: str = NOT_BEGUN
    due_on: date | None = None
    submitted_on: date | None = None
    published_on: date | None = None

    @property
    def state(self) -> str:
        """Return the state's code."""
        return self.report.case.state if self.report else ""


class BoardTable(DeskTable):
    """Reports of a year, an organ a row."""

    caption = "公开年报"
    unit = LinkColumn(
        verbose_name="单位",
        accessor="name",
        url=lambda row: (
            reverse("foi:annual_text", args=[row.report.case.number]) if row.report else reverse("foi:annual_start")
        ),
    )
    state = DeskColumn(verbose_name="状态", accessor="words", is_short=True)
    lamp = LampColumn(verbose_name="期限", accessor="lamp", orderable=False)
    due = DueColumn(verbose_name="下一期限", accessor="due_on", remaining="remaining", state="lamp")
    submitted_on = DateColumn(accessor="submitted_on", verbose_name="报送", priority=2)
    published_on = DateColumn(accessor="published_on", verbose_name="公布", priority=2)


def last_year() -> int:
    """Return the year reports are written about now."""
    return today().year - 1


class BoardView(DeskListView):
    """All reports of a year by state, late ones first, organs without one last."""

    page_title = "公开年报"
    purpose = "各单位政府信息公开工作年度报告的编制、报送和公布情况；部门1月31日前，本级政府3月31日前。"
    basis = "政府信息公开条例第四十九条"
    template_name = "foi/annual/board.html"
    list_key: ClassVar[str] = "foi.annual"
    table_class: ClassVar[type[DeskTable]] = BoardTable
    page_size: ClassVar[int] = 100

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may have reports."""
        return works_on_reports(actor)

    @property
    def year(self) -> int:
        """Return the year asked for, else the newest with reports, else the year reports are written about now."""
        asked = self.request.GET.get("year", "")
        if asked.isascii() and asked.isdigit() and len(asked) == 4:
            return int(asked)
        return next(iter(years_of(self.actor)), last_year())

    def _all(self) -> list[BoardRow]:
        if not hasattr(self, "_rows"):
            reports = list(reports_for(self.actor).filter(year=self.year, is_dropped=False))
            rows = [_row(one) for one in reports]
            rows.sort(key=lambda row: (row.state in {"published"}, row.due_on or today()))
            if is_in_charge(self.actor):
                begun = {one.unit_id for one in reports if not one.is_consolidated}
                rows += [_without(unit) for unit in units_that_report(self.actor, today()) if unit.pk not in begun]
            self._rows = rows
        return self._rows

    def get_rows(self) -> Any:
        """Return the reports of the group asked for."""
        group = self.request.GET.get("group", "")
        lamps = {"late": Lamp.OVERDUE, "soon": Lamp.DUE_SOON}
        if group in lamps:
            return [row for row in self._all() if row.lamp == lamps[group]]
        if group == "none":
            return [row for row in self._all() if row.report is None]
        states = next((states for code, _, states in GROUPS if code == group), None)
        return [row for row in self._all() if states is None or row.state in states]

    def get_numbers(self) -> Sequence[Number]:
        """Count by group, what is late or nearly, and who has none."""
        rows, here = self._all(), f"?year={self.year}"
        if not any(row.report for row in rows):
            return []
        found = [
            Number(sum(1 for row in rows if row.state in states), label, f"{here}&group={code}")
            for code, label, states in GROUPS
        ]
        late, soon = (sum(1 for row in rows if row.lamp == lamp) for lamp in (Lamp.OVERDUE, Lamp.DUE_SOON))
        none = sum(1 for row in rows if row.report is None)
        found.append(Number(soon, "将到期", f"{here}&group=soon", lamp="due_soon" if soon else ""))
        found.append(Number(late, "逾期", f"{here}&group=late", lamp="overdue" if late else ""))
        return [*found, *([Number(none, NOT_BEGUN, f"{here}&group=none")] if none else [])]

    def get_tabs(self) -> Sequence[Tab]:
        """Offer the years."""
        years = sorted({*years_of(self.actor), self.year, last_year()}, reverse=True)[:6]
        return [Tab(f"{year}年", f"?year={year}", year == self.year) for year in years] if len(years) > 1 else []

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the board."""
        if units_that_report(self.actor, today()):
            return EmptyWords(
                "还没有公开年报", "布置后三张表已按办件统计好。", "布置公开年报", reverse("foi:annual_start")
            )
        return EmptyWords("还没有公开年报", "主管部门布置后，本单位的报告出现在这里。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer beginning."""
        can_start = bool(units_that_report(self.actor, today()))
        return super().get_context_data(can_start=can_start, year=self.year, **kwargs)


def _row(report: AnnualReport) -> BoardRow:
    case, at = report.case, horizon(today())
    lamp = at.lamp_of(is_open=case.is_open, due_on=case.due_on, is_suspended=case.is_suspended)
    due = case.due_on if case.is_open else None
    remaining = working_days_between(today(), due, calendar=current_calendar()) if due else None
    return BoardRow(
        f"{report.organ}（汇总）" if report.is_consolidated else report.organ,
        report,
        str(lamp),
        remaining,
        get_procedure(NAME, case.procedure_version).state(case.state).title,
        case.due_on,
        report.submitted_on,
        report.published_on,
    )


def _without(unit: Unit) -> BoardRow:
    return BoardRow(unit.name, words="不并入汇总（派驻、垂管）" if is_dispatched(unit.pk, today()) else NOT_BEGUN)


class StartForm(PlainForm):
    """Which organs report on which year."""

    year = forms.IntegerField(label="报告年度", min_value=2008, max_value=2100)
    consolidated = forms.BooleanField(
        label="本级政府汇总报告",
        required=False,
        help_text="由本单位起草，汇总隶属单位的年报；派驻、垂管单位列明，不并入。",
    )
    units = forms.MultipleChoiceField(label="报告单位", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], can_consolidate: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]
        if not can_consolidate:
            del self.fields["consolidated"]

    def clean(self) -> dict[str, Any]:
        """Want at least one report."""
        given = super().clean() or {}
        if not given.get("units") and not given.get("consolidated"):
            self.add_error("units", "请选择报告单位")
        return given


class StartView(DeskFormView):
    """Begin the reports of several organs, and the government's own."""

    page_title = "布置公开年报"
    purpose = "为每个单位建一份报告：三张表按办件统计，正文按格式分好部分。"
    basis = "政府信息公开条例第四十九条、第五十条"
    form_class: ClassVar[type[forms.BaseForm]] = StartForm
    submit_label: ClassVar[str] = "布置"
    refusals: ClassVar[tuple[type[Exception], ...]] = (DoorError,)

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may for some organ."""
        return works_on_reports(actor) and bool(units_that_report(actor, today()))

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the board."""
        return [Crumb("公开年报", reverse("foi:annual")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the board."""
        return reverse("foi:annual")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the organs; those that have a report of last year already are left out."""
        held = reports_for(self.actor).filter(year=last_year(), is_dropped=False, is_consolidated=False)
        begun = set(held.values_list("unit_id", flat=True))
        units = [unit for unit in units_that_report(self.actor, today()) if unit.pk not in begun]
        return {
            "units": [(str(unit.pk), unit.name) for unit in units],
            "can_consolidate": is_in_charge(self.actor),
            "initial": {"year": last_year()},
        }

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ["报告单位联络员收到通知；部门次年1月31日前报送并公布，本级政府3月31日前公布。"]

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Begin one report an organ."""
        given = form.cleaned_data
        chosen = {str(unit.pk): unit for unit in units_that_report(self.actor, today())}
        for pk in given["units"]:
            self._start(chosen[pk], given["year"], f"{key}:{pk}")
        if given.get("consolidated"):
            home = next(unit for unit in chosen.values() if unit.pk in self.actor.unit_ids)
            self._start(home, given["year"], f"{key}:all", consolidated=True)
        count = len(given["units"]) + bool(given.get("consolidated"))
        return Outcome(f"已布置 {count} 份{given['year']}年公开年报。", f"{reverse('foi:annual')}?year={given['year']}")

    def _start(self, unit: Unit, year: int, key: str, *, consolidated: bool = False) -> None:
        start_report(
            unit,
            year,
            actor=self.actor,
            occurred_on=today(),
            recorded_at=now(),
            key=key,
            consolidated=consolidated,
        )
