"""What every screen about one scheme shares: finding it for the reader, the way to it, and how far its checking is."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from mingzheng.casework.public import BadInput, CaseNotFound, DoorError
from mingzheng.domains.workplan.models import SchemeDetail
from mingzheng.domains.workplan.scheme_selectors import find_action, get_scheme_for, group_findings
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb
from mingzheng.platform.desk.public import DeskView
from mingzheng.platform.files.public import Rejected


class SchemeView(DeskView):
    """A screen about one scheme the reader may see."""

    @property
    def scheme(self) -> SchemeDetail:
        """Return the scheme named in the address, or 404."""
        if not hasattr(self, "_scheme"):
            try:
                self._scheme = get_scheme_for(self.actor, self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
        return self._scheme

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the scheme's case."""
        number = self.scheme.case.number
        return [
            Crumb("分工方案", reverse("casework:procedure", args=["workplan_scheme"])),
            Crumb(number, reverse("casework:case", args=[number])),
            Crumb(self.page_title),
        ]


def summary(actor: Actor, scheme: SchemeDetail) -> dict[str, Any]:
    """Return what the bar above the tree says: findings by kind, and whether the scheme can be booked."""
    findings, blocking, settled = group_findings(scheme)
    book = find_action(actor, scheme, "book")
    return {"findings": findings, "blocking": blocking, "settled": settled, "book": book, "scheme": scheme}


def name_with_year(scheme: SchemeDetail) -> str:
    """Return the scheme's title for a choice among years; the year stands before it only where the title has none."""
    title = scheme.case.title
    return title if f"{scheme.year}年" in title else f"{scheme.year}年 {title}"


def explain(error: DoorError | Rejected) -> list[str]:
    """Return the reasons of a refusal, line by line."""
    if isinstance(error, Rejected):
        return [error.message_zh, error.advice_zh]
    if isinstance(error, BadInput):
        return [text for texts in error.errors.values() for text in texts]
    reasons = [f"{reason.message}。{reason.next_step}" for reason in getattr(error, "reasons", ())]
    return reasons or [error.message]
