"""A figure as a spreadsheet: its value, its parts, and the rows behind it, as far as the reader may see them."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from mingzheng.figures.declaration import UNIT
from mingzheng.figures.desk.asking import Asked
from mingzheng.figures.desk.figure_page import FigurePage
from mingzheng.figures.parts import breakdown, may_break_down
from mingzheng.figures.pedigree import PAGE_SIZE, rows_of
from mingzheng.figures.values import FigureValue, value_of
from mingzheng.platform.design.public import format_moment
from mingzheng.platform.desk.public import write_spreadsheet
from mingzheng.platform.ledger.public import now

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 3_000


class ExportView(FigurePage):
    """The spreadsheet of one value."""

    def answer(self, asked: Asked) -> HttpResponse:
        """Answer with the file."""
        figure = self.figure
        value = value_of(figure.code, scope=asked.scope)
        lines: list[list[Any]] = [["项目", "内容", "数值", "日期"]]
        lines.append([figure.title, f"{asked.units_label}，{asked.scope.period.label()}", _number(value.value), None])
        for dimension in (UNIT, *figure.dimensions):
            if may_break_down(figure, dimension.code):
                found = breakdown(figure.code, asked.scope, dimension.code)
                lines += [[f"按{dimension.title}", part.label, _number(part.value), None] for part in found.parts]
        lines += self._rows(asked, value)
        content = write_spreadsheet(
            lines,
            kinds=["text", "main", "number", "date"],
            title=figure.title,
            signature=f"{self.actor.name} {format_moment(now())} 导出",
        )
        response = HttpResponse(content, content_type=MEDIA_TYPE)
        name = quote(f"{figure.title}.xlsx")
        response["Content-Disposition"] = f"attachment; filename=\"figure.xlsx\"; filename*=UTF-8''{name}"
        return response

    def _rows(self, asked: Asked, value: FigureValue) -> list[list[Any]]:
        found: list[list[Any]] = []
        for page in range(1, MOST_ROWS // PAGE_SIZE + 1):
            rows = rows_of(self.figure.code, asked.scope, self.actor, page, value=value)
            found += [["来源记录", row.title, _number(row.amount), row.when] for row in rows.rows]
            if page >= rows.pages:
                break
        hidden = rows.total - len(found)
        if hidden > 0:
            found.append(["说明", f"另有{hidden}条未列出：无权查看，或超出导出上限", None, None])
        return found


def _number(value: Any) -> Any:
    return None if value is None else float(value) if value != int(value) else int(value)
