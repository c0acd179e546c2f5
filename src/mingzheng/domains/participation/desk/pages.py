"""Small staff pages: the opinions of a consultation as a workbook, and who sent one of them, on record."""

from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from mingzheng.casework.public import Case, CaseNotFound, get_case_for
from mingzheng.domains.participation.contacts import open_contact
from mingzheng.domains.participation.output import write_workbook
from mingzheng.domains.participation.procedures.people import UNIT_ROLES
from mingzheng.domains.participation.selectors import find_submission
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Fact
from mingzheng.platform.desk.public import DeskView, actor_of
from mingzheng.platform.ledger.public import now

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KNOWERS = UNIT_ROLES | {"office_clerk", "office_section_head", "office_director"}


def find_case(actor: Actor, number: str) -> Case:
    """Return a consultation the reader may see, or 404."""
    try:
        case = get_case_for(actor, number=number)
    except CaseNotFound:
        raise Http404 from None
    if case.procedure != "consultation":
        raise Http404
    return case


def may_know(actor: Actor, case: Case) -> bool:
    """Say whether somebody works on the consultation and may therefore ask its senders back."""
    return any(
        actor.has_any_role(KNOWERS, unit, case.procedure) for unit in (case.handling_unit_id, case.origin_unit_id)
    )


@login_required
def workbook(request: HttpRequest, number: str) -> HttpResponse:
    """Answer with the opinions, merged and as they came; nobody's name or telephone is in it."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    case = find_case(actor, number)
    response = HttpResponse(write_workbook(case), content_type=XLSX)
    name = quote(f"意见汇总-{case.number}")
    response["Content-Disposition"] = f"attachment; filename=\"opinions.xlsx\"; filename*=UTF-8''{name}.xlsx"
    response["Cache-Control"] = "private, no-store"
    return response


class ContactView(DeskView):
    """Shows who sent a submission once, in answer to a POST."""

    template_name = "participation/contact.html"
    page_title = "提意见人的联系方式"
    basis = "个人信息保护法第五十一条"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put on record who looks, and show."""
        case = find_case(self.actor, self.kwargs["number"])
        if not may_know(self.actor, case):
            raise PermissionDenied
        submission = find_submission(case.pk, self.kwargs["place"])
        if submission is None:
            raise Http404
        values = open_contact(submission, actor=self.actor, at=now())
        context = self.get_context_data(
            receipt=submission.receipt,
            facts=[Fact(label, value) for label, value in values.items()],
            back=reverse("casework:case", args=[case.number]),
        )
        answer = self.render_to_response(context)
        answer["Cache-Control"] = "no-store"
        return answer
