"""The board: units by states with lamps; a click is the filtered list. The office sees all, a unit sees itself."""

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import Http404
from django.urls import reverse

from mingzheng.casework.declaration import Procedure
from mingzheng.casework.naming import list_unit_names
from mingzheng.casework.registry import get_procedure, list_procedures
from mingzheng.casework.selectors import annotate_lamp, cases_for, horizon
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Board, Plot, Series, Tab
from mingzheng.platform.desk.public import DeskView, make_board
from mingzheng.platform.ledger.public import today

LAMPS = (
    ("overdue", "逾期", "overdue"),
    ("due_soon", "将到期", "due_soon"),
    ("normal", "正常", "normal"),
    ("paused", "暂停", "paused"),
    ("done", "已办结", "done"),
)


class BoardView(DeskView):
    """Units by lamps (or by states) for one procedure."""

    template_name = "casework/board.html"

    @property
    def procedure(self) -> Procedure:
        """Return the procedure, or 404."""
        try:
            return get_procedure(self.kwargs.get("procedure") or list_procedures()[0].name)
        except (KeyError, IndexError):
            raise Http404 from None

    def get_page_title(self) -> str:
        """Return the title."""
        return f"{self.procedure.title}看板"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather board and plot."""
        board = unit_board(self.actor, self.procedure, today(), by_state=self.request.GET.get("by") == "state")
        return super().get_context_data(
            board=board,
            plot=monthly_plot(self.actor, self.procedure, today()),
            tabs=[
                Tab("按灯", "?by=lamp", is_current=self.request.GET.get("by") != "state"),
                Tab("按状态", "?by=state", is_current=self.request.GET.get("by") == "state"),
            ],
            procedures=[
                Tab(
                    item.title, reverse("casework:board", args=[item.name]), is_current=item.name == self.procedure.name
                )
                for item in list_procedures()
            ],
            **kwargs,
        )


def unit_board(actor: Actor, procedure: Procedure, on: date, *, by_state: bool = False) -> Board:
    """Return units × lamps (or states) over the cases an actor may see; says that it counts cases per unit."""
    key = "state" if by_state else "lamp"
    rows = annotate_lamp(cases_for(actor, procedure=procedure.name), horizon(on))
    counts = [
        (str(row["handling_unit_id"] or 0), row[key], row["n"])
        for row in rows.values("handling_unit_id", key).annotate(n=Count("pk")).order_by()
    ]
    units = [("0", "未交办")] if any(unit == "0" for unit, *_ in counts) else []
    seen = {int(unit) for unit, *_ in counts}
    units += [(str(pk), name) for pk, name in list_unit_names(seen)]
    columns = [(state.code, state.title, "") for state in procedure.states] if by_state else list(LAMPS)
    base = reverse("casework:procedure", args=[procedure.name])
    return make_board(
        caption=f"{procedure.title}：各单位情况",
        columns=columns,
        rows=units,
        counts=counts,
        url=lambda unit, column: f"{base}?{urlencode({'unit': unit, key: column})}",
        row_url=lambda unit: f"{base}?{urlencode({'unit': unit})}",
        counted=f"按承办单位计{procedure.case_word}数",
        empty=f"还没有{procedure.title}。",
    )


def monthly_plot(actor: Actor, procedure: Procedure, on: date) -> Plot | None:
    """Return how many cases came and were closed in each of the last twelve months, or None when there were none."""
    months = [
        ((on.year * 12 + on.month - 1 - back) // 12, (on.year * 12 + on.month - 1 - back) % 12 + 1)
        for back in range(12)
    ]
    months.reverse()
    rows = cases_for(actor, procedure=procedure.name)
    start = date(months[0][0], months[0][1], 1)
    opened: Counter[tuple[int, int]] = Counter()
    closed: Counter[tuple[int, int]] = Counter()
    for name, counter in (("opened_on", opened), ("closed_on", closed)):
        found = rows.filter(**{f"{name}__gte": start}).values(f"{name}__year", f"{name}__month").annotate(n=Count("pk"))
        for row in found.order_by():
            counter[row[f"{name}__year"], row[f"{name}__month"]] += row["n"]
    if not opened and not closed:
        return None
    return Plot(
        f"近十二个月{procedure.title}",
        tuple(f"{month}月" for _, month in months),
        (
            Series("新增", tuple(float(opened[item]) for item in months)),
            Series("办结", tuple(float(closed[item]) for item in months)),
        ),
        kind="bar",
        unit=procedure.case_word,
    )
