"""The pages of an application: look first, what, who, papers, check, receipt. Every step is kept; none needs a script."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mingzheng.casework.public import DoorError
from mingzheng.domains.foi.citizen.already_public import find_public_pages
from mingzheng.domains.foi.citizen.applying import NotReadyError, hand_in, handed_in
from mingzheng.domains.foi.citizen.challenge import count_attack, is_answered, make_challenge
from mingzheng.domains.foi.citizen.draft_values import (
    AGENT,
    FILLERS,
    agent_of,
    contact_of,
    form_wanted_of,
    is_ready,
    names_of,
    tells_of_a_person,
)
from mingzheng.domains.foi.citizen.drafts import OpenDraft, save_draft, start_draft
from mingzheng.domains.foi.citizen.forms import NO_PERSON, CheckForm, PapersForm, WhatForm, WhoForm
from mingzheng.domains.foi.citizen.looking import count_applied, count_opened
from mingzheng.domains.foi.citizen.models import IdentityProof
from mingzheng.domains.foi.citizen.papers import CITIZEN, add_papers, papers_of, remove_paper
from mingzheng.domains.foi.citizen.portal.visiting import (
    OPENED,
    back_to_start,
    count_visitor,
    draft_of,
    forget,
    keep_cookie,
    posted,
    public_page,
    remember_draft,
    show,
    too_often,
    turn_away,
)
from mingzheng.domains.foi.citizen.proofs import add_proof, proofs_of_draft, remove_proof
from mingzheng.domains.foi.citizen.signing_in import (
    is_switched_on,
    is_vouched,
    person_of_request,
    subject_of_request,
    values_of,
)
from mingzheng.domains.foi.citizen.units import list_accepting_units
from mingzheng.domains.foi.models import APPLICANT_KINDS
from mingzheng.platform.files.public import Rejected, refuse_marked_text
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import TooOften, count_post, count_quickly

BASIS = "政府信息公开条例第二十七条、第二十九条"
STEPS = 4
MOST_DRAFTS, MOST_UPLOADS, MOST_OPENED = 30, 60, 60
DAY = 86_400


@public_page("GET")
def home(request: HttpRequest) -> HttpResponse:
    """The beginning: look first, then apply, go on, or see how far it is."""
    draft = draft_of(request)
    person = person_of_request(request)
    context = {
        "has_draft": bool(draft and not draft.is_handed_in),
        "sign_in": is_switched_on(),
        "person": person.applicant if person else "",
        **_looked(request),
    }
    return show(request, "foi/citizen/home.html", context)


@public_page("GET")
def look(request: HttpRequest) -> HttpResponse:
    """Answer while typing, or as a page: what is public already."""
    wait = count_quickly(request, "foi.look", parameter="portal.searches_per_minute", at=now())
    if wait:
        return too_often(request, TooOften(wait), back=reverse("apply:home"))
    if "HX-Request" in request.headers or request.GET.get("part"):
        return show(request, "foi/citizen/found.html", _looked(request))
    return show(request, "foi/citizen/home.html", _looked(request))


@public_page("GET")
def found(request: HttpRequest) -> HttpResponse:
    """Lead to a public page somebody found, and count it; only to pages of this site."""
    path = request.GET.get("to", "")
    if not path.startswith("/") or path.startswith(("//", "/\\")) or "\\" in path:
        raise Http404
    response = redirect(path)
    if OPENED not in request.COOKIES and count_visitor(request, "opened", most=MOST_OPENED) is None:
        count_opened(today())
        keep_cookie(response, OPENED, "1", seconds=DAY)
    return response


def _looked(request: HttpRequest) -> dict[str, Any]:
    query = request.GET.get("q", "").strip()[:100]
    return {"query": query, "looked": find_public_pages(query, today())}


@public_page("GET", "POST")
def what(request: HttpRequest) -> HttpResponse:
    """Step 1."""
    draft = draft_of(request)
    if draft and draft.is_handed_in:
        draft = None
    units = [(str(unit.pk), unit.name) for unit in list_accepting_units(today())]
    initial = draft.values if draft else {"title": request.GET.get("title", "")[:120]}
    known = values_of(person_of_request(request)) if draft is None else {}
    form = WhatForm(posted(request), initial=initial, units=units)
    if request.method == "POST" and form.is_valid():
        if form.is_machine():
            turn_away(request, "machine")
            return redirect("apply:who")
        refusal = _marked(form)
        if refusal is None:
            return _keep(request, draft, known | _values(form), then="apply:who")
        return _step(request, form, 1, "您要什么信息", refusal=refusal)
    return _step(request, form, 1, "您要什么信息")


@public_page("GET", "POST")
def who(request: HttpRequest) -> HttpResponse:
    """Step 2."""
    draft = draft_of(request)
    if draft is None or draft.is_handed_in:
        return back_to_start()
    way = draft.values.get("way")
    form = WhoForm(
        posted(request), initial=draft.values, on=today(), wants_mail=way == "mail", wants_post=way == "post"
    )
    if request.method == "POST" and form.is_valid():
        if form.is_machine():
            turn_away(request, "machine")
            return redirect("apply:papers")
        values = _values(form)
        values["vouched"] = is_vouched(person_of_request(request), values)
        return _keep(request, draft, values, then="apply:papers")
    return _step(request, form, 2, "您是谁，怎么联系", back="apply:what", template="foi/citizen/who.html")


@public_page("GET", "POST")
def papers(request: HttpRequest) -> HttpResponse:
    """Step 3: what was uploaded stays, what was refused is told."""
    draft = draft_of(request)
    if draft is None or draft.is_handed_in:
        return back_to_start()
    has_agent = draft.values.get("filler") == AGENT
    form = PapersForm(posted(request), request.FILES or None, has_agent=has_agent)
    refused: list[tuple[str, Rejected]] = []
    if request.method == "POST" and form.is_valid() and not form.is_machine():
        limit = count_visitor(request, "upload", most=MOST_UPLOADS)
        if limit is not None:
            return too_often(request, limit, back=reverse("apply:papers"))
        refused = _take(draft, form)
        if refused:
            turn_away(request, "file")
        elif not _lacking(draft):
            return redirect("apply:check")
    form.ask_for(_lacking(draft), told=form.is_bound and not refused)
    context = {
        "proofs": proofs_of_draft(draft.row),
        "held": papers_of(draft.row.pk),
        "refused": refused,
    }
    status = 422 if refused or form.errors else 200
    return _step(
        request, form, 3, "证明和材料", back="apply:who", template="foi/citizen/papers.html", status=status, **context
    )


@public_page("POST")
def remove(request: HttpRequest) -> HttpResponse:
    """Take a paper or a proof out of the draft."""
    draft = draft_of(request)
    if draft is None or draft.is_handed_in:
        return back_to_start()
    chosen = request.POST.get("proof", "") or request.POST.get("paper", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 18:
        if request.POST.get("proof"):
            remove_proof(draft.row, int(chosen))
        else:
            remove_paper(draft.row.pk, int(chosen))
    return redirect("apply:papers")


@public_page("GET", "POST")
def check(request: HttpRequest) -> HttpResponse:
    """Step 4: everything once more, then hand in."""
    draft = draft_of(request)
    if draft is None:
        return back_to_start()
    if draft.is_handed_in:
        return redirect("apply:done")
    missing = is_ready(draft.values | {"has_identity": not _lacking(draft)})
    if missing:
        return redirect(f"apply:{missing[0]}")
    form = CheckForm(posted(request))
    refusal = _named(draft)
    if request.method == "POST" and form.is_valid() and refusal is None:
        return _hand_in(request, draft, form)
    return _check_page(request, draft, form, refusal=refusal, status=200 if request.method == "GET" else 422)


@public_page("GET")
def done(request: HttpRequest) -> HttpResponse:
    """The receipt: number and code, shown to the browser that handed in."""
    draft = draft_of(request)
    if draft is None or not draft.is_handed_in:
        return back_to_start()
    return show(request, "foi/citizen/done.html", {"receipt": handed_in(draft), "title": "申请已提交"})


def _hand_in(request: HttpRequest, draft: OpenDraft, form: CheckForm) -> HttpResponse:
    at = now()
    if form.is_machine():
        turn_away(request, "machine")
        return redirect("apply:home")
    limit = count_post(request, "foi.apply", contact=str(draft.values.get("phone", "")), at=at)
    if limit is not None:
        return too_often(request, limit, back=reverse("apply:check"))
    given = form.cleaned_data
    if count_attack(at=at) and not is_answered(given["challenge_token"], given["challenge_answer"], at=at):
        if given["challenge_answer"]:
            turn_away(request, "challenge")
        return _check_page(request, draft, form, challenge=make_challenge(), status=422)
    try:
        hand_in(draft, at=at, subject_key=subject_of_request(request))
        if OPENED in request.COOKIES:
            count_applied(today())
    except NotReadyError as error:
        return redirect(f"apply:{error.steps[0]}")
    except DoorError as error:
        reasons = [reason.message for reason in getattr(error, "reasons", ())] or [error.message]
        steps = [reason.next_step for reason in getattr(error, "reasons", ())] or [error.next_step]
        refusal = {"title": "申请没有提交", "reasons": reasons, "next_step": "；".join(filter(None, steps))}
        return _check_page(request, draft, form, refusal=refusal, status=422)
    response = redirect("apply:done")
    forget(response, OPENED)
    return response


def _check_page(request: HttpRequest, draft: OpenDraft, form: CheckForm, *, status: int, **more: Any) -> HttpResponse:
    values = draft.values
    unit = next((unit.name for unit in list_accepting_units(today()) if str(unit.pk) == values.get("unit")), "")
    what_url, who_url, papers_url = (reverse(f"apply:{step}") for step in ("what", "who", "papers"))
    proofs, held = proofs_of_draft(draft.row), papers_of(draft.row.pk)
    answers = [
        ("受理机关", unit, what_url),
        ("要什么信息", values.get("title", ""), what_url),
        ("具体内容", values.get("content", ""), what_url),
        ("怎么拿到", form_wanted_of(values), what_url),
        (
            "申请人",
            f"{values.get('applicant', '')}（{dict(APPLICANT_KINDS).get(values.get('kind', ''), '')}）",
            who_url,
        ),
        ("证件号码", values.get("identity", ""), who_url),
        ("联系方式", contact_of(values), who_url),
        *([("共同申请人", values["others"], who_url)] if values.get("others") else []),
        ("谁在填写", agent_of(values) or dict(FILLERS)["self"], who_url),
        ("证明和材料", f"证明 {len(proofs)} 份，其他材料 {len(held)} 份", papers_url),
    ]
    context = {
        "answers": answers,
        "declaration": "提交后，受理机关会与您确认；双方确认之日为收到申请之日，20 个工作日内答复。",
        "submit_label": "提交申请",
        **more,
    }
    return _step(
        request, form, 4, "核对后提交", back="apply:papers", template="foi/citizen/check.html", status=status, **context
    )


def _step(
    request: HttpRequest,
    form: Any,
    step: int,
    title: str,
    *,
    back: str = "",
    template: str = "foi/citizen/step.html",
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "crumb": "网上申请",
        "step": step,
        "steps": STEPS,
        "submit_label": "下一步",
        "back_url": reverse(back) if back else reverse("apply:home"),
        "basis": BASIS,
        **more,
    }
    wrong = bool(form.errors) or "refusal" in more
    return show(request, template, context, status=status or (422 if wrong else 200))


def _keep(request: HttpRequest, draft: OpenDraft | None, values: dict[str, Any], *, then: str) -> HttpResponse:
    if draft is None:
        limit = count_visitor(request, "draft", most=MOST_DRAFTS)
        if limit is not None:
            return too_often(request, limit, back=reverse("apply:what"))
        draft = start_draft(values, at=now())
    elif not save_draft(draft, values, at=now()):
        return redirect("apply:done")
    response = redirect(then)
    remember_draft(response, draft)
    return response


def _values(form: Any) -> dict[str, Any]:
    return {bound.name: form.cleaned_data[bound.name] for bound in form.shown_fields}


def _marked(form: Any) -> dict[str, Any] | None:
    """Refuse text with a secrecy mark before anything of it is kept."""
    try:
        refuse_marked_text(
            f"{form.cleaned_data['title']}\n{form.cleaned_data['content']}", CITIZEN, purpose="foi_citizen"
        )
    except Rejected as refusal:
        return {"title": "内容没有保存", "reasons": [refusal.message_zh], "next_step": refusal.advice_zh}
    return None


def _take(draft: OpenDraft, form: PapersForm) -> list[tuple[str, Rejected]]:
    given = form.cleaned_data
    refused: list[tuple[str, Rejected]] = []
    kinds = (("identity_proof", IdentityProof.Kind.IDENTITY), ("mandate", IdentityProof.Kind.MANDATE))
    for name, kind in kinds:
        if given.get(name):
            try:
                add_proof(draft.row, given[name], kind=kind, at=now())
            except Rejected as refusal:
                refused.append((str(form.fields[name].label), refusal))
    return refused + add_papers(draft.row.pk, given["papers"], names=names_of(draft.values))


def _lacking(draft: OpenDraft) -> list[str]:
    """Return the fields of proofs that are still missing."""
    held = {proof.kind for proof in proofs_of_draft(draft.row)}
    lacking = [] if IdentityProof.Kind.IDENTITY in held or draft.values.get("vouched") else ["identity_proof"]
    if draft.values.get("filler") == AGENT and IdentityProof.Kind.MANDATE not in held:
        lacking.append("mandate")
    return lacking


def _named(draft: OpenDraft) -> dict[str, Any] | None:
    names = names_of(draft.values)
    texts = (str(draft.values.get("title", "")), str(draft.values.get("content", "")))
    if not any(tells_of_a_person(text, names) for text in texts):
        return None
    return {
        "title": "“要什么信息”里有个人信息",
        "reasons": [NO_PERSON],
        "next_step": "请返回第 1 步修改，其他内容都已保留。",
    }
