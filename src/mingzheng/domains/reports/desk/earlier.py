"""Reports of earlier years: import one, and decide about each number read in it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.casework.public import BadInput, DoorError
from mingzheng.documents.reading import UnreadableDocument, read_document
from mingzheng.domains.reports.desk.forms import EarlierForm
from mingzheng.domains.reports.desk.pages import REFUSALS, explain
from mingzheng.domains.reports.earlier.reading import year_of_title
from mingzheng.domains.reports.models import EarlierFigure, EarlierReport
from mingzheng.domains.reports.permissions import works_on_reports
from mingzheng.domains.reports.selectors import earlier_for, figures_of, units_that_report
from mingzheng.domains.reports.services import earlier as services
from mingzheng.figures.public import FigureError, find_figure, find_named_figure, list_figure_names, name_of_figure
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Number
from mingzheng.platform.desk.public import (
    DateColumn,
    DeskColumn,
    DeskFormView,
    DeskListView,
    DeskTable,
    DeskView,
    EmptyWords,
    LinkColumn,
    NumberColumn,
    Outcome,
    Refusal,
    go_to,
)
from mingzheng.platform.files.public import read_bytes, store_upload
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.org.public import get_unit


def year_doubt(report: EarlierReport) -> str:
    """Say that the title names another year than the report was imported for; "" when it does not."""
    named = year_of_title(report.title)
    if named in {None, report.year}:
        return ""
    return f"标题写的是{named}年，导入时填写的是{report.year}年；请核对，填错的请按正确年度重新导入，不要确认这里的数。"


class EarlierTable(DeskTable):
    """Imported reports."""

    caption = "往年报告"
    title = LinkColumn(
        verbose_name="报告",
        empty_values=(),
        url=lambda row: reverse("reports:earlier_report", args=[row.pk]),
        orderable=False,
    )
    unit = DeskColumn(verbose_name="单位", accessor="unit__name", is_short=True, orderable=False)
    year = NumberColumn(verbose_name="年度")
    imported_at = DateColumn(verbose_name="导入", orderable=False)
    imported_by = DeskColumn(verbose_name="导入人", is_short=True, priority=3, orderable=False)


class EarlierListView(DeskListView):
    """The reports of earlier years."""

    page_title = "往年报告"
    purpose = "导入已公开的报告，读出其中的数，经确认记为该年的填报值，供本年对照。"
    template_name = "reports/earlier.html"
    list_key: ClassVar[str] = "reports.earlier"
    table_class: ClassVar[type[DeskTable]] = EarlierTable

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may have reports."""
        return works_on_reports(actor)

    def get_rows(self) -> Any:
        """Return them."""
        return earlier_for(self.actor)

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        url = reverse("reports:import_earlier")
        return EmptyWords("还没有往年报告", "导入上年已公开的报告，本年报告就能逐数对照。", "导入往年报告", url)


