"""Draws the public pages of consultations: one with its draft by article and what became of opinions, the list, the calendar.

Legal basis: 重大行政决策程序暂行条例 第十五条 (草案及说明、方式和期限); 优化营商环境条例 第六十二条 (反馈采纳情况).
"""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from mingzheng.domains.participation.addresses import (
    CALENDAR,
    CRUMB,
    LIST,
    calendar_address,
    form_address,
    list_address,
    page_address,
)
from mingzheng.domains.participation.models import Consultation, MergedOpinion
from mingzheng.domains.participation.selectors import (
    find_public,
    list_merged,
    list_open,
    list_pieces,
    public_consultations,
    receipts_of,
    takes_opinions,
    tally_of,
)
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import (
    CalendarEvent,
    OpenMatter,
    StaticPage,
    get_site,
    render_page,
    write_calendar,
)

CALENDAR_TYPE = "text/calendar; charset=utf-8"
SHOWN = 200
STANDING = {
    "open": ("等待汇总", "wait"),
    "merging": ("正在汇总意见", "wait"),
    "confirming": ("正在汇总意见", "wait"),
    "answered": ("已公布采纳情况", "good"),
    "stopped": ("已终止", "gone"),
}


def standing_of(row: Consultation, on: dt.date) -> tuple[str, str]:
    """Return in words how a consultation stands for a citizen, and the tone of those words."""
    return ("正在征求意见", "good") if takes_opinions(row, on) else STANDING[row.case.state]


def page_context(row: Consultation, on: dt.date) -> dict[str, Any]:
    """Return what the page of a consultation shows on a day."""
    words, tone = standing_of(row, on)
    unit = row.case.handling_unit
    merged = list_merged(row.pk) if row.feedback_on else []
    return {
        "row": row,
        "case": row.case,
        "unit": unit.name if unit else "",
        "standing": words,
        "tone": tone,
        "is_open": takes_opinions(row, on),
        "form_url": form_address(row.case.number),
        "pieces": list_pieces(row.pk),
        "answers": _by_article(merged),
        "tally": tally_of(row.pk) if row.feedback_on else None,
        "crumbs": [CRUMB, {"title": row.case.title, "url": ""}],
    }


def _by_article(merged: Sequence[MergedOpinion]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return merged opinions under the article they are about, in its order."""
    drawn = [
        {"label": one.piece.label or "正文" if one.piece else "对整个草案", "one": one, "receipts": receipts_of(one)}
        for one in merged
    ]
    return [(label, list(rows)) for label, rows in groupby(drawn, key=lambda one: str(one["label"]))]


def render_consultation(key: str) -> Sequence[StaticPage]:
    """Return the page of a consultation; nothing for one that was never published."""
    row = find_public(key)
    if row is None:
        return []
    path = page_address(key)
    body = render_page("participation/site/consultation.html", page_context(row, today()), path=path)
    return [StaticPage(path, body, title=row.case.title, changed_at=now())]


def render_list(key: str) -> Sequence[StaticPage]:
    """Return the list of consultations, or their calendar."""
    return {LIST: _list_page, CALENDAR: _calendar_page}[key]()


def _list_page() -> list[StaticPage]:
    day, shown = today(), list(public_consultations()[:SHOWN])
    context: dict[str, Any] = {
        "asking": [_drawn(row, day) for row in shown if takes_opinions(row, day)],
        "earlier": [_drawn(row, day) for row in shown if not takes_opinions(row, day)],
        "calendar_url": calendar_address(),
        "crumbs": [{**CRUMB, "url": ""}],
    }
    path = list_address()
    body = render_page("participation/site/list.html", context, path=path)
    return [StaticPage(path, body, title="征求意见", changed_at=now())]


def _drawn(row: Consultation, day: dt.date) -> dict[str, Any]:
    words, tone = standing_of(row, day)
    return {"row": row, "url": page_address(row.case.number), "words": words, "tone": tone}


def _calendar_page() -> list[StaticPage]:
    site, events = get_site(), []
    for row in public_consultations()[:SHOWN]:
        number, url = row.case.number, site.absolute(page_address(row.case.number))
        if row.opens_on and row.closes_on:
            events.append(CalendarEvent(number, f"征求意见：{row.case.title}", row.opens_on, row.closes_on, url))
        if row.hearing_on:
            words = f"听证会：{row.case.title}（{row.hearing_time}，{row.hearing_place}）"
            events.append(CalendarEvent(f"{number}-hearing", words, row.hearing_on, row.hearing_on, url))
    text = write_calendar("征求意见和听证", events, at=now())
    return [StaticPage(calendar_address(), text.encode(), CALENDAR_TYPE, sitemap=False)]


def open_matters(on: dt.date) -> list[OpenMatter]:
    """Return what is open for comment on a day, for the home page."""
    return [
        OpenMatter(row.case.title, page_address(row.case.number), row.closes_on)
        for row in list_open(on)
        if row.closes_on
    ]
