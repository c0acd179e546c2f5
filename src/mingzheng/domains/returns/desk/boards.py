"""The list of forms and returns, and the board of one form: who has not reported, what was reported, exports."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.public import horizon
from mingzheng.documents.writing.sheets import CellKind, Sheet, SheetColumn, write_xlsx
from mingzheng.domains.returns.desk.acting import FormPage, is_office, works_on_returns
from mingzheng.domains.returns.desk.tables import FormTable, ReturnTable, StandingTable
from mingzheng.domains.returns.selectors import STATES, forms_for, returns_for, standing_for, totals_for
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Number, format_moment
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import now, today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 100


class FormsView(DeskView):
    """What this reader's units have to fill in, and the forms he may see."""

    page_title = "填报"
    purpose = "一份填报表，各单位各填一件：填写、单位审签、核验、锁定。已有的数值直接沿用，不重复填。"
    basis = "填报通知；统计法关于独立报告、审核签署的规定"
    template_name = "returns/forms.html"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on returns."""
        return works_on_returns(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather both lists."""
        own = list(returns_for(self.actor, own=True)[:MOST])
        forms = list(forms_for(self.actor)[:MOST])
        return super().get_context_data(
            own=ReturnTable(own, at=horizon(today()), orderable=False) if own else None,
            forms=FormTable(forms, orderable=False) if forms else None,
            may_draw=is_office(self.actor),
            **kwargs,
        )


class BoardView(FormPage, DeskView):
    """One form: its units' standing and what they reported."""

    template_name = "returns/board.html"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on returns."""
        return works_on_returns(actor)

    def get_page_title(self) -> str:
        """Return the form's title."""
        return self.form_detail.case.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the list."""
        return [Crumb("填报", reverse("returns:forms")), Crumb(self.form_detail.case.number)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the board, or hand the values out."""
        wanted = request.GET.get("format", "")
        if wanted in {"xlsx", "csv"}:
            return self._export(wanted)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the board."""
        form = self.form_detail
        standing = standing_for(self.actor, form)
        items, totals = totals_for(self.actor, form)
        return super().get_context_data(
            form_detail=form,
            numbers=_numbers(standing),
            waiting=[row for row in standing if row.is_waiting],
            standing=StandingTable(standing, orderable=False) if standing else None,
            items=items,
            totals=totals,
            is_keeper=is_office(self.actor),
            **kwargs,
        )

    def _export(self, kind: str) -> HttpResponse:
        form = self.form_detail
        items, totals = totals_for(self.actor, form)
        head = ["行次", "指标", "计量单位", *(item.unit.name for item in items), "合计"]
        rows = [[number, row.title, row.unit, *row.cells, row.total] for number, row in enumerate(totals, start=1)]
        name = quote(f"{form.case.title}.{kind}")
        if kind == "csv":
            data, media = _as_csv(head, rows), "text/csv; charset=utf-8"
        else:
            data, media = self._as_xlsx(head, rows, standing_for(self.actor, form)), XLSX
        response = HttpResponse(data, content_type=media)
        response["Content-Disposition"] = f"attachment; filename=\"return.{kind}\"; filename*=UTF-8''{name}"
        return response

    def _as_xlsx(self, head: list[str], rows: list[list[Any]], standing: Sequence[Any]) -> bytes:
        form = self.form_detail
        columns = [SheetColumn(str(index), text, width=26 if index == 1 else 14) for index, text in enumerate(head)]
        signed = f"{form.period.label()}　{self.actor.name} {format_moment(now())} 导出"
        states = (
            SheetColumn("unit", "单位", width=24),
            SheetColumn("state", "情况", width=14),
            SheetColumn("filled", "已填", kind=CellKind.INTEGER),
            SheetColumn("asked", "应填", kind=CellKind.INTEGER),
            SheetColumn("due", "截止", kind=CellKind.DATE),
            SheetColumn("urged", "催办次数", kind=CellKind.INTEGER),
        )
        told = [[row.unit, row.word, row.filled, row.asked, row.due_on, row.urged] for row in standing]
        return write_xlsx(
            [
                Sheet(
                    "汇总", tuple(columns), [list(map(str, row)) for row in rows], title=form.case.title, note=signed
                ),
                Sheet("填报情况", states, told, title="填报情况", note=signed),
            ],
            author=self.actor.name,
            dated=today(),
        )


def _as_csv(head: list[str], rows: list[list[Any]]) -> bytes:
    """Return rows for spreadsheets: with a mark of order, and nothing that one would run as a formula."""
    out = StringIO()
    writer = csv.writer(out)
    for row in [head, *rows]:
        writer.writerow([f"'{text}" if (text := str(cell))[:1] in "=+-@\t\r" and text else text for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _numbers(standing: Sequence[Any]) -> list[Number]:
    late = sum(1 for row in standing if row.is_waiting and row.lamp == "overdue")
    asking = sum(1 for row in standing if row.wants_correction)
    return [
        Number(len(standing), "填报单位"),
        Number(sum(1 for row in standing if row.is_waiting), "还没有报", lamp="due_soon" if not late else ""),
        Number(late, "其中逾期", lamp="overdue" if late else ""),
        *(
            Number(count, STATES[state])
            for state in ("submitted", "verified", "locked", "not_involved")
            if (count := sum(1 for row in standing if row.state == state)) or state in {"submitted", "locked"}
        ),
        *([Number(asking, "申请更正", lamp="due_soon")] if asking else []),
    ]
