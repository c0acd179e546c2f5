"""Circulars: the list, the document (marked until it is approved), the panel of figures on the circular's page.

Drafting, review, approval and issue are acts of the procedure, on the engine's own forms.
"""

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.casework.public import Case, Panel, get_procedure
from mingzheng.domains.workplan.desk.letters import paper_response
from mingzheng.domains.workplan.letter_selectors import circulars_for
from mingzheng.domains.workplan.models import CircularDetail
from mingzheng.domains.workplan.navigation import is_office, works_on_ledgers
from mingzheng.domains.workplan.services.papers import compose_circular, standing_table
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import (
    CodeColumn,
    DateColumn,
    DeskColumn,
    DeskListView,
    DeskTable,
    EmptyWords,
    LinkColumn,
    actor_of,
)


def _address(circular: CircularDetail) -> str:
    return reverse("workplan:circular", args=[circular.pk, "pdf"])


class CircularTable(DeskTable):
    """Circulars."""

    caption = "工作要点通报"
    title = LinkColumn(verbose_name="标题", accessor="case__title", url=_address, orderable=False)
    number = CodeColumn(verbose_name="文号", orderable=False)
    state = DeskColumn(verbose_name="状态", accessor="case__state", is_short=True, orderable=False)
    as_of = DateColumn(verbose_name="统计截至", orderable=False)
    issued_on = DateColumn(verbose_name="印发日期", orderable=False)
    approver = DeskColumn(verbose_name="批准人", is_short=True, priority=3, orderable=False)

    def render_state(self, value: str) -> str:
        """Write the state's title."""
        return get_procedure("workplan_circular").state(value).title


class CircularListView(DeskListView):
    """The circulars the reader may read."""

    page_title = "通报"
    purpose = "根据台账编写，经审核、批准后印发；批准印发前不出主管科室。"
    basis = "通报、排名报本机关负责同志批准后印发"
    template_name = "workplan/circulars.html"
    list_key: ClassVar[str] = "workplan.circulars"
    table_class: ClassVar[type[DeskTable]] = CircularTable

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on ledgers."""
        return works_on_ledgers(actor)

    def get_rows(self) -> Any:
        """Return the circulars."""
        return circulars_for(self.actor)

    def get_empty_words(self) -> EmptyWords:
        """Say what would fill the list."""
        if is_office(self.actor):
            url = reverse("casework:open", args=["workplan_circular"])
            return EmptyWords("还没有通报", "起草后附上当天各单位台账情况，逐级审核批准。", "起草通报", url)
        return EmptyWords("还没有通报", "通报印发以后会在这里出现。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer drafting to the office."""
        return super().get_context_data(can_draft=is_office(self.actor), **kwargs)


@login_required
def circular(request: HttpRequest, circular_id: int, form: str) -> HttpResponse:
    """Hand out a circular: to the office at any time and marked, to a unit only once it is issued."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    found = circulars_for(actor).filter(pk=circular_id).first()
    if found is None:
        raise Http404
    return paper_response(compose_circular(found), form, f"circular-{found.pk}")


def circular_panels(case: Case, actor: Actor) -> list[Panel]:
    """Return the figures a circular states and the way to its document."""
    detail = circulars_for(actor).filter(pk=case.pk).first()
    if detail is None:
        return []
    context = {"circular": detail, "standing": standing_table(detail), "is_issued": case.state == "issued"}
    return [Panel("各单位情况和公文", "workplan/circular_panel.html", context)]


urlpatterns = [
    path("desk/plan/circulars/", CircularListView.as_view(), name="circulars"),
    path("desk/plan/circulars/<int:circular_id>.<str:form>", circular, name="circular"),
]
