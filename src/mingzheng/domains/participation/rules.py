"""What must hold of a consultation, a hearing and a reply, as guards on facts. Pure: facts are gathered in `facts`.

Values that differ from place to place come with the facts, from the room's parameters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal

Given = Mapping[str, Any]
DECISION_BASIS = "重大行政决策程序暂行条例第十五条"
HEARING_BASIS = "重大行政决策程序暂行条例第十六条"
MARKET_BASIS = "优化营商环境条例第六十二条"


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """What guards ask. `may_close_on` is the first lawful last day of a period that begins on the day judged."""

    is_decision: bool = False
    touches_market: bool = False
    has_text: bool = False
    opens_on: date | None = None
    closes_on: date | None = None
    may_close_on: date | None = None
    not_judged: int = 0
    hearing_on: date | None = None
    has_participants: bool = False
    hearing_recorded: bool = False
    materials_days: int = 7


def _guard(code: str, title: str, check: Callable[[CaseFacts, ConsultationFacts, Given], Refusal | None]) -> Guard:
    def judged(facts: CaseFacts, given: Given) -> Refusal | None:
        own = facts.own if isinstance(facts.own, ConsultationFacts) else ConsultationFacts()
        return check(facts, own, given)

    return Guard(code, title, judged)


def _day(given: Given, code: str) -> date | None:
    value = given.get(code)
    return date.fromisoformat(str(value)) if value else None


def _draft_told(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    if given.get("source") or (str(given.get("text") or "").strip() and str(given.get("explanation") or "").strip()):
        return None
    return Refusal("no_draft", "没有草案或说明", "请填写草案和说明，或者选择本系统中的制定件，由系统取用")


def _has_text(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    if own.has_text:
        return None
    return Refusal("no_text", "还没有草案或说明", "请先写入草案和说明", DECISION_BASIS)


def _fit_to_publish(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    """Judge that what is agreed to may be public.

    Legal basis: 保守国家秘密法 第三十五条 (公开前保密审查); 政府信息公开条例 第十七条
    """
    if given.get("result") != "agreed" or given.get("secrecy") == "open":
        return None
    return Refusal(
        "not_open",
        "保密审查结论不是“可以公开”，不能同意公布",
        "请退回修改，或者依法不公开征求意见",
        "保守国家秘密法第三十五条",
    )


def _long_enough(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    """Judge the length of a period before it begins; only a decision may be shorter, with a public reason.

    Legal basis: 重大行政决策程序暂行条例 第十五条 (一般不少于30日，紧急缩短须说明); 优化营商环境条例 第六十二条
    """
    last = _day(given, "closes_on")
    if last is None or own.may_close_on is None or last >= own.may_close_on:
        return None
    excused = own.is_decision and not own.touches_market and str(given.get("short_reason") or "").strip()
    if excused and last > facts.on:
        return None
    basis = MARKET_BASIS if own.touches_market else DECISION_BASIS if own.is_decision else "国办发〔2018〕37号"
    step = "请延后截止日期"
    if own.is_decision and not own.touches_market:
        step += "；情况紧急确需缩短的，写明缩短期限的理由，与草案一并公布"
    return Refusal("too_short", f"期限太短：截止日期不早于 {_words(own.may_close_on)}", step, basis)


def _later_only(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    last = _day(given, "closes_on")
    if last is None or own.closes_on is None or last > own.closes_on:
        return None
    return Refusal("not_later", f"新的截止日期应晚于现在的 {_words(own.closes_on)}", "期限只能延长，不能缩短")


def _still_open(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    if own.closes_on is None or facts.on <= own.closes_on:
        return None
    return Refusal(
        "closed", f"征求意见已于 {_words(own.closes_on)} 截止", "截止后不再延期；需要再次征求意见的，另行发起"
    )


def _period_over(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    if own.closes_on is None or facts.on > own.closes_on:
        return None
    return Refusal("period_open", f"征求意见到 {_words(own.closes_on)} 才截止", "请在截止后汇总意见")


def _all_judged(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    """Judge that every opinion has an answer.

    Legal basis: 优化营商环境条例 第六十二条 (反馈采纳情况)
    """
    if not own.not_judged:
        return None
    return Refusal("not_judged", f"还有 {own.not_judged} 条意见没有处理", "请逐条归并并写明采纳情况", MARKET_BASIS)


def _hearing_ahead(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    """Judge that a hearing is announced in time for its papers.

    Legal basis: 重大行政决策程序暂行条例 第十六条 (遴选办法提前公布；材料召开7日前送达)
    """
    held, until = _day(given, "hearing_on"), _day(given, "hearing_apply_by")
    earliest = facts.on + timedelta(days=own.materials_days + 1)
    if held is not None and held < earliest:
        return Refusal(
            "hearing_soon", f"听证日期太近：不早于 {_words(earliest)}", "材料应于召开 7 日前送达参加人", HEARING_BASIS
        )
    if held is not None and until is not None and not facts.on <= until < held:
        return Refusal("apply_by", "报名截止应在今天以后、听证以前", "请核对报名截止日期")
    return None


def _materials_in_time(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    """Judge that participants have the papers in time.

    Legal basis: 重大行政决策程序暂行条例 第十六条 (材料应当于召开听证会7日前送达)
    """
    if own.hearing_on is None:
        return Refusal("no_hearing", "还没有公布听证事项", "请先公布听证公告", HEARING_BASIS)
    sent, latest = _day(given, "hearing_materials_on"), own.hearing_on - timedelta(days=own.materials_days)
    if sent is None or sent <= latest:
        return None
    return Refusal(
        "materials_late",
        f"材料送达太晚：应不晚于 {_words(latest)}",
        "请改期听证，重新公布公告",
        HEARING_BASIS,
    )


def _hearing_held(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    if own.hearing_on is None or not own.has_participants:
        return Refusal("no_participants", "还没有公布听证参加人名单", "请先公布参加人名单", HEARING_BASIS)
    if facts.on >= own.hearing_on:
        return None
    return Refusal("hearing_to_come", f"听证会 {_words(own.hearing_on)} 才召开", "请在召开后登记")


def _hearing_done(facts: CaseFacts, own: ConsultationFacts, given: Given) -> Refusal | None:
    if own.hearing_on is None or own.hearing_recorded:
        return None
    return Refusal("hearing_open", "公布过听证公告，还没有登记听证情况", "请先登记听证情况", HEARING_BASIS)


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


DRAFT_TOLD = _guard("draft_told", "有草案和说明", _draft_told)
HAS_TEXT = _guard("has_text", "草案和说明齐全", _has_text)
FIT_TO_PUBLISH = _guard("fit_to_publish", "保密审查可以公开", _fit_to_publish)
LONG_ENOUGH = _guard("long_enough", "期限够长", _long_enough)
LATER_ONLY = _guard("later_only", "期限只延长不缩短", _later_only)
STILL_OPEN = _guard("still_open", "还没有截止", _still_open)
PERIOD_OVER = _guard("period_over", "征求意见已截止", _period_over)
ALL_JUDGED = _guard("all_judged", "每条意见都有采纳情况", _all_judged)
HEARING_AHEAD = _guard("hearing_ahead", "听证公告提前公布", _hearing_ahead)
MATERIALS_IN_TIME = _guard("materials_in_time", "材料提前送达", _materials_in_time)
HEARING_HELD = _guard("hearing_held", "听证会已召开", _hearing_held)
HEARING_DONE = _guard("hearing_done", "听证情况已登记", _hearing_done)
