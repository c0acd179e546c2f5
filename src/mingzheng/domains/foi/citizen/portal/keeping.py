"""Pages beside the steps: the draft on another device, forms on paper, checking a letter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.domains.foi.citizen.access import count_try, count_wrong_code
from mingzheng.domains.foi.citizen.draft_values import is_ready
from mingzheng.domains.foi.citizen.drafts import drop_draft, open_draft
from mingzheng.domains.foi.citizen.forms import LetterForm, ResumeForm
from mingzheng.domains.foi.citizen.letters import check_letter
from mingzheng.domains.foi.citizen.portal.visiting import (
    DRAFT,
    MOST_PRINTS,
    as_file,
    back_to_start,
    count_visitor,
    draft_of,
    forget,
    posted,
    public_page,
    remember_draft,
    show,
    too_often,
    turn_away,
)
from mingzheng.domains.foi.citizen.printing import blank_form, filled_form
from mingzheng.domains.foi.citizen.proofs import proofs_of_draft
from mingzheng.domains.foi.citizen.units import find_accepting_unit
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.parameters.public import get_value
from mingzheng.platform.portal.public import client_address, get_site

MOST_CHECKS = 60


@public_page("GET")
def keep(request: HttpRequest) -> HttpResponse:
    """Show the draft's code and secret, to go on elsewhere."""
    draft = draft_of(request)
    if draft is None or draft.is_handed_in:
        return back_to_start()
    return show(
        request,
        "foi/citizen/keep.html",
        {"draft": draft, "title": "换一台设备继续填", "days": get_value("foi.draft_days")},
    )


@public_page("GET", "POST")
def resume(request: HttpRequest) -> HttpResponse:
    """Open a draft on this device."""
    form = ResumeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        limit = count_try(client_address(request), at=now())
        if limit is not None:
            return too_often(request, limit, back=reverse("apply:resume"))
        draft = open_draft(form.cleaned_data["code"], form.cleaned_data["secret"], at=now())
        if draft is not None and not form.is_machine():
            missing = is_ready(draft.values | {"has_identity": bool(proofs_of_draft(draft.row))})
            response = redirect("apply:done" if draft.is_handed_in else f"apply:{(missing or ['check'])[0]}")
            remember_draft(response, draft)
            return response
        limit = count_wrong_code(client_address(request), at=now())
        if limit is not None:
            return too_often(request, limit, back=reverse("apply:resume"))
        turn_away(request, "wrong_draft")
        form.add_error(None, "草稿码或者密码不对，或者草稿已经到期。")
    context = {"form": form, "title": "继续填写", "submit_label": "打开草稿"}
    return show(request, "foi/citizen/step.html", context, status=422 if form.errors else 200)


@public_page("POST")
def drop(request: HttpRequest) -> HttpResponse:
    """Delete the draft with everything in it."""
    draft = draft_of(request)
    if draft is not None:
        drop_draft(draft.row)
    response = redirect("apply:home")
    forget(response, DRAFT)
    return response


@public_page("GET")
def draft_form(request: HttpRequest) -> HttpResponse:
    """Print what is filled in so far."""
    draft = draft_of(request)
    if draft is None or draft.is_handed_in:
        return back_to_start()
    limit = count_visitor(request, "print", most=MOST_PRINTS)
    if limit is not None:
        return too_often(request, limit, back=reverse("apply:check"))
    unit = find_accepting_unit(int(draft.values.get("unit") or 0), today())
    data = filled_form(
        draft.values, unit=unit.name if unit else "", site=get_site().address, number="", printed_on=today()
    )
    return as_file(data, "application/pdf", "政府信息公开申请表.pdf")


@public_page("GET")
def paper_form(request: HttpRequest) -> HttpResponse:
    """Print an empty form, to be filled by hand and sent or brought."""
    limit = count_visitor(request, "print", most=MOST_PRINTS)
    if limit is not None:
        return too_often(request, limit, back=reverse("apply:home"))
    site = get_site()
    data = blank_form(site=site.address, counter=f"{site.counter}　{site.telephone}", printed_on=today())
    return as_file(data, "application/pdf", "政府信息公开申请表（空白）.pdf")


@public_page("GET", "POST")
def verify(request: HttpRequest) -> HttpResponse:
    """Check a letter by its number and code, and the file itself."""
    form = LetterForm(posted(request), request.FILES or None, initial={"number": request.GET.get("number", "")[:60]})
    checked = None
    if request.method == "POST" and form.is_valid() and not form.is_machine():
        limit = count_visitor(request, "verify", most=MOST_CHECKS)
        if limit is not None:
            return too_often(request, limit, back=reverse("apply:verify"))
        given = form.cleaned_data
        checked = check_letter(given["code"], given["number"], given["file"])
        if checked is None:
            turn_away(request, "letter")
            limit = count_wrong_code(client_address(request), at=now())
            if limit is not None:
                return too_often(request, limit, back=reverse("apply:verify"))
            form.add_error(None, "没有文号和核验码都相符的文书，请核对；核对无误仍查不到的，请打电话向受理机关核实。")
    context = {
        "form": form,
        "title": "核验文书",
        "submit_label": "核验",
        "checked": checked,
        "sent_file": bool(request.FILES),
    }
    return show(request, "foi/citizen/verify.html", context, status=422 if form.errors else 200)
