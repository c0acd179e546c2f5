"""The pages after handing in: open one's application, see the clock, answer what is asked, fetch the letter."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.casework.public import DoorError
from mingzheng.domains.foi.citizen.access import (
    Visit,
    applications_of_subject,
    count_try,
    count_wrong_code,
    find_visit,
    has_relative_code,
    issue_code,
    revoke_code,
    visit_by_subject,
)
from mingzheng.domains.foi.citizen.acts import FOR_RELATIVES, OFFERED, act
from mingzheng.domains.foi.citizen.forms import OwnTextForm, StatusForm
from mingzheng.domains.foi.citizen.letters import fetch_letter
from mingzheng.domains.foi.citizen.models import AccessCode
from mingzheng.domains.foi.citizen.notices import fetch_notice
from mingzheng.domains.foi.citizen.papers import take_paper
from mingzheng.domains.foi.citizen.portal.visiting import (
    MOST_PRINTS,
    VISIT,
    as_file,
    count_visitor,
    forget,
    posted,
    public_page,
    remember_visit,
    show,
    too_often,
    turn_away,
    visit_of,
)
from mingzheng.domains.foi.citizen.printing import filled_form
from mingzheng.domains.foi.citizen.reading import case_of, names_on_record, own_words
from mingzheng.domains.foi.citizen.signing_in import subject_of_request
from mingzheng.domains.foi.citizen.status import status_of
from mingzheng.platform.files.public import Rejected
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import client_address, get_site, sent_key

MOST_ACTS = 40
ASKED = {
    "supplement": ("补正", "补正的内容", "提交补正", True, "补正"),
    "give_reasons": ("说明理由", "理由", "提交理由", True, "说明理由"),
    "withdraw": ("撤回申请", "撤回的原因", "撤回申请", False, "撤回申请"),
    "confirm_application": ("确认申请", "", "确认无误", False, "确认申请"),
}
AFTER = {
    "supplement": "提交之日起，答复期限重新计算 20 个工作日。补正只有这一次机会。",
    "give_reasons": "受理机关看过理由后，会告诉您结果。",
    "withdraw": "撤回后这一件不再办理，以后可以重新申请。撤回不能取消。",
    "confirm_application": "确认之日为收到申请之日，20 个工作日内答复。",
}
NOT_FOUND = "编号或者查询码不对，请对照回执核对。查询码遗失的，请带证件到窗口或者打电话。"


@public_page("GET", "POST")
def status(request: HttpRequest) -> HttpResponse:
    """Open an application by number and code; a wrong pair never says which part was wrong."""
    form = StatusForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if form.is_machine():
            turn_away(request, "machine")
        else:
            limit = count_try(client_address(request), at=now())
            if limit is not None:
                return too_often(request, limit, back=reverse("apply:status"))
            visit = find_visit(form.cleaned_data["number"], form.cleaned_data["code"])
            limit = None if visit else count_wrong_code(client_address(request), at=now())
            if limit is not None:
                return too_often(request, limit, back=reverse("apply:status"))
            if visit is not None:
                response = redirect("apply:mine")
                remember_visit(response, visit)
                return response
            turn_away(request, "wrong_code")
        form.add_error(None, NOT_FOUND)
    context = {"form": form, "title": "查进度", "submit_label": "查看", "subject": bool(subject_of_request(request))}
    return show(request, "foi/citizen/status.html", context, status=422 if form.errors else 200)


@public_page("GET")
def mine(request: HttpRequest) -> HttpResponse:
    """The page of one's application."""
    visit = visit_of(request)
    if visit is None:
        return redirect("apply:status")
    page = status_of(visit, today())
    context = {
        "page": page,
        "visit": visit,
        "title": page.title,
        "crumb": page.number,
        "asked_links": [(code, ASKED[code][0]) for code in page.offered if code != "withdraw"],
        "may_withdraw": "withdraw" in page.offered,
        "has_relative": has_relative_code(visit.case_id),
    }
    return show(request, "foi/citizen/mine.html", context)


@public_page("GET", "POST")
def answer(request: HttpRequest, action: str) -> HttpResponse:
    """Supplement, reasons, withdrawal, confirmation: a form and its act at the door."""
    visit = visit_of(request)
    if visit is None:
        return redirect("apply:status")
    action = action.replace("-", "_")
    if action not in OFFERED or (not visit.is_applicant and action not in FOR_RELATIVES):
        raise Http404
    title, label, submit, with_papers, _ = ASKED[action]
    names = names_on_record(visit.case_id) if request.method == "POST" else ()
    form = OwnTextForm(posted(request), request.FILES or None, label=label, with_papers=with_papers, names=names)
    if action == "confirm_application":
        del form.fields["text"]
    refusal = None
    if request.method == "POST" and form.is_valid() and not form.is_machine():
        limit = count_visitor(request, "act", most=MOST_ACTS)
        if limit is not None:
            return too_often(request, limit, back=reverse("apply:mine"))
        refusal = _act(request, visit, action, form)
        if refusal is None:
            return redirect("apply:mine")
    page = status_of(visit, today())
    context = {
        "form": form,
        "title": title,
        "crumb": page.number,
        "page": page,
        "action": action,
        "refusal": refusal,
        "after": AFTER[action],
        "submit_label": submit,
        "back_url": reverse("apply:mine"),
    }
    status_code = 409 if refusal else 422 if form.errors else 200
    return show(request, "foi/citizen/answer.html", context, status=status_code)


