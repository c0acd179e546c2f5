"""What keeps a report from going on, as guards on its facts. Pure: facts are gathered in `facts`, texts judged elsewhere.

Legal basis: 法治政府建设与责任落实督察工作规定 第二十四条; 党政机关公文处理工作条例 第二十二条.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal
from mingzheng.casework.standard.guards import none_left


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What guards ask about a report."""

    gaps: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    untrue: tuple[str, ...] = ()
    missing_kinds: tuple[str, ...] = ()
    check_errors: tuple[str, ...] = ()
    open_read_backs: int = 0
    bears_number: bool = False
    doc_number: str = ""
    openness: str = ""


@dataclass(frozen=True, slots=True)
class ContributionFacts:
    """What guards ask about a contribution."""

    has_text: bool = True


def _of(own: object) -> ReportFacts:
    return own if isinstance(own, ReportFacts) else ReportFacts()


def _own(facts: CaseFacts) -> ReportFacts:
    return _of(facts.own)


def _contributions_in(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    waiting = sum(1 for child in facts.children if child.is_open)
    if not waiting:
        return None
    return Refusal("contributions_open", f"还有 {waiting} 个科室的供稿没有采用", "请催交、采用，或取消不需要的供稿")


CONTRIBUTIONS_IN = Guard("contributions_in", "供稿均已采用或取消", _contributions_in)


def _read_backs_decided(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    waiting = _own(facts).open_read_backs
    if not waiting:
        return None
    return Refusal("read_back_open", f"还有 {waiting} 份回读的 Word 稿没有确认", "请到“Word 回读”确认采用或放弃")


READ_BACKS_DECIDED = Guard("read_backs_decided", "回读的 Word 稿均已确认", _read_backs_decided)


def _content_complete(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    missing = _own(facts).missing_kinds
    if not missing:
        return None
    return Refusal(
        "content_missing",
        f"报告缺少必写内容：{'、'.join(missing)}",
        "请补写，或把已写的章节标为相应内容",
        "法治政府建设与责任落实督察工作规定第二十四条",
    )


CONTENT_COMPLETE = Guard("content_complete", "必写内容齐全", _content_complete)


NUMBERS_BOUND = none_left(
    "numbers_bound",
    "数字均有出处",
    lambda own: _of(own).typed,
    refusal="typed_numbers",
    message="正文有 {count} 个手打的数没有出处：{some}",
    next_step="请在编辑页把它们接到指标、记为填报值，或说明为何保留",
)
WORDINGS_TRUE = none_left(
    "wordings_true",
    "写法与数相符",
    lambda own: _of(own).untrue,
    refusal="wording_untrue",
    message="有 {count} 处写法与现在的数不符：{some}",
    next_step="请重新选择写法",
)
CHECK_CLEAN = none_left(
    "check_clean",
    "核校无差错",
    lambda own: _of(own).check_errors,
    refusal="check_errors",
    message="核校还有 {count} 处差错：{some}",
    next_step="请在编辑页“核校”中逐条处理",
)
NO_GAPS = none_left(
    "no_gaps",
    "没有缺数",
    lambda own: _of(own).gaps,
    refusal="gaps",
    message="还有 {count} 个数没有值：{some}",
    next_step="请补报，或删去该句",
)
READINGS_VERIFIED = none_left(
    "readings_verified",
    "填报值均已核验",
    lambda own: _of(own).unverified,
    refusal="unverified",
    message="还有 {count} 个数未核验：{some}",
    next_step="请核验人员核验后再签发",
)


def _meeting_held(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    held = given.get("held_on")
    if not held or date.fromisoformat(str(held)) <= facts.on:
        return None
    return Refusal("meeting_ahead", "会议召开日期晚于今天", "请在会议召开后登记")


MEETING_HELD = Guard("meeting_held", "会议已召开", _meeting_held)


def _bears_a_number(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if _own(facts).bears_number:
        return None
    return Refusal("no_number_wanted", "本版式不编文号", "请直接报送")


BEARS_A_NUMBER = Guard("bears_a_number", "版式要求编文号", _bears_a_number)


def _numbered_if_it_must(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    own = _own(facts)
    if not own.bears_number or own.doc_number:
        return None
    return Refusal("number_missing", "还没有编文号", "请先编文号，再报送")


NUMBERED_IF_IT_MUST = Guard("numbered_if_it_must", "应编文号的已编", _numbered_if_it_must)


def _not_numbered(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if not _own(facts).doc_number:
        return None
    return Refusal("numbered", "文号已经编发，不能退回起草", "请报送后由统筹单位退回，或联系统筹单位")


NOT_NUMBERED = Guard("not_numbered", "尚未编文号", _not_numbered)


def _is_for_the_public(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    openness = _own(facts).openness
    if openness in {"", "主动公开"}:
        return None
    return Refusal("not_public", f"本报告的公开方式是“{openness}”", "不向社会公开的，请选“不公开，存档”")


IS_FOR_THE_PUBLIC = Guard("is_for_the_public", "公开方式为主动公开", _is_for_the_public)


def _section_written(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    own = facts.own
    if not isinstance(own, ContributionFacts) or own.has_text:
        return None
    return Refusal("section_empty", "本节还没有正文", "请先在编辑页撰写，再交稿")


SECTION_WRITTEN = Guard("section_written", "本节已有正文", _section_written)
