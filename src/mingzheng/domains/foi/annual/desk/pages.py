"""What the screens about one report share: finding it, its tabs and crumbs, how refusals are put."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.casework.public import BadInput, CaseNotFound, DoorError, get_procedure
from mingzheng.domains.foi.annual.models import AnnualReport
from mingzheng.domains.foi.annual.selectors import get_report_for, may_write, works_on_reports
from mingzheng.figures.public import BadReading, FigureError
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Crumb, Tab
from mingzheng.platform.desk.public import DeskFormView, DeskView, Refusal
from mingzheng.platform.files.public import Rejected

REFUSALS: tuple[type[Exception], ...] = (DoorError, FigureError, Rejected)


class AnnualPage:
    """A mixin of screens about one report named by its case number."""

    actor: Actor
    kwargs: dict[str, Any]
    tab = ""

    @cached_property
    def report(self) -> AnnualReport:
        """Return the report in the address, or 404."""
        try:
            return get_report_for(self.actor, self.kwargs["number"])
        except CaseNotFound:
            raise Http404 from None

    @cached_property
    def may_write(self) -> bool:
        """Say whether the reader may write now."""
        return may_write(self.actor, self.report)

    def may_see(self, actor: Actor) -> bool:
        """Admit whoever may have reports; which ones is the selector's."""
        return works_on_reports(actor)

    def get_page_title(self) -> str:
        """Return the report's title."""
        return self.report.case.title

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the board."""
        number = self.report.case.number
        return [
            Crumb("公开年报", f"{reverse('foi:annual')}?year={self.report.year}"),
            Crumb(number, reverse("casework:case", args=[number])),
        ]

    def get_tabs(self) -> list[Tab]:
        """Return the pages of a report."""
        number = self.report.case.number
        pages = [("text", "正文"), ("tables", "表格"), ("check", "核对")]
        if self.report.is_consolidated:
            pages.append(("parts", "汇总来源"))
        return [Tab(label, reverse(f"foi:annual_{name}", args=[number]), self.tab == name) for name, label in pages]

    def report_context(self) -> dict[str, Any]:
        """Return what every page of a report draws."""
        case = self.report.case
        return {
            "report": self.report,
            "case": case,
            "number": case.number,
            "may_write": self.may_write,
            "report_tabs": self.get_tabs(),
            "state": get_procedure(case.procedure, case.procedure_version).state(case.state),
        }


class AnnualView(AnnualPage, DeskView):
    """A page of one report."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the report."""
        return super().get_context_data(**{**kwargs, **self.report_context()})


class AnnualFormView(AnnualPage, DeskFormView):
    """A form about one report."""

    refusals: ClassVar[tuple[type[Exception], ...]] = REFUSALS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the report."""
        return super().get_context_data(**{**kwargs, **self.report_context()})

    def explain_refusal(self, error: Exception) -> Refusal:
        """Put every reason on the page."""
        return explain(error)


def explain(error: Exception) -> Refusal:
    """Put a refusal of a service into words, every reason at once."""
    if isinstance(error, Rejected):
        return Refusal("没有保存", [error.message_zh], next_step=error.advice_zh, status=422)
    if isinstance(error, BadInput | BadReading):
        reasons = [text for texts in error.errors.values() for text in texts]
        return Refusal("没有保存，原因如下", reasons, next_step=error.next_step, status=422)
    found = list(getattr(error, "reasons", ())) or [getattr(error, "message", str(error))]
    steps = dict.fromkeys(reason.next_step for reason in getattr(error, "reasons", ()) if reason.next_step)
    next_step = "；".join(steps) or getattr(error, "next_step", "")
    return Refusal("没有办理，原因如下", found, next_step=next_step, status=getattr(error, "status", 409))
