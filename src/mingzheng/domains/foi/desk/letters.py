"""Letters of an application as papers: pdf for reading and print, docx for the organ's own printing."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from mingzheng.casework.public import CaseNotFound, get_case_for
from mingzheng.documents.writing.official import OfficialDocument
from mingzheng.documents.writing.official_pdf import render_pdf
from mingzheng.domains.foi.applicants import may_know
from mingzheng.domains.foi.office.papers import paper_for, set_paper
from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.desk.public import actor_of
from mingzheng.platform.ledger.public import today

official_docx = lazy_module("mingzheng.documents.writing.official_docx")
WRITERS: dict[str, tuple[Callable[[OfficialDocument], bytes], str]] = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (
        lambda document: official_docx.render_docx(document),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@login_required
def letter(request: HttpRequest, number: str, code: str, form: str) -> HttpResponse:
    """Hand out a letter with its addressee to who handles the application; that it was opened is on record."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    try:
        case = get_case_for(actor, number=number)
    except CaseNotFound:
        raise Http404 from None
    if form not in WRITERS:
        raise Http404
    if not may_know(actor, case):
        raise PermissionDenied
    paper = paper_for(case, code, on=today())
    if paper is None:
        raise Http404
    write, media_type = WRITERS[form]
    response = HttpResponse(write(set_paper(paper, case, actor=actor)), content_type=media_type)
    response["Content-Disposition"] = (
        f'{"inline" if form == "pdf" else "attachment"}; filename="{number}-{code}.{form}"'
    )
    response["Cache-Control"] = "private, no-store"
    return response
