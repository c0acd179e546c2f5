"""The three tables of the annual disclosure report on one page: every number opens the figure and the cases behind it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.domains.foi.annual_report import AnnualTables, annual_tables, units_of
from mingzheng.domains.foi.figures import figure_of
from mingzheng.domains.foi.navigation import answers_applications
from mingzheng.figures.public import Scope, pedigree_url
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Tab
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import Unit, get_unit
from mingzheng.proofing.disclosure.form import ROWS, TABLE_TITLES, TALLY_NOTE, TOTAL, CellKey, FormTable, columns_of

FIRST_YEAR = 2008


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as drawn: its words, the page behind it, whether it stands in an equation that does not hold."""

    text: str
    url: str = ""
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row as drawn. `heading` is shown when it differs from the row above."""

    heading: str
    label: str
    cells: tuple[Cell, ...]
    is_sum: bool = False


class TablesView(DeskView):
    """The tables of one year for the reader's own organ."""

    template_name = "foi/tables.html"
    page_title = "公开年报表"
    purpose = "表2由申请件统计，表3由复议诉讼登记统计，表1由填报数汇入；点开数字可看每一件。"
    basis = "政府信息公开条例第五十条；国办公开办函〔2021〕30号"

    def may_see(self, actor: Actor) -> bool:
        """Admit who handles applications."""
        return answers_applications(actor)

    @cached_property
    def year(self) -> int:
        """Return the year asked for, or the present one; 404 outside the years of the regulation."""
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() else today().year
        if not FIRST_YEAR <= year <= today().year:
            raise Http404
        return year

    @cached_property
    def unit(self) -> Unit:
        """Return the reader's organ."""
        organ = next(
            (post.organ_id or post.unit_id for post in self.actor.posts if post.organ_id or post.unit_id), None
        )
        if organ is None:
            raise Http404
        return get_unit(organ)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the tables."""
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count the tables and draw them."""
        tables = annual_tables(self.year, self.unit)
        last = today().year
        return super().get_context_data(
            unit=self.unit,
            year=self.year,
            years=[
                Tab(f"{year}年", f"{reverse('foi:tables')}?year={year}", is_current=year == self.year)
                for year in range(last, last - 3, -1)
            ],
            tables=[self._drawn(tables, table) for table in FormTable],
            breaches=[item for item in tables.findings if item["code"] != "DAR-MISSING"],
            missing=len(tables.missing),
            tally_note=TALLY_NOTE,
            **kwargs,
        )

    def _drawn(self, tables: AnnualTables, table: FormTable) -> dict[str, Any]:
        columns = max((columns_of(table, row.code) for row in ROWS[table]), key=len)
        wrong = {t.key for b in tables.breaches for t in (*b.equation.left, *b.equation.right)}
        lines, above = [], ""
        for row in ROWS[table]:
            heading = "".join(row.headings[-1:])
            own = {column.code: column for column in columns_of(table, row.code)}
            cells = tuple(
                self._cell(tables, CellKey(table, row.code, column.code), wrong) if column.code in own else Cell("")
                for column in (
                    columns if set(own) <= {c.code for c in columns} else [*own.values(), *columns[len(own) :]]
                )
            )
            lines.append(Line(heading if heading != above else "", row.label, cells, is_sum=row.code == "r24"))
            above = heading
        number = list(FormTable).index(table) + 1
        return {
            "heading": f"表{number} {TABLE_TITLES[table]}",
            "columns": columns,
            "lines": lines,
            "number": number,
        }

    def _cell(self, tables: AnnualTables, cell: CellKey, wrong: set[CellKey]) -> Cell:
        value = tables.cells.get(cell)
        if cell.table is not FormTable.APPLICATIONS and cell.column == TOTAL:
            return Cell("" if value is None else str(int(value)), is_wrong=cell in wrong)
        code, period = figure_of(cell, self.year)
        url = pedigree_url(code, Scope(units_of(self.unit, today(), consolidated=False), period))
        text = "未填" if value is None else f"{value.normalize():f}"
        return Cell(text, url, cell in wrong)
