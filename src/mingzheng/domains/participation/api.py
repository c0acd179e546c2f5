"""What the public API tells of consultations: the draft by article, its period, and what became of opinions."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse

from mingzheng.domains.participation.addresses import form_address, page_address
from mingzheng.domains.participation.models import Consultation
from mingzheng.domains.participation.selectors import (
    find_public,
    list_merged,
    list_pieces,
    list_recent,
    receipts_of,
    takes_opinions,
)
from mingzheng.domains.participation.site import standing_of
from mingzheng.platform.api import public as kit
from mingzheng.platform.ledger.public import today
from mingzheng.platform.portal.public import get_site

router = kit.OpenRouter(tags=["征求意见"])
kit.register_open_router("/drafts", router)


class DraftOut(kit.Shape):
    """A draft opinions are or were asked on. `form_url` is empty when none are taken any more."""

    number: str
    title: str
    kind: str
    unit: str
    opens: dt.date
    closes: dt.date | None
    standing: str
    submissions: int
    hearing: dt.date | None
    url: str
    form_url: str


class DraftArticle(kit.Shape):
    """An article of the draft."""

    label: str
    path: str
    text: str


class AnswerOut(kit.Shape):
    """Opinions that say the same, with what became of them."""

    article: str
    opinion: str
    verdict: str
    reason: str
    receipts: list[str]


class DraftDetail(DraftOut):
    """A draft with its words and the published answers."""

    explanation: str
    articles: list[DraftArticle]
    answers: list[AnswerOut]


@router.read("", response=list[DraftOut], summary="征求意见的草案（最近100件）")
def list_drafts(request: HttpRequest, response: HttpResponse) -> Any:
    """Give the newest drafts."""
    day = today()
    told = [_draft(row, day) for row in list_recent(100)]
    kit.stamp(request, response, kit.content_tag([tuple(map(str, one.values())) for one in told]))
    return told


@router.read("/{number}", response=DraftDetail, summary="一件草案、说明和采纳情况")
def get_draft(request: HttpRequest, response: HttpResponse, number: kit.Code) -> Any:
    """Give one draft; before its publication it is not there."""
    row, day = find_public(number), today()
    if row is None:
        raise kit.ProblemError(kit.Problem(404, "not_found", "没有这件征求意见。"))
    answers = [
        {
            "article": one.piece.label if one.piece else "",
            "opinion": one.text,
            "verdict": one.get_verdict_display(),
            "reason": one.reason,
            "receipts": receipts_of(one),
        }
        for one in (list_merged(row.pk) if row.feedback_on else ())
    ]
    articles = [{"label": one.label, "path": one.path, "text": one.text} for one in list_pieces(row.pk)]
    told = {**_draft(row, day), "explanation": row.explanation, "articles": articles, "answers": answers}
    kit.stamp(request, response, kit.content_tag(row.pk, row.case.version, row.submission_count, day))
    return told


def _draft(row: Consultation, day: dt.date) -> dict[str, Any]:
    site, number, unit = get_site(), row.case.number, row.case.handling_unit
    return {
        "number": number,
        "title": row.case.title,
        "kind": row.get_kind_display(),
        "unit": unit.name if unit else "",
        "opens": row.opens_on,
        "closes": row.closes_on,
        "standing": standing_of(row, day)[0],
        "submissions": row.submission_count,
        "hearing": row.hearing_on,
        "url": site.absolute(page_address(number)),
        "form_url": site.absolute(form_address(number)) if takes_opinions(row, day) else "",
    }
