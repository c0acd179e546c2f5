"""Boards: what is open of every procedure, and for one of them its units by lamps or states.

A click on a number is the filtered list it counts. The office sees all, a unit sees itself.
"""

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
from mingzheng.platform.design.public import Board, Crumb, Plot, Series, Tab
from mingzheng.platform.desk.public import DeskView, make_board
from mingzheng.platform.ledger.public import today

LAMPS = (
    ("overdue", "逾期", "overdue"),
    ("due_soon", "将到期", "due_soon"),
    ("normal", "正常", "normal"),
    ("paused", "暂停", "paused"),
    ("done", "已办结", "done"),
)


class OverviewView(DeskView):
    """What is open, procedure by procedure; a procedure's name leads to its own board."""

    template_name = "casework/overview.html"
    page_title = "看板"
    purpose = "各类事项的在办情况；数字可点开清单，名称进入分单位看板。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the board of procedures."""
        return super().get_context_data(board=overview_board(self.actor, today()), **kwargs)


class BoardView(DeskView):
    """Units by lamps (or by states) for one procedure."""

    template_name = "casework/board.html"

    @property
    def procedure(self) -> Procedure:
        """Return the procedure, or 404."""
        try:
            return get_procedure(self.kwargs["procedure"])
        except KeyError:
            raise Http404 from None

    def get_page_title(self) -> str:
        """Return the title."""
        return f"{self.procedure.title}看板"

    def get_crumbs(self) -> list[Crumb]:
        """Return the way back to the board of all procedures."""
        return [Crumb("看板", reverse("casework:boards")), Crumb(self.procedure.title)]

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
            **kwargs,
        )


def overview_board(actor: Actor, on: date) -> Board:
    """Return procedures × lamps over the open cases an actor may see; procedures without an open case are left out."""
    rows = annotate_lamp(cases_for(actor, open_only=True), horizon(on))
    keys = ("procedure", "lamp")
    counts = [
        (row["procedure"], row["lamp"], row["n"]) for row in rows.values(*keys).annotate(n=Count("pk")).order_by()
    ]
    held = {name for name, *_ in counts}
    return make_board(
        caption="各类事项在办情况",
        columns=[lamp for lamp in LAMPS if lamp[0] != "done"],
        rows=[(item.name, item.title) for item in list_procedures() if item.name in held],
        counts=counts,
        url=lambda name, lamp: f"{reverse('casework:procedure', args=[name])}?{urlencode({'lamp': lamp})}",
        row_url=lambda name: reverse("casework:board", args=[name]),
        row_head="事项",
        counted="按事项计件数",
        empty="现在没有在办的事项。",
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