def _act(request: HttpRequest, visit: Visit, action: str, form: OwnTextForm) -> dict[str, Any] | None:
    """Perform the act; return what to say when the door refused."""
    field = {"supplement": "supplement", "give_reasons": "reasons", "withdraw": "reason"}.get(action, "")
    data = {field: form.cleaned_data["text"]} if field else {}
    try:
        papers = [take_paper(upload, names=form.names) for upload in form.cleaned_data.get("papers", [])]
        act(visit, action, data, key=sent_key(request.POST) or secrets.token_hex(16), at=now(), papers=papers)
    except Rejected as refusal:
        turn_away(request, "file")
        return {"title": "没有提交", "reasons": [refusal.message_zh], "next_step": refusal.advice_zh}
    except DoorError as error:
        reasons = getattr(error, "reasons", ())
        return {
            "title": "没有提交",
            "reasons": [reason.message for reason in reasons] or [error.message],
            "next_step": "；".join(reason.next_step for reason in reasons if reason.next_step) or error.next_step,
        }
    return None


@public_page("POST")
def relative(request: HttpRequest) -> HttpResponse:
    """Give a relative a code of his own, or end it."""
    visit = visit_of(request)
    if visit is None:
        return redirect("apply:status")
    if not visit.is_applicant:
        raise Http404
    if request.POST.get("end"):
        revoke_code(visit.case_id, holder=AccessCode.Holder.RELATIVE, at=now())
        return redirect("apply:mine")
    limit = count_visitor(request, "relative", most=10)
    if limit is not None:
        return too_often(request, limit, back=reverse("apply:mine"))
    code = issue_code(visit.case_id, holder=AccessCode.Holder.RELATIVE, at=now())
    context = {"title": "亲属查询码", "crumb": visit.number, "code": code, "number": visit.number}
    return show(request, "foi/citizen/relative.html", context)


@public_page("POST")
def leave(request: HttpRequest) -> HttpResponse:
    """Close the application in this browser."""
    response = redirect("apply:status")
    forget(response, VISIT)
    return response


@public_page("GET")
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Hand out a letter, on record."""
    visit = visit_of(request)
    if visit is None:
        return redirect("apply:status")
    found = fetch_letter(case_of(visit.case_id), letter_id, at=now())
    if found is None:
        raise Http404
    data, file = found
    return as_file(data, file.media_type, f"答复书{letter_id}.{file.name.rpartition('.')[2]}")


@public_page("GET")
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out a notice on official paper with its code for checking, on record; a relative's bears no full name."""
    visit = visit_of(request)
    if visit is None:
        return redirect("apply:status")
    limit = count_visitor(request, "print", most=MOST_PRINTS)
    if limit is not None:
        return too_often(request, limit, back=reverse("apply:mine"))
    data = fetch_notice(case_of(visit.case_id), code, names_applicant=visit.is_applicant, at=now())
    if data is None:
        raise Http404
    return as_file(data, "application/pdf", f"{visit.number}-{code}.pdf")


@public_page("GET")
def own_form(request: HttpRequest) -> HttpResponse:
    """Print the application as it was handed in; only the applicant himself."""
    visit = visit_of(request)
    if visit is None:
        return redirect("apply:status")
    if not visit.is_applicant:
        raise Http404
    case = case_of(visit.case_id)
    data = filled_form(
        own_words(case), unit=case.origin_unit.name, site=get_site().address, number=case.number, printed_on=today()
    )
    return as_file(data, "application/pdf", f"{case.number}.pdf")


@public_page("GET")
def applications(request: HttpRequest) -> HttpResponse:
    """List the applications of somebody who signed in."""
    subject = subject_of_request(request)
    if not subject:
        return redirect("apply:status")
    return show(
        request, "foi/citizen/applications.html", {"cases": applications_of_subject(subject), "title": "我的申请"}
    )


@public_page("POST")
def open_own(request: HttpRequest, case_id: int) -> HttpResponse:
    """Open one of them."""
    visit = visit_by_subject(subject_of_request(request), case_id)
    if visit is None:
        raise Http404
    response = redirect("apply:mine")
    remember_visit(response, visit)
    return response