class ImportEarlierView(DeskFormView):
    """Import one."""

    page_title = "导入往年报告"
    purpose = "读出报告中的统计数，配上指标，由您逐个确认后才记为填报值。"
    form_class: ClassVar[type[forms.BaseForm]] = EarlierForm
    submit_label: ClassVar[str] = "读取报告"
    refusals: ClassVar[tuple[type[Exception], ...]] = REFUSALS

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may for some unit."""
        return works_on_reports(actor) and bool(units_that_report(actor, today()))

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("往年报告", reverse("reports:earlier")), Crumb(self.page_title)]

    def get_cancel_url(self) -> str:
        """Return to the list."""
        return reverse("reports:earlier")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the units."""
        units = units_that_report(self.actor, today())
        own = next((str(unit.pk) for unit in units if unit.pk in self.actor.unit_ids), None)
        return {"units": [(str(unit.pk), unit.name) for unit in units], "initial": {"unit": own}}

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Store, read and keep it."""
        given = form.cleaned_data
        upload = given["document"]
        stored = store_upload(upload, filename=upload.name, actor=self.actor, purpose="report_earlier")
        try:
            document = read_document(read_bytes(stored), filename=upload.name)
        except UnreadableDocument as error:
            raise BadInput({"document": [error.message_zh + error.advice_zh]}) from None
        unit, file_name = get_unit(int(given["unit"])), upload.name
        report = services.import_earlier(
            document, unit, year=given["year"], file_name=file_name, file_id=stored.pk, actor=self.actor, at=now()
        )
        count = len(figures_of(report))
        return Outcome(
            f"读出 {report.year}年的 {count} 个统计数，请逐个确认。{year_doubt(report)}",
            reverse("reports:earlier_report", args=[report.pk]),
        )


class EarlierReportView(DeskView):
    """The numbers of one earlier report, each with the figure it may be."""

    template_name = "reports/earlier_report.html"

    @property
    def earlier(self) -> EarlierReport:
        """Return the report in the address, or 404."""
        found = earlier_for(self.actor).filter(pk=self.kwargs["earlier_id"]).first()
        if found is None:
            raise Http404
        return found

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may have reports."""
        return works_on_reports(actor)

    def get_page_title(self) -> str:
        """Return its title."""
        return self.earlier.title or f"{self.earlier.unit.name}{self.earlier.year}年报告"

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("往年报告", reverse("reports:earlier")), Crumb(f"{self.earlier.year}年")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the numbers."""
        rows = figures_of(self.earlier)
        counts = {
            state: sum(1 for row in rows if row.state == state) for state in ("offered", "confirmed", "set_aside")
        }
        numbers = [
            Number(len(rows), "读出的数"),
            Number(counts["offered"], "待确认", lamp="due_soon" if counts["offered"] else ""),
            Number(counts["confirmed"], "已记为填报值"),
        ]
        refused = kwargs.pop("refused", {})
        return super().get_context_data(
            earlier=self.earlier,
            rows=[_item(row, *refused.get(row.pk, ())) for row in rows],
            numbers=numbers,
            figure_names=list_figure_names(),
            doubt=year_doubt(self.earlier),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Confirm or set aside one number, or confirm all sure ones."""
        here = reverse("reports:earlier_report", args=[self.earlier.pk])
        asked = request.POST.get("number", "")
        row = next((one for one in figures_of(self.earlier) if str(one.pk) == asked), None)
        if row is None:
            raise Http404
        said = request.POST.get("code", "").strip()
        figure = find_named_figure(said) if said else None
        try:
            if request.POST.get("do") == "set_aside":
                services.set_aside(row.pk, actor=self.actor, at=now())
                return go_to(request, f"{here}#number-{row.pk}", "该数不采用。")
            confirmed = services.confirm_number(
                row.pk, code=figure.code if figure else "", actor=self.actor, at=now(), key=f"earlier:{row.pk}"
            )
        except (DoorError, FigureError) as error:
            context = self.get_context_data(refused={row.pk: (said, error.message)})
            return self.render_to_response(context, status=422)
        return go_to(
            request, f"{here}#number-{row.pk}", f"{confirmed.printed}已记为{self.earlier.year}年填报值，待核验。"
        )


def _item(row: EarlierFigure, said: str | None = None, error: str = "") -> dict[str, Any]:
    """Return a number with the figure it may be, by its name; as typed, with the reason, where that was refused."""
    figure = find_figure(row.figure) if row.figure else None
    name = said if said is not None else name_of_figure(figure) if figure else ""
    return {"row": row, "figure": figure, "name": name, "error": error}


urlpatterns = [
    path("desk/reports/earlier/", EarlierListView.as_view(), name="earlier"),
    path("desk/reports/earlier/import", ImportEarlierView.as_view(), name="import_earlier"),
    path("desk/reports/earlier/<int:earlier_id>", EarlierReportView.as_view(), name="earlier_report"),
]
