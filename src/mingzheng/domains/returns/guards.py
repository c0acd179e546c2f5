"""Conditions of this room's actions, on the facts `facts` gathers. Pure; what is wrong with a value is `rules`'s."""

from collections.abc import Callable, Mapping
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal
from mingzheng.domains.returns.rules import Weight

MOST_NAMED = 6


def _form_ready(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    own = facts.own
    missing = [word for word, count in (("指标", own.figures), ("填报单位", own.units)) if not count]
    if missing:
        return Refusal("form_incomplete", f"还没有选{'和'.join(missing)}", "在“修改填报表”中补齐")
    if own.gone_units:
        return Refusal("unit_gone", f"{'、'.join(own.gone_units)}已撤销", "在“修改填报表”中改选承接其职能的单位")
    if own.unknown_figures:
        return Refusal("figure_gone", f"指标目录中没有{'、'.join(own.unknown_figures)}", "在“修改填报表”中改选指标")
    if own.due_on < facts.on:
        return Refusal("due_passed", "截止日期已过", "在“修改填报表”中改截止日期")
    return None


FORM_READY = Guard("form_ready", "指标、单位、截止日期齐全", _form_ready)


def _units_done(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    waiting = sum(1 for child in facts.children if child.is_open)
    if waiting or not facts.children:
        return Refusal("units_waiting", f"还有 {waiting} 个单位没有办完", "催办未报单位，核验并锁定已报单位")
    return None


UNITS_DONE = Guard("units_done", "各单位均已办完", _units_done)


def _nothing_open(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    waiting = sum(1 for child in facts.children if child.is_open)
    if waiting:
        return Refusal("units_waiting", f"还有 {waiting} 个单位的填报在办", "先撤销或办完这些填报")
    return None


NOTHING_OPEN = Guard("nothing_open", "没有在办的填报", _nothing_open)


def _not_signing(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.pending_sign_off is None:
        return None
    return Refusal("signing", "内容正在单位内部审签，不能修改", "请送审人先撤回送审，改好后再送")


NOT_SIGNING = Guard("not_signing", "没有正在审签的内容", _not_signing)


def _findings(code: str, kinds: frozenset[str], weight: Weight, next_step: str) -> Callable[..., Refusal | None]:
    def check(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
        found = [item.message for item in facts.own.findings if item.code in kinds and item.weight is weight]
        if not found:
            return None
        more = f"；另有 {len(found) - MOST_NAMED} 处" if len(found) > MOST_NAMED else ""
        return Refusal(code, "；".join(found[:MOST_NAMED]) + more, next_step)

    return check


EXPLAINABLE = frozenset({"beyond", "differs", "jump", "not_involved"})
ALL_READABLE = Guard(
    "all_readable",
    "数值均可接收",
    _findings("unreadable", frozenset({"fault", "placeholder"}), Weight.STOPS, "在填报页改正标出的数值"),
)
ALL_FILLED = Guard(
    "all_filled",
    "必填指标已填",
    _findings("missing", frozenset({"missing"}), Weight.STOPS, "在填报页补填；确不涉及的勾选“不涉及”并写明理由"),
)
EVIDENCE_THERE = Guard(
    "evidence_there", "须附的佐证已附", _findings("evidence", frozenset({"evidence"}), Weight.STOPS, "在填报页上传佐证")
)
BOUNDS_KEPT = Guard(
    "bounds_kept",
    "没有超出不予接收的界限",
    _findings("beyond", frozenset({"beyond"}), Weight.STOPS, "请核对数值和单位（件、万元等）"),
)
RELATIONS_HOLD = Guard(
    "relations_hold", "勾稽关系成立", _findings("relation", frozenset({"relation"}), Weight.STOPS, "请核对相关各项数值")
)
EXPLAINED = Guard(
    "explained",
    "需要说明的已说明",
    _findings("unexplained", EXPLAINABLE, Weight.EXPLAIN, "在填报页该指标的“说明”中写明原因"),
)


def _named_verifier(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    own = facts.own
    if not own.verify_units or not facts.acting_units or own.verify_units & facts.acting_units:
        return None
    return Refusal("other_verifier", f"本表由{own.verify_names}核验", f"请{own.verify_names}的核验人员办理")


NAMED_VERIFIER = Guard("named_verifier", "是本表指定的核验单位", _named_verifier)
