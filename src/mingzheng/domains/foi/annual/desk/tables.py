"""The tables of a report: the form with every number a link, reporting table 1, and who contributed what to a cell."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.domains.foi.annual.contributions import contributions_to
from mingzheng.domains.foi.annual.desk.pages import REFUSALS, AnnualFormView, AnnualView, explain
from mingzheng.domains.foi.annual.numbers import format_cell
from mingzheng.domains.foi.annual.output.as_html import draw_grid
from mingzheng.domains.foi.annual.selectors import cell_urls, composed_report, drift_of, live_tables
from mingzheng.domains.foi.annual.services import report_cell, verify_cells
from mingzheng.domains.foi.annual.words import TABLE_OF_PART, part_heading
from mingzheng.domains.foi.annual_report import cells_by_unit
from mingzheng.domains.foi.figures import figure_of
from mingzheng.figures.public import Scope, pedigree_url
from mingzheng.platform.design.public import Crumb, PlainForm
from mingzheng.platform.desk.public import Outcome, go_to
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable, application, cells_of, name_cell, openness
from mingzheng.proofing.disclosure.printing import grid_of

ASKED = tuple(openness(row, column) for row, column in (
    ("licensing", "decisions"), ("penalty", "decisions"), ("coercion", "decisions"), ("fees", "amount"),
    ("normative", "made"), ("normative", "abolished"), ("normative", "in_force"),
))  # fmt: skip
_KNOWN = {str(cell): cell for table in FormTable for cell in cells_of(table)}


class TablesView(AnnualView):
    """Tables 1 to 3 exactly as the form; a cell in an equation that does not hold is marked."""

    template_name = "foi/annual/tables.html"
    tab = "tables"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Verify what was reported."""
        try:
            count = verify_cells(self.report, actor=self.actor)
        except REFUSALS as error:
            refusal = explain(error)
            return self.render_to_response(self.get_context_data(refusal=refusal), status=refusal.status)
        return go_to(request, request.path, f"已核验 {count} 个填报数。" if count else "没有待核验的填报数。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Draw the tables."""
        found = contributions_to(self.report)
        tables = live_tables(self.report, found)
        composed = composed_report(self.report, tables=tables)
        wrong = frozenset(term.key for one in tables.breaches for term in (*one.equation.left, *one.equation.right))
        urls, drift = self._urls(), drift_of(self.report)
        drawn = [
            {
                "heading": part_heading(part),
                "grid": draw_grid(
                    grid_of(table, composed.words_of), urls, drift, frozenset() if self.report.frozen else wrong
                ),
            }
            for part, table in TABLE_OF_PART.items()
        ]
        unverified = [] if self.report.is_consolidated else [name_cell(c) for o in found for c in o.cells.unverified]
        return super().get_context_data(
            tables=drawn, missing=tables.missing, breaches=tables.breaches, unverified=unverified, drift=drift, **kwargs
        )

    def _urls(self) -> dict[CellKey, str]:
        """Return where cells open: a consolidated one shows first who contributed."""
        if not self.report.is_consolidated:
            return cell_urls(self.report)
        number = self.report.case.number
        return {cell: reverse("foi:annual_cell", args=[number, str(cell)]) for cell in _KNOWN.values()}


class ReportForm(PlainForm):
    """The cells of table 1 an organ reports; counted documents may be corrected by a report."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cell in ASKED:
            is_counted = cell.row == "normative"
            self.fields[str(cell)] = forms.DecimalField(
                label=f"{name_cell(cell)}",
                min_value=0,
                max_digits=16,
                decimal_places=6 if cell.row == "fees" else 0,
                required=False,
                help_text="规范性文件库已统计，不同的再填。" if is_counted else "没有的填 0。",
            )


class ReportCellsView(AnnualFormView):
    """Report the cells of table 1."""

    form_class: ClassVar[type[forms.BaseForm]] = ReportForm
    submit_label: ClassVar[str] = "填报"
    tab = "tables"

    def get_page_title(self) -> str:
        """Return what the page does; nothing is reported for a consolidated report."""
        if self.report.is_consolidated or not self.may_write:
            raise Http404
        return "填报表1"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what stands."""
        held = self._held()
        return {"initial": {str(cell): format_cell(held[cell]) for cell in ASKED if cell in held}}

    def _held(self) -> dict[CellKey, Any]:
        unit = self.report.unit_id or 0
        found = cells_by_unit(self.report.year, frozenset({unit})).get(unit)
        return dict(found.cells) if found else {}

    def get_cancel_url(self) -> str:
        """Return to the tables."""
        return reverse("foi:annual_tables", args=[self.report.case.number])

    def get_consequences(self) -> Sequence[str]:
        """Say what follows."""
        return ["许可、处罚、强制按处理决定数量填报，不按网站发布条数；填报后由另一人核验。"]

    def act(self, form: forms.BaseForm, *, key: str) -> Outcome:
        """Record what differs from what stands."""
        held, count = self._held(), 0
        for cell in ASKED:
            value = form.cleaned_data[str(cell)]
            if value is not None and held.get(cell) != value:
                report_cell(self.report, cell, format_cell(value), actor=self.actor)
                count += 1
        return Outcome(f"已填报 {count} 格，待核验。" if count else "没有变化。", self.get_cancel_url())


class PartsView(AnnualView):
    """Who is added to the consolidated report, by which report, and who is listed only."""

    template_name = "foi/annual/parts.html"
    tab = "parts"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List the contributors with their main numbers."""
        if not self.report.is_consolidated:
            raise Http404
        shown = [application(row) for row in ("r01", "r02", "r24", "r25")]
        found = contributions_to(self.report)
        rows = [
            {"one": one, "numbers": [format_cell(one.cells.of(cell) or Decimal(0)) for cell in shown]} for one in found
        ]
        added = [row for row in rows if row["one"].is_added]  # type: ignore[attr-defined]
        return super().get_context_data(
            added=added,
            listed=[row for row in rows if row not in added],
            cells=composed_report(self.report).cells,
            totals=[composed_report(self.report).words_of(cell) for cell in shown],
            **kwargs,
        )


class CellView(AnnualView):
    """One cell of the consolidated report: what each organ contributed, and its cases."""

    template_name = "foi/annual/cell.html"
    tab = "parts"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List the contributions, the largest first."""
        cell = _KNOWN.get(self.kwargs["cell"])
        if cell is None or not self.report.is_consolidated:
            raise Http404
        rows = [
            {"one": one, "value": value, "words": format_cell(value), "url": self._url(one.unit.pk, cell)}
            for one in contributions_to(self.report)
            if one.is_added and (value := one.cells.of(cell))
        ]
        rows.sort(key=lambda row: -row["value"])  # type: ignore[operator]
        total = composed_report(self.report).words_of(cell)
        return super().get_context_data(cell_name=name_cell(cell), rows=rows, total=total, **kwargs)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the tables."""
        return [*super().get_crumbs(), Crumb("表格", reverse("foi:annual_tables", args=[self.report.case.number]))]

    def _url(self, unit: int, cell: CellKey) -> str:
        if cell.table is not FormTable.APPLICATIONS and cell.column == TOTAL:
            return ""
        code, period = figure_of(cell, self.report.year)
        return pedigree_url(code, Scope(frozenset({unit}), period))
