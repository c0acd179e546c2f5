"""The ledger 台账 as people know it: requirements under their headings, a row per unit, lamps, filters, papers.

Filling in offline has its own file, `filling`; what a row is, is read in `ledger_selectors`.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from mingzheng.casework.public import CaseNotFound, horizon
from mingzheng.domains.workplan.desk import filling
from mingzheng.domains.workplan.ledger_selectors import (
    LAMPS,
    LedgerFilter,
    get_ledger_scheme_for,
    list_ledgers_for,
    read_ledger,
)
from mingzheng.domains.workplan.models import SchemeDetail
from mingzheng.domains.workplan.navigation import is_office, works_on_ledgers
from mingzheng.domains.workplan.services.filling import fillable_for
from mingzheng.domains.workplan.services.ledger_papers import WRITERS
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Lamp, Number
from mingzheng.platform.desk.public import DeskView, actor_of
from mingzheng.platform.ledger.public import today

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
# A requirement with more units' rows than this shows them when it is opened.
SHOWN_AT_ONCE = 6


class LedgersView(DeskView):
    """Every ledger the reader has rows in, and the schemes on their way to one."""

    page_title = "台账"
    purpose = "分工方案建账后，一项要求一行，一个责任单位一件：定措施、报进展、核验销号。"
    template_name = "workplan/ledgers.html"

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever works on ledgers."""
        return works_on_ledgers(actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the ledgers."""
        ledgers = list_ledgers_for(self.actor, horizon(today()))
        return super().get_context_data(ledgers=ledgers, may_import=is_office(self.actor), **kwargs)


class LedgerView(DeskView):
    """One ledger."""

    page_title = "台账"
    template_name = "workplan/ledger.html"

    @property
    def scheme(self) -> SchemeDetail:
        """Return the scheme named in the address, or 404 when the reader has no part in it."""
        if not hasattr(self, "_scheme"):
            try:
                self._scheme = get_ledger_scheme_for(self.actor, self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
        return self._scheme

    def get_page_title(self) -> str:
        """Return the scheme's title."""
        return self.scheme.case.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the ledgers."""
        return [Crumb("台账", reverse("workplan:ledgers")), Crumb(self.scheme.case.number)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the rows, the counts both ways, and the filter."""
        at, narrowed = horizon(today()), LedgerFilter.from_query(self.request.GET)
        ledger = read_ledger(self.actor, self.scheme, at, narrowed)
        sees_scheme = bool(ledger.entries) and any(entry.parent for entry in ledger.entries)
        return super().get_context_data(
            scheme=self.scheme,
            ledger=ledger,
            narrowed=narrowed,
            counts=self._counts(ledger.by_unit, ledger.total_items, "件"),
            requirement_counts=[(lamp, ledger.by_requirement[lamp]) for lamp in LAMPS if ledger.by_requirement[lamp]],
            lamps=[(lamp, Lamp(lamp).word) for lamp in LAMPS],
            shown_at_once=SHOWN_AT_ONCE,
            query=self.request.GET.urlencode(),
            fillable=len(fillable_for(self.actor, self.scheme)) if self.actor.unit_ids else 0,
            is_own=not sees_scheme,
            **kwargs,
        )

    def _counts(self, counts: Any, total: int, word: str) -> list[Number]:
        here = reverse("workplan:ledger", args=[self.scheme.case.number])
        return [
            Number(total, f"按责任单位计（{word}）", here),
            *(Number(counts[lamp], Lamp(lamp).word, f"{here}?lamp={lamp}", lamp=lamp) for lamp in LAMPS),
        ]


@login_required
def ledger_paper(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """Hand out the ledger, narrowed as the page was, as Word, PDF or workbook."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    try:
        scheme = get_ledger_scheme_for(actor, number)
    except CaseNotFound:
        raise Http404 from None
    if form not in WRITERS:
        raise Http404
    ledger = read_ledger(actor, scheme, horizon(today()), LedgerFilter.from_query(request.GET))
    office = scheme.case.origin_unit
    data = WRITERS[form](scheme, ledger, today(), office.name if office and is_office(actor) else actor.name)
    response = HttpResponse(data, content_type=MEDIA[form])
    name = quote(f"{scheme.year}年工作要点台账.{form}")
    shown = "inline" if "inline" in request.GET and form == "pdf" else "attachment"
    response["Content-Disposition"] = f"{shown}; filename=\"ledger.{form}\"; filename*=UTF-8''{name}"
    return response


urlpatterns = [
    path("desk/plan/", LedgersView.as_view(), name="ledgers"),
    path("desk/plan/ledgers/<str:number>/", LedgerView.as_view(), name="ledger"),
    path("desk/plan/ledgers/<str:number>/ledger.<str:form>", ledger_paper, name="ledger_paper"),
    *filling.urlpatterns,
]
