"""The page that shows an applicant's particulars in full: asked for on purpose, kept on record, never cached."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from mingzheng.casework.public import Case, CaseNotFound, get_case_for
from mingzheng.domains.foi.applicants import LABELS, NAMED, may_know, open_applicant
from mingzheng.platform.design.public import Fact
from mingzheng.platform.desk.public import DeskView


class ApplicantView(DeskView):
    """Shows the particulars once, in answer to a POST."""

    template_name = "foi/applicant.html"
    page_title = "申请人信息"
    basis = "政府信息公开条例第二十九条；个人信息保护法第五十一条"
    http_method_names = ["post"]

    @cached_property
    def case(self) -> Case:
        """Return the case, or 404 for who may not see it."""
        try:
            case = get_case_for(self.actor, number=self.kwargs["number"])
        except CaseNotFound:
            raise Http404 from None
        if case.procedure not in NAMED:
            raise Http404
        if not may_know(self.actor, case):
            raise PermissionDenied
        return case

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put on record who looks, and show."""
        values = open_applicant(self.case, actor=self.actor)
        facts = [Fact(LABELS[code], value) for code, value in values.items()]
        back = reverse("casework:case", args=[self.case.number])
        answer = self.render_to_response(self.get_context_data(case=self.case, facts=facts, back=back))
        answer["Cache-Control"] = "no-store"
        return answer
