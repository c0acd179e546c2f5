"""Decisions of this room as guards on facts. Pure; each says what to do instead.

Legal basis: the scheme itself; order of late letters and verification by another section after the office's practice
notes (催办→提醒函→督办函→通报；核验→销号).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal


def _checked(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    own = facts.own
    problems = []
    if own.rows == 0:
        problems.append("没有读出任何一项要求")
    if own.unmatched_units:
        problems.append(f"{own.unmatched_units} 处单位未对应到单位树")
    if own.rows_without_unit:
        problems.append(f"{own.rows_without_unit} 项没有责任单位")
    if own.open_blocking:
        problems.append(f"{own.open_blocking} 个须处理的问题未处理")
    if not problems:
        return None
    return Refusal("not_checked", "、".join(problems), "在“核对”页逐条处理：对应单位、补责任单位，或说明处理办法")


CHECKED = Guard("checked", "方案已核对完毕", _checked)


def _has_recipients(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.recipients:
        return None
    return Refusal("no_recipients", "没有对应到主送单位", "在“核对”页选定主送单位；“各单位”即指主送范围")


HAS_RECIPIENTS = Guard("has_recipients", "主送单位已对应", _has_recipients)


def _has_opinions(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.opinions:
        return None
    return Refusal("no_opinions", "还没有单位反馈意见", "先“征求意见”，收到反馈后再回复采纳情况")


HAS_OPINIONS = Guard("has_opinions", "已收到意见", _has_opinions)


def _plan_complete(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.has_plan:
        return None
    return Refusal("plan_missing", "措施、责任人和时限还没有填齐", "先“填写措施”，再报进展")


PLAN_COMPLETE = Guard("plan_complete", "措施、责任人、时限齐全", _plan_complete)


def _other_section(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not (facts.own.lead_sections & facts.acting_units):
        return None
    return Refusal("own_section", "本项由您所在科室牵头，不能由本科室核验", "请另一科室核验")


OTHER_SECTION = Guard("other_section", "核验科室不是牵头科室", _other_section)


def _urged_before(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.count_acts("urge"):
        return None
    return Refusal("not_urged", "还没有催办过", "督促次序为催办、提醒函、督办函、通报，请先催办")


URGED_BEFORE = Guard("urged_before", "已催办", _urged_before)


def _reminded_before(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if "reminder" in facts.own.letters:
        return None
    return Refusal("not_reminded", "还没有发过提醒函", "督促次序为催办、提醒函、督办函、通报，请先发提醒函")


REMINDED_BEFORE = Guard("reminded_before", "已发提醒函", _reminded_before)


def _letter_waits(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own.unanswered:
        return None
    return Refusal("no_letter", "没有等待回复的函件", "收到提醒函或督办函后再回复")


LETTER_WAITS = Guard("letter_waits", "有待回复的函件", _letter_waits)


def _is_late(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    late = any(clock.state == "running" and clock.due_on < facts.on for clock in facts.clocks)
    if late:
        return None
    return Refusal("not_late", "本件还没有逾期", "未逾期的可以催办，不发提醒函、督办函")


IS_LATE = Guard("is_late", "已逾期", _is_late)


def _turns_done(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not facts.own.open_occurrences:
        return None
    return Refusal("turns_open", f"还有 {facts.own.open_occurrences} 期到期未完成", "先逐期填报完成情况，再报办结")


TURNS_DONE = Guard("turns_done", "到期各期均已完成", _turns_done)


def _limit_given(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if given == {} or given.get("planned_on") or facts.due_on:
        return None
    return Refusal("no_limit", "方案没有写明时限，请填计划完成时间", "填写“计划完成时间”")


LIMIT_GIVEN = Guard("limit_given", "有完成时限", _limit_given)

_STEPS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def occurrence_days(interval: str, year: int, *, times: int | None = None) -> list[tuple[str, date]]:
    """Return (label, last day) of each turn of a recurrence in a year: 每月, 每季度, 每半年, 每年.

    「每年两次」 falls into equal parts of the year. Weekly and daily duties have no turns: they are reported in rounds.
    """
    months = _STEPS.get(interval)
    if months is None:
        return []
    if interval == "year" and times and times > 1:
        months = max(12 // times, 1)
    days = []
    for index, month in enumerate(range(months, 13, months), start=1):
        last = date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
        days.append((_turn_label(interval, year, index, months), last))
    return days


def _turn_label(interval: str, year: int, index: int, months: int) -> str:
    names = {
        1: f"{index}月",
        3: f"第{'一二三四'[(index - 1) % 4]}季度",
        6: "上半年" if index == 1 else "下半年",
        12: "全年",
    }
    return f"{year}年{names.get(months, f'第{index}次')}"
