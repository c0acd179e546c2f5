"""Conditions many procedures share, as guards on the engine's own facts. Pure."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from mingzheng.casework.declaration import Guard, PartyRole, Refusal
from mingzheng.casework.facts import CaseFacts

SHOWN = 5


def name_some(words: Sequence[str], *, between: str = "、") -> str:
    """Return the first few of many, and say that there are more."""
    shown = between.join(words[:SHOWN])
    return shown if len(words) <= SHOWN else f"{shown}等"


def none_left(
    code: str,
    title: str,
    left_in: Callable[[Any], Sequence[str]],
    *,
    message: str,
    next_step: str,
    refusal: str = "",
    basis: str = "",
    between: str = "、",
) -> Guard:
    """Return the guard that holds when a case's own facts have none of something.

    Else `message` says how many there are ({count}) and names some ({some}).
    """

    def check(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        left = left_in(facts.own)
        if not left:
            return None
        told = message.format(count=len(left), some=name_some(left, between=between))
        return Refusal(refusal or code, told, next_step, basis)

    return Guard(code, title, check)


def require_received(action: str = "receive") -> Guard:
    """Return the guard that the case was received 签收 before it is worked on."""

    def check(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        if facts.count_acts(action):
            return None
        return Refusal("not_received", "尚未签收", "先签收，再办理")

    return Guard("received", "已签收", check)


def _nothing_in_signing(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.pending_sign_off is None:
        return None
    return Refusal("awaits_signature", "有内容正在审签，审签期间不能修改", "先撤回送审，改好后重新送审")


NOTHING_IN_SIGNING = Guard("nothing_in_signing", "没有正在审签的内容", _nothing_in_signing)


def _not_opened_yet(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not any(party.viewed for party in facts.parties if party.role is PartyRole.LEAD):
        return None
    return Refusal("already_opened", "承办单位已打开本件，不能撤回", "请改用改派，或与承办单位联系")


NOT_OPENED_YET = Guard("not_opened_yet", "承办单位尚未打开", _not_opened_yet)


def _ruled(facts: CaseFacts) -> Refusal | None:
    """Return the refusal while a ruling stands: until the office itself gives the case to another unit."""
    last = facts.last_act("arbitrate", "dispatch", "transfer")
    if last is None or last.action != "arbitrate":
        return None
    return Refusal("ruled", "承办单位已经裁定，裁定为最终决定", "请签收办理；情况有变的，请与交办单位联系改派")


def _first_return(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    ruled = _ruled(facts)
    if ruled is not None:
        return ruled
    if facts.count_acts("return_case") < 1:
        return None
    return Refusal("returned_before", "本件已退回过一次，不能再次退回", "请点“申请职责争议裁定”，由交办单位负责人裁定")


FIRST_RETURN = Guard("first_return", "此前未退回过", _first_return)


def _returned_before(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.count_acts("return_case") >= 1:
        return _ruled(facts)
    return Refusal("not_returned_before", "首次有异议的，先退回并说明理由和依据", "请点“退回”")


RETURNED_BEFORE = Guard("returned_before", "此前退回过", _returned_before)


def _one_role_each(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    lead = set(given.get("lead_units") or facts.units(PartyRole.LEAD))
    co, guide = set(given.get("co_units") or ()), set(given.get("guide_units") or ())
    if not lead & (co | guide) and not co & guide:
        return None
    return Refusal("two_roles", "同一单位只能有一种身份：主办、会办或指导", "请去掉重复选择的单位")


ONE_ROLE_EACH = Guard("one_role_each", "主办、会办、指导单位各不相同", _one_role_each)


def _no_open_extension(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    last = facts.last_act("request_extension", "grant_extension", "refuse_extension")
    if last is None or last.action != "request_extension":
        return None
    return Refusal("extension_pending", "已有延期申请待审批", "请等待审批结果")


NO_OPEN_EXTENSION = Guard("no_open_extension", "没有待审批的延期申请", _no_open_extension)


def _open_extension(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    last = facts.last_act("request_extension", "grant_extension", "refuse_extension")
    if last is not None and last.action == "request_extension":
        return None
    return Refusal("no_extension_asked", "没有待审批的延期申请", "由承办单位先申请延期")


OPEN_EXTENSION = Guard("open_extension", "有待审批的延期申请", _open_extension)


def later_than_due(limit: str, field: str) -> Guard:
    """Return the guard that a date asked for lies after the limit's last day."""

    def check(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        clock = facts.live_clock(limit)
        asked = given.get(field)
        if not asked or clock is None or date.fromisoformat(str(asked)) > clock.due_on:
            return None
        told = f"{clock.due_on:%Y年%-m月%-d日}"
        return Refusal("not_later", f"现期限是{told}，申请延至的日期应在此之后", f"请填写{told}之后的日期")

    return Guard("later_than_due", "延至的日期晚于现期限", check)


def before_due(limit: str, *, what: str = "再申请延期", instead: str = "请尽快办结并说明逾期原因") -> Guard:
    """Return the guard that a limit has not passed yet on the day of the act. `what` can no longer be done after it."""

    def check(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        clock = facts.live_clock(limit)
        if clock is None or facts.on <= clock.due_on:
            return None
        return Refusal("limit_passed", f"期限已于 {clock.due_on:%Y年%-m月%-d日} 届满，不能{what}", instead)

    return Guard(f"before_due_{limit}", "期限届满前", check)


def _suspended(limit: str, *, want: bool) -> Guard:
    def check(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        clock = facts.live_clock(limit)
        is_suspended = clock is not None and clock.state == "suspended"
        if clock is not None and is_suspended is want:
            return None
        text = "期限没有暂停" if want else "期限已经暂停或没有计时"
        return Refusal("clock_state", text, "请核对期限状态")

    return Guard(f"{'is' if want else 'not'}_suspended_{limit}", "期限已暂停" if want else "期限计时中", check)


def is_suspended(limit: str) -> Guard:
    """Return the guard that a clock stands still."""
    return _suspended(limit, want=True)


def is_running(limit: str) -> Guard:
    """Return the guard that a clock runs."""
    return _suspended(limit, want=False)


def children_closed() -> Guard:
    """Return the guard that every child case is closed."""

    def check(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        waiting = sum(1 for child in facts.children if child.is_open)
        if not waiting:
            return None
        return Refusal("children_open", f"还有 {waiting} 个责任单位的子件未销号", "等全部子件办结后再办理")

    return Guard("children_closed", "子件均已办结", check)
