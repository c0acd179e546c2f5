"""What an applicant sees of his application: how far it is, until when and why, what is asked of him, what he may do.

Only what concerns him: drafts, reviews and opinions of the office are not told here. Dates come from the recorded clocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mingzheng.casework.public import Act, Case, Clock, effective_state, explain_clocks, find_last_limits
from mingzheng.domains.foi.citizen.access import Visit
from mingzheng.domains.foi.citizen.acts import FOR_RELATIVES
from mingzheng.domains.foi.citizen.letters import letters_of
from mingzheng.domains.foi.citizen.models import CheckableLetter
from mingzheng.domains.foi.citizen.told import Told, notices_of, tell
from mingzheng.domains.foi.drafting import remedy_for
from mingzheng.domains.foi.letters.answer import remedy_paragraph
from mingzheng.domains.foi.models import Application
from mingzheng.platform.design.public import format_date
from mingzheng.platform.org.public import current_calendar
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import Deadline, working_days_between

STATES: Mapping[str, str] = {
    "to_confirm": "等待确认收到",
    "handling": "正在办理",
    "awaiting_supplement": "等您补正",
    "awaiting_fee": "等您缴费",
    "drafted": "正在办理",
    "reviewed": "正在办理",
    "approved": "正在办理",
    "answered": "已经答复",
    "dropped": "不再处理",
    "withdrawn": "已经撤回",
}
STAGES = (("handed_in", "提交"), ("received", "确认收到"), ("handling", "办理"), ("answered", "答复"))
HELD = {"third_party": "正在征求第三方意见", "co_producer": "正在征求共同制作机关意见"}
NEEDED = {"supplement": "请您补正", "fee": "请您缴费", "reasons": "请您说明理由"}


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the four stations; `state` is done, now or ahead."""

    title: str
    state: str


@dataclass(frozen=True, slots=True)
class ClockWords:
    """The clock in plain words. `state` is running, held, not_started, over or overdue; `steps` how the date came about."""

    state: str
    sentence: str
    due_on: date | None = None
    remaining: int | None = None
    steps: tuple[str, ...] = ()


@dataclass(slots=True)
class StatusPage:
    """Everything on the page of one application."""

    number: str
    title: str
    unit: str
    telephone: str
    state: str
    stages: list[Stage]
    clock: ClockWords
    asked: Told | None
    asked_until: date | None
    told: list[Told]
    offered: list[str]
    letters: list[CheckableLetter] = field(default_factory=list)
    remedy: str = ""
    online_review: str = ""
    doc_number: str = ""


def status_of(visit: Visit, on: date) -> StatusPage:
    """Return the page of an application as it stands on a day."""
    case = Case.objects.select_related("origin_unit").get(pk=visit.case_id)
    row = Application.objects.get(pk=case.pk)
    acts = list(Act.objects.filter(case=case).order_by("sequence"))
    state = effective_state(case, on)
    clocks = explain_clocks(case, on)
    live = {clock.limit: (clock, dated) for clock, dated in clocks if clock.state in {"running", "suspended"}}
    notices = notices_of(case)
    told = [item for act in acts if (item := tell(act, notices)) is not None]
    asked, until = _asked(state, acts, live)
    return StatusPage(
        number=case.number,
        title=case.title,
        unit=case.origin_unit.name,
        telephone=case.origin_unit.contact_phone,
        state=STATES.get(state, ""),
        stages=_stages(state, row),
        clock=_clock_words(case, row, state, live, on),
        asked=asked,
        asked_until=until,
        told=list(reversed(told)),
        offered=_offered(visit, state, acts, live),
        letters=letters_of(case) if state == "answered" else [],
        remedy=_remedy(case, row, state, on),
        online_review=str(get_value("foi.online_review")) if state in {"answered", "dropped"} else "",
        doc_number=row.number if state == "answered" else "",
    )


def _remedy(case: Case, row: Application, state: str, on: date) -> str:
    """Return the paragraph on remedies against an answer, or against ending an application: body, periods, court."""
    letter = {"answered": "答复", "dropped": "告知"}.get(state)
    notice = remedy_for(case.origin_unit, row.ground, row.withheld_ground, on) if letter else None
    return remedy_paragraph(notice, of=letter) if letter and notice else ""


