"""What keeps an annual disclosure report from going on, as guards on its facts; and who may write it. Pure.

Legal basis: 国办公开办函〔2021〕30号 (六部分, 勾稽关系); 政府信息公开条例第四十九条、第五十条.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal
from mingzheng.casework.standard.guards import none_left


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that must be explained: which identity, of what, and what it states now."""

    code: str
    subject: str
    states: str


@dataclass(frozen=True, slots=True)
class AnnualFacts:
    """What guards ask about a report. Every entry is words for people."""

    missing_cells: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    empty_blocks: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    is_consolidated: bool = False
    is_released: bool = False


def _of(held: object) -> AnnualFacts:
    return held if isinstance(held, AnnualFacts) else AnnualFacts()


def own(facts: CaseFacts) -> AnnualFacts:
    """Return a report's facts; an opening has none."""
    return _of(facts.own)


def _refusing(
    code: str, title: str, entries: Callable[[AnnualFacts], Sequence[str]], message: str, step: str, basis: str = ""
) -> Guard:
    def left_in(held: object) -> Sequence[str]:
        return entries(_of(held))

    return none_left(code, title, left_in, message=message, next_step=step, basis=basis, between="；")


FORM_BASIS = "国办公开办函〔2021〕30号"
COMPLETE = (
    _refusing(
        "cells_missing",
        "三张表填全",
        lambda one: one.missing_cells,
        "表1有 {count} 格没有填报：{some}",
        "请到“表格”填报，没有的填 0",
        FORM_BASIS,
    ),
    _refusing(
        "identities",
        "勾稽关系成立",
        lambda one: one.broken,
        "有 {count} 处勾稽关系不成立：{some}",
        "请点开指明的行、列，更正所列申请或填报数",
        FORM_BASIS,
    ),
    _refusing(
        "blocks_empty",
        "六个部分都有内容",
        lambda one: one.empty_blocks,
        "还有 {count} 部分没有写：{some}",
        "没有事项的也要写明",
        FORM_BASIS,
    ),
    _refusing(
        "text_contradicts",
        "正文与表格一致",
        lambda one: one.contradicted,
        "正文与表格有 {count} 处不一致：{some}",
        "请改正文，或点“接到表格”让数字随表更新",
        FORM_BASIS,
    ),
    _refusing(
        "proofing", "核校无差错", lambda one: one.errors, "核校还有 {count} 处差错：{some}", "请到“核对”逐条处理"
    ),
    _refusing(
        "unexplained",
        "须说明的已说明",
        lambda one: one.unexplained,
        "有 {count} 处须说明原因：{some}",
        "请到“核对”填写说明，说明随报告保存",
        FORM_BASIS,
    ),
)
VERIFIED = _refusing(
    "unverified",
    "填报数已核验",
    lambda one: one.unverified,
    "表1有 {count} 个填报数没有核验：{some}",
    "请由填报人以外的人在“表格”核验",
)


def _is_unit(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not own(facts).is_consolidated:
        return None
    return Refusal("is_government", "本级政府的汇总报告不报送", "签发后请选“定稿”")


def _is_government(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if own(facts).is_consolidated:
        return None
    return Refusal("is_unit", "部门的报告须报送主管部门审核", "签发后请选“报送”")


def _is_released(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if own(facts).is_released:
        return None
    return Refusal("not_released", "信息发布件还没有发布", "请在信息发布中完成三审三校并发布，再登记公开")


UNIT_ONLY = Guard("unit_only", "部门的报告", _is_unit)
GOVERNMENT_ONLY = Guard("government_only", "本级政府的汇总报告", _is_government)
RELEASED = Guard("released", "信息发布件已发布", _is_released)
