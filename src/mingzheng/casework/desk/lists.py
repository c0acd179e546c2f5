"""Lists: what waits for me, what I did, my unit's, watched, near and overdue; and every case of one procedure."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from mingzheng.casework.declaration import Procedure
from mingzheng.casework.desk.filters import CaseFilterSet, filterset_for
from mingzheng.casework.desk.tables import CaseTable, declared_columns, detail_attribute
from mingzheng.casework.models import Case
from mingzheng.casework.registry import get_procedure
from mingzheng.casework.rules import is_within
from mingzheng.casework.selectors import cases_for, horizon, open_cases_with
from mingzheng.casework.worklists import done_by, todo_for, unit_cases_for, watched_by
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Tab
from mingzheng.platform.desk.public import BulkAction, DeskFilterSet, DeskListView, EmptyWords
from mingzheng.platform.ledger.public import today

ORDER = (F("due_on").asc(nulls_last=True), "pk")


class CaseListView(DeskListView):
    """A list of cases with the table, filters and order every list has."""

    table_class: ClassVar[type[CaseTable]] = CaseTable
    filterset_class: ClassVar[type[DeskFilterSet] | None] = CaseFilterSet

    def get_table_kwargs(self) -> Mapping[str, Any]:
        """Tell lamps by today's horizon."""
        return {"at": horizon(today())}

    def ordered(self, rows: QuerySet[Case]) -> QuerySet[Case]:
        """Return the rows by due date with the names the table shows."""
        return rows.select_related("handling_unit", "handler").order_by(*ORDER)


WORK_LISTS: tuple[tuple[str, str, str, str], ...] = (
    ("todo", "待办", "没有等您办理的事项", "交办、审签、审批到您这里的事项会出现在这里。"),
    ("done", "已办", "您还没有办理过事项", "您办理过的事项会留在这里，随时可查。"),
    ("unit", "本单位", "本单位没有在办事项", "交办给本单位的事项会出现在这里。"),
    ("watched", "关注", "您没有关注事项", "在事项页点“关注”，它的每次办理都会告诉您。"),
    ("soon", "将到期", "近期没有到期的事项", "距期限不足规定工作日数的在办事项会出现在这里。"),
    ("overdue", "已逾期", "没有逾期事项", "过了期限仍在办的事项会出现在这里。"),
)


class WorkListView(CaseListView):
    """The reader's own lists."""

    page_title = "我的工作"
    purpose = "按期限先后列出；灯为红色方块的已经逾期，先办。"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse a list that does not exist."""
        self.which = kwargs.get("which", "todo")
        if self.which not in {key for key, *_ in WORK_LISTS}:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def list_key(self) -> str:  # type: ignore[override]
        """Name the list for saved filters."""
        return f"casework.{self.which}"

    def get_page_title(self) -> str:
        """Return the list's own name."""
        return next(title for key, title, *_ in WORK_LISTS if key == self.which)

    def get_rows(self) -> QuerySet[Case]:
        """Return the rows of the chosen list."""
        rows = work_list_for(self.actor, self.which)
        if self.which == "done":
            return rows.select_related("handling_unit", "handler").order_by("-last_act_at", "-pk")
        return self.ordered(rows)

    def get_tabs(self) -> Sequence[Tab]:
        """Return the other lists."""
        return [
            Tab(title, reverse("casework:work", args=[key]), is_current=key == self.which)
            for key, title, *_ in WORK_LISTS
        ]

    def get_empty_words(self) -> EmptyWords:
        """Say why the list is empty."""
        _, _, title, reason = next(item for item in WORK_LISTS if item[0] == self.which)
        return EmptyWords(title, reason)


def work_list_for(actor: Actor, which: str) -> QuerySet[Case]:
    """Return the cases of one of the reader's lists."""
    if which in {"soon", "overdue"}:
        lamp = "due_soon" if which == "soon" else "overdue"
        return open_cases_with(actor, lamp, horizon(today()))
    readers = {"todo": todo_for, "done": done_by, "unit": unit_cases_for, "watched": watched_by}
    return readers[which](actor)


class ProcedureListView(CaseListView):
    """Every case of one procedure the reader may see, with the columns and filters it declares."""

    @property
    def procedure(self) -> Procedure:
        """Return the procedure named in the address."""
        try:
            return get_procedure(self.kwargs["procedure"])
        except KeyError:
            raise Http404 from None

    @property
    def list_key(self) -> str:  # type: ignore[override]
        """Name the list for saved filters."""
        return f"casework.procedure.{self.procedure.name}"

    @property
    def filterset_class(self) -> type[CaseFilterSet]:  # type: ignore[override]
        """Return the procedure's filters."""
        return filterset_for(self.procedure.name)

    @property
    def purpose(self) -> str:  # type: ignore[override]
        """Return the one line on what the procedure is for."""
        return self.procedure.description

    @property
    def basis(self) -> str:  # type: ignore[override]
        """Return the law it serves."""
        return self.procedure.basis

    def get_page_title(self) -> str:
        """Return the procedure's title."""
        return self.procedure.title

    def get_rows(self) -> QuerySet[Case]:
        """Return the procedure's cases by due date."""
        rows = cases_for(self.actor, procedure=self.procedure.name)
        attribute = detail_attribute(self.procedure)
        return self.ordered(rows.select_related(attribute) if attribute else rows)

    def get_table_kwargs(self) -> Mapping[str, Any]:
        """Add the declared columns."""
        return {**super().get_table_kwargs(), "extra_columns": declared_columns(self.procedure)}

    def get_bulk_actions(self) -> Sequence[BulkAction]:
        """Offer what the procedure allows for several cases at once, when the filtered state allows it."""
        state = self.request.GET.get("state", "")
        actions = [action for action in self.procedure.actions if action.bulk and not action.sign_off]
        known = {item.code for item in self.procedure.states}
        offered = [action for action in actions if state not in known or is_within(action, self.procedure, state)]
        return [
            BulkAction(
                f"批量{action.title}",
                reverse("casework:bulk", args=[self.procedure.name, action.code]),
                kind="secondary",
            )
            for action in offered
        ]

    def get_empty_words(self) -> EmptyWords:
        """Say why the list is empty."""
        return EmptyWords(f"没有{self.procedure.title}", "登记或交办后会出现在这里；也可能是筛选条件过窄。")


class AllCasesView(CaseListView):
    """Every case the reader may see, of any procedure; where a number or a title is looked up."""

    page_title = "全部事项"
    purpose = "按编号、标题查找您有权查看的事项。"
    list_key: ClassVar[str] = "casework.all"

    def get_rows(self) -> QuerySet[Case]:
        """Return the rows, newest first when nothing narrows them."""
        return cases_for(self.actor).select_related("handling_unit", "handler").order_by("-last_act_at", "-pk")
