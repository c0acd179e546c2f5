"""Suggested words for letters and circulars, from the case's own facts. The clerk changes them before they go out."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from mingzheng.casework.public import Action, Case, cases_for
from mingzheng.domains.workplan.models import ItemDetail, Letter, SchemeDetail
from mingzheng.domains.workplan.services.circulars import standing_of_units
from mingzheng.kit.text import in_book_marks
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import format_date
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import current_calendar

REPLY_WITHIN = 5


def suggest_letter(case: Case, action: Action, actor: Actor) -> Mapping[str, Any]:
    """Return body and reply day for a reminder or supervision letter; nothing for other actions."""
    if action.code not in {"send_reminder", "send_supervision"}:
        return {}
    on = today()
    detail = ItemDetail.objects.get(pk=case.pk)
    urged = case.acts.filter(action="urge").count()
    reply_due = _working_days_on(on, REPLY_WITHIN)
    lines = [
        f"根据{case.source}，你单位承办“{case.title}”（编号{case.number}），{_what_is_late(case, on)}，期间已催办 {urged} 次。",
        f"最近一次报送的进展为：{detail.progress}" if detail.progress else "至今没有报送进展。",
    ]
    if action.code == "send_reminder":
        lines.append("请你单位抓紧落实，明确完成时间，按时在系统内报送办理情况。")
    else:
        lines.append(f"{_earlier_reminder(detail)}请你单位主要负责人研究，说明逾期原因、整改措施和完成时间。")
    lines.append(f"请于{format_date(reply_due)}前书面回复。")
    return {"body": "\n".join(lines), "reply_due_on": reply_due}


def _what_is_late(case: Case, on: date) -> str:
    late = [clock for clock in case.clocks.all() if clock.state == "running" and clock.due_on < on]
    first = min(late, key=lambda clock: (not clock.is_main, clock.due_on), default=None)
    if first is None:
        return "至今没有办结"
    wanted = "完成" if first.is_main else first.title
    days = (on - first.due_on).days
    return f"应于{format_date(first.due_on)}前{wanted}，截至{format_date(on)}已逾期 {days} 天"


def _earlier_reminder(detail: ItemDetail) -> str:
    letter = detail.letters.filter(kind=Letter.Kind.REMINDER).first()
    return f"我办已于{format_date(letter.issued_on)}发出提醒函（{letter.number}）。" if letter else ""


def _working_days_on(on: date, count: int) -> date:
    calendar, day = current_calendar(), on
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day


def suggest_circular(case: Case, action: Action, actor: Actor) -> Mapping[str, Any]:
    """Return scheme, title and body for a new circular, over the newest booked scheme the actor sees."""
    if action.code != "draft":
        return {}
    seen = cases_for(actor, procedure="workplan_scheme").filter(state="booked").values("pk")
    scheme = SchemeDetail.objects.filter(pk__in=seen).select_related("case").order_by("-year", "-pk").first()
    if scheme is None:
        return {}
    return {
        "scheme": scheme.case.number,
        "title": f"关于{scheme.year}年工作要点落实情况的通报",
        "body": describe_standing(scheme, today()),
    }


def describe_standing(scheme: SchemeDetail, on: date) -> str:
    """Return the standing of a scheme in two sentences."""
    rows = standing_of_units(scheme, on)
    total, done, overdue = (sum(row[name] for row in rows) for name in ("total", "done", "overdue"))
    late = [row["unit"] for row in rows if row["overdue"]]
    first = (
        f"截至{format_date(on)}，{in_book_marks(scheme.case.title)}共建立台账 {total} 件，涉及 {len(rows)} 个责任单位，"
        f"已销号 {done} 件，逾期 {overdue} 件。现将有关情况通报如下。"
    )
    second = (
        f"存在逾期事项的单位有：{'、'.join(late)}。请上述单位抓紧办理，说明原因。" if late else "各单位均无逾期事项。"
    )
    return f"{first}\n{second}"
