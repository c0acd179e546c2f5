"""Giving opinions on the site: the form by article, and the receipt. Works without a script; nothing personal is shown again."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mingzheng.domains.participation.addresses import CRUMB, form_address, page_address
from mingzheng.domains.participation.models import Consultation
from mingzheng.domains.participation.portal.forms import OpinionForm
from mingzheng.domains.participation.selectors import find_public, list_pieces, takes_opinions
from mingzheng.domains.participation.submitting import CITIZEN, FORM, ClosedError, Given, submit
from mingzheng.kit.text import in_book_marks
from mingzheng.platform.accounts.public import open_to_all
from mingzheng.platform.files.public import Rejected, StoredFile, refuse_marked_text, store_upload
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import count_post, render_public, sent_key

PURPOSE = "public_opinion"
SALT = "mingzheng.participation.receipt"


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form, or take in what was sent."""
    row = _consultation(number)
    if not takes_opinions(row, today()):
        return _closed(request, row)
    asked = request.GET.get("article", "")
    chosen = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else -1
    is_sent = request.method == "POST"
    form = OpinionForm(
        request.POST if is_sent else None,
        request.FILES or None if is_sent else None,
        pieces=list_pieces(row.pk),
        chosen=chosen,
    )
    if not is_sent or not form.is_valid():
        return _form_page(request, row, form, status=422 if is_sent else 200)
    if form.is_machine():
        return redirect(page_address(number))
    return _take_in(request, row, form)


def _take_in(request: HttpRequest, row: Consultation, form: OpinionForm) -> HttpResponse:
    given, at = form.cleaned_data, now()
    limit = count_post(request, FORM, contact=given["contact"], at=at)
    if limit is not None:
        return _form_page(
            request,
            row,
            form,
            status=429,
            refusal=_refusal(f"提交得太频繁，请 {limit.wait}后再试", "急需反映的，可以打电话。"),
        )
    opinions = form.list_opinions()
    try:
        refuse_marked_text("\n".join([given["name"], *(one.text for one in opinions)]), CITIZEN, purpose=PURPOSE)
        files = [_store(upload) for upload in given["papers"]]
    except Rejected as refused:
        return _form_page(request, row, form, status=422, refusal=_refusal(refused.message_zh, refused.advice_zh))
    sent = Given(opinions, author=given["author"], name=given["name"], contact=given["contact"], files=files)
    try:
        receipt = submit(row.pk, sent, key=sent_key(request.POST), answer="/{}", at=at)
    except ClosedError:
        return _closed(request, row)
    token = signing.dumps(receipt, salt=SALT)
    return redirect(reverse("participation:receipt", args=[row.case.number, token]))


def _store(upload: Any) -> StoredFile:
    """Keep an upload under a name that tells nothing: people name files after themselves."""
    refuse_marked_text(upload.name or "", CITIZEN, purpose=PURPOSE)
    ending = (upload.name or "").rpartition(".")[2]
    return store_upload(upload, filename=f"意见附件.{ending}", actor=CITIZEN, purpose=PURPOSE)


@open_to_all
@never_cache
@require_safe
def receipt(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Show the receipt to the browser that sent; the address cannot be guessed."""
    row = _consultation(number)
    try:
        held = str(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        raise Http404 from None
    context = {
        "row": row,
        "title": "意见已收到",
        "number": held,
        "number_label": "意见编号",
        "next_steps": [
            f"征求意见 {row.closes_on:%Y年%-m月%-d日} 截止后，起草单位逐条研究。"
            if row.closes_on
            else "截止后逐条研究。",
            "每条意见是否采纳和理由在本网站公布，凭意见编号可以找到您的意见。",
        ],
        "go_on": [("返回草案", page_address(number)), ("还有意见，再提一份", form_address(number))],
        "crumbs": [CRUMB, {"title": row.case.title, "url": page_address(number)}, {"title": "意见已收到", "url": ""}],
    }
    return render_public(request, "portal/done.html", context)


def _consultation(number: str) -> Consultation:
    row = find_public(number)
    if row is None:
        raise Http404
    return row


def _closed(request: HttpRequest, row: Consultation) -> HttpResponse:
    context = {
        "title": "征求意见已经截止",
        "text": "感谢关注。采纳情况公布后，可以在本页面查看；还有意见的，可以联系咨询单位。",
        "go_on": [("查看草案和采纳情况", page_address(row.case.number))],
        "crumbs": [
            CRUMB,
            {"title": row.case.title, "url": page_address(row.case.number)},
            {"title": "提意见", "url": ""},
        ],
    }
    return render_public(request, "portal/message.html", context, status=410)


def _refusal(reason: str, next_step: str) -> dict[str, Any]:
    return {
        "title": "意见没有提交",
        "reasons": [reason],
        "next_step": f"{next_step} 已填的文字都还在，附件需要重新选择。",
    }


def _form_page(
    request: HttpRequest, row: Consultation, form: OpinionForm, *, status: int, refusal: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "title": "提意见",
        "purpose": f"{in_book_marks(row.case.title)}{row.closes_on:%Y年%-m月%-d日} 截止。对哪一条有意见，就写在哪一条下面。"
        if row.closes_on
        else "",
        "submit_label": "提交意见",
        "refusal": refusal,
        "back_url": page_address(row.case.number),
        "back_label": "返回草案",
        "crumbs": [
            CRUMB,
            {"title": row.case.title, "url": page_address(row.case.number)},
            {"title": "提意见", "url": ""},
        ],
    }
    return render_public(request, "participation/site/opinion.html", context, status=status)