def _stages(state: str, row: Application) -> list[Stage]:
    reached = 1 if state == "to_confirm" else 3 if state in {"answered", "dropped", "withdrawn"} else 2
    if state in {"dropped", "withdrawn"}:
        titles = [*(title for _, title in STAGES[:3]), STATES[state]]
        if row.received_on is None:
            titles[1] = "未确认"
    else:
        titles = [title for _, title in STAGES]
    ended = state in {"answered", "dropped", "withdrawn"}
    return [
        Stage(title, "done" if place < reached or ended else "now" if place == reached else "ahead")
        for place, title in enumerate(titles)
    ]


def _clock_words(
    case: Case, row: Application, state: str, live: Mapping[str, tuple[Clock, Deadline]], on: date
) -> ClockWords:
    if state in {"answered", "dropped", "withdrawn"}:
        return ClockWords("over", _ended(case, row, state))
    if state == "to_confirm":
        return ClockWords("not_started", "双方确认之日为收到申请之日，从那天起计算答复期限：20 个工作日内答复。")
    if state == "awaiting_supplement":
        return ClockWords("held", "期限还没有开始算：收到您的补正之日起，重新计算 20 个工作日。")
    if state == "awaiting_fee":
        return ClockWords("held", "期限还没有开始算：您缴费的次日起，重新计算 20 个工作日。")
    if "reply" not in live:
        return ClockWords("not_started", "")
    clock, dated = live["reply"]
    steps = tuple(step.text for step in dated.steps)
    if clock.state == Clock.State.SUSPENDED or dated.suspended:
        return _held(live, dated, steps)
    left = working_days_between(on, dated.due_on, calendar=current_calendar())
    if dated.due_on < on:
        return ClockWords(
            "overdue", "已经超过答复期限。您可以打电话催问，也可以依法申请行政复议。", dated.due_on, -left, steps
        )
    sentence = "受理机关应当在这一天以前答复您（当天也算）。"
    if clock.extensions:
        sentence += "期限已依法延长一次。"
    return ClockWords("running", sentence, dated.due_on, left, steps)


def _held(live: Mapping[str, tuple[Clock, Deadline]], dated: Deadline, steps: tuple[str, ...]) -> ClockWords:
    why = "，".join(words for limit, words in HELD.items() if limit in live) or "等待意见"
    latest = max((clock.due_on for limit, (clock, _) in live.items() if limit in HELD), default=None)
    until = f"最迟 {format_date(latest)} 结束，" if latest else ""
    return ClockWords(
        "held",
        f"期限暂停：{why}，{until}这段时间依法不算在答复期限内。结束后接着算，新的日期会写在这里。",
        dated.due_on,
        None,
        steps,
    )


def _ended(case: Case, row: Application, state: str) -> str:
    day = format_date(row.decided_on or case.closed_on)
    if state == "withdrawn":
        return f"您已于 {day} 撤回申请，不再计算期限。"
    if state == "dropped":
        why = "没有在期限内补正" if row.ground != "F2" else "没有在期限内缴费"
        return f"{day or '期限届满后'}起不再处理：{why}，视为放弃申请。您可以重新申请。"
    last = find_last_limits([case]).get(case.pk)
    late = f"，晚于最后期限 {format_date(last)}" if last and row.decided_on and row.decided_on > last else ""
    within = f"，在最后期限 {format_date(last)} 以前" if last and not late else ""
    return f"{day} 答复{late}{within}。"


def _asked(state: str, acts: list[Act], live: Mapping[str, tuple[Clock, Deadline]]) -> tuple[Told | None, date | None]:
    """Return what the applicant is asked for now, and until when."""
    codes = {"awaiting_supplement": ("ask_supplement", "supplement"), "awaiting_fee": ("ask_fee", "fee")}
    code, limit = codes.get(state, ("", ""))
    if not code and "reasons" in live:
        code, limit = "explain_excess", "reasons"
    if not code and state == "to_confirm" and any(act.action == "ask_confirmation" for act in acts):
        code = "ask_confirmation"
    act = next((act for act in reversed(acts) if act.action == code), None)
    if act is None:
        return None, None
    clock = live.get(limit)
    return tell(act), clock[0].due_on if clock else None


def _offered(visit: Visit, state: str, acts: list[Act], live: Mapping[str, tuple[Clock, Deadline]]) -> list[str]:
    offered = []
    if state == "to_confirm" and any(act.action == "ask_confirmation" for act in acts):
        offered.append("confirm_application")
    if state == "awaiting_supplement":
        offered.append("supplement")
    if state == "handling" and "reasons" in live:
        offered.append("give_reasons")
    if state not in {"answered", "dropped", "withdrawn"}:
        offered.append("withdraw")
    return [code for code in offered if visit.is_applicant or code in FOR_RELATIVES]
