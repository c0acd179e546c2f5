"""What the screens about one report share: finding it, its tabs and crumbs, and what its services may answer."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse

from mingzheng.casework.public import BadInput, CaseNotFound, DoorError, get_procedure
from mingzheng.domains.reports.models import Report
from mingzheng.domains.reports.permissions import Rights, works_on_reports
from mingzheng.domains.reports.selectors import get_report_for, rights_of
from mingzheng.figures.public import BadReading, FigureError
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Tab
from mingzheng.platform.desk.public import DeskFormView, DeskView, Refusal
from mingzheng.platform.files.public import Rejected

REFUSALS: tuple[type[Exception], ...] = (DoorError, FigureError, Rejected)


class ReportPage:
    """A mixin of screens about one report named by its case number."""

    actor: Actor
    kwargs: dict[str, Any]
    tab = "text"

    @property
    def report(self) -> Report:
        """Return the report in the address, or 404."""
        if not hasattr(self, "_report"):
            try:
                self._report = get_report_for(self.actor, self.kwargs["number"])
            except CaseNotFound:
                raise Http404 from None
        return self._report

    @property
    def rights(self) -> Rights:
        """Return what the reader may write."""
        if not hasattr(self, "_rights"):
            self._rights = rights_of(self.actor, self.report)
        return self._rights

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may have reports; which ones is the selector's."""
        return works_on_reports(actor)

    def get_page_title(self) -> str:
        """Return the report's title."""
        return self.report.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the board."""
        number = self.report.case.number
        return [Crumb("年度报告", reverse("reports:board")), Crumb(number, reverse("casework:case", args=[number]))]

    def get_tabs(self) -> list[Tab]:
        """Return the pages of a report."""
        number = self.report.case.number
        pages = (
            ("text", "正文", "editor"),
            ("numbers", "数字对照", "numbers"),
            ("check", "核校", "check"),
            ("versions", "历次稿", "versions"),
            ("readback", "Word 回读", "read_backs"),
        )
        return [Tab(label, reverse(f"reports:{name}", args=[number]), self.tab == code) for code, label, name in pages]

    def report_context(self) -> dict[str, Any]:
        """Return what every page of a report draws."""
        case = self.report.case
        return {
            "report": self.report,
            "case": case,
            "number": case.number,
            "rights": self.rights,
            "report_tabs": self.get_tabs(),
            "state": get_procedure(case.procedure, case.procedure_version).state(case.state),
        }


class ReportView(ReportPage, DeskView):
    """A page of one report."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the report."""
        return super().get_context_data(**{**kwargs, **self.report_context()})


class ReportFormView(ReportPage, DeskFormView):
    """A form about one report."""

    refusals: ClassVar[tuple[type[Exception], ...]] = REFUSALS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the report."""
        return super().get_context_data(**{**kwargs, **self.report_context()})

    def get_cancel_url(self) -> str:
        """Return to the text."""
        return reverse("reports:editor", args=[self.report.case.number])

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)


def explain(error: Exception) -> Refusal:
    """Put a refusal of a service into words, every reason at once."""
    if isinstance(error, Rejected):
        return Refusal("文件没有收下", [error.message_zh], next_step=error.advice_zh, status=422)
    if isinstance(error, BadInput | BadReading):
        reasons = [text for texts in error.errors.values() for text in texts]
        return Refusal("没有保存，原因如下", reasons, next_step=error.next_step, status=422)
    found = list(getattr(error, "reasons", ())) or [getattr(error, "message", str(error))]
    steps = dict.fromkeys(reason.next_step for reason in getattr(error, "reasons", ()) if reason.next_step)
    next_step = "；".join(steps) or getattr(error, "next_step", "")
    return Refusal("没有保存，原因如下", found, next_step=next_step, status=getattr(error, "status", 409))
