"""Home: what must I do today, what will hurt me this week, what waits for others, what changed since I left."""

from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.casework.desk.presenting import case_url
from mingzheng.casework.desk.tables import CaseTable
from mingzheng.casework.models import Case
from mingzheng.casework.selectors import Horizon, cases_for, horizon, open_cases_with
from mingzheng.casework.worklists import changed_since, todo_for, waiting_for_others
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Number, format_date
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import Absence, list_absences

SHOWN = 12
COUNTED_UP_TO = 9_999
COUNTED = "要求和责任单位子件分别计"


class HomeView(DeskView):
    """The first page after signing in."""

    template_name = "casework/home.html"
    page_title = "今天"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; an administrator, who holds no grant and sees no case, is led to where his work is."""
        if self.actor.admin_duty:
            return redirect("administration:home")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the four answers."""
        at = horizon(today())
        todo = _table(todo_for(self.actor), at, "等您办理")
        return super().get_context_data(
            numbers=home_numbers(self.actor, at),
            todo=todo,
            waiting=list(_named(waiting_for_others(self.actor))[:8]),
            changed=list(
                _named(changed_since(self.actor, at.today - timedelta(days=7))).order_by("-last_act_at", "-pk")[:8]
            ),
            todo_url=reverse("casework:work", args=["todo"]),
            today_text=format_date(at.today),
            case_url=case_url,
            covered=_covered_by(self.actor),
            **kwargs,
        )


def _covered_by(actor: Actor) -> list[Absence]:
    """Return whom the reader covers for today (A/B 角), with the last day."""
    if not actor.acting_for:
        return []
    on = today()
    return [row for row in list_absences(at=on) if row.deputy_id == actor.person_id and row.starts_on <= on]


def _named(rows: Any) -> Any:
    return rows.select_related("handling_unit", "handler").order_by(F("due_on").asc(nulls_last=True), "pk")


def _table(rows: Any, at: Horizon, caption: str) -> CaseTable | None:
    found = list(_named(rows)[:SHOWN])
    if not found:
        return None
    table = CaseTable(found, at=at, exclude=("select", "handler"), orderable=False)
    table.caption = caption
    return table


def home_numbers(actor: Actor, at: Horizon) -> list[Number]:
    """Return the numbers at the head of the page, each leading to what it counts."""
    open_cases = cases_for(actor, open_only=True)
    todo, every = _count(todo_for(actor)), _count(open_cases)
    overdue, soon = (_count(open_cases_with(actor, lamp, at)) for lamp in ("overdue", "due_soon"))
    return [
        Number(todo, "等我办理", _work("todo"), lamp=""),
        Number(overdue, "已逾期", _work("overdue"), lamp="overdue" if overdue else "", note=COUNTED),
        Number(soon, "将到期", _work("soon"), lamp="due_soon" if soon else ""),
        Number(every, "在办", reverse("casework:cases")),
    ]


def _count(rows: QuerySet[Case]) -> int | str:
    """Return how many cases there are, up to where counting on would keep the reader waiting."""
    found = rows.order_by()[: COUNTED_UP_TO + 1].count()
    return found if found <= COUNTED_UP_TO else f"{COUNTED_UP_TO}+"


def _work(which: str) -> str:
    return reverse("casework:work", args=[which])
