"""Who may read, enter, correct, verify, return and withdraw a record, and what stands against it. Pure.

The reading rule stands once more in SQL, in `selectors.records_for`; a test holds both together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.casework.public import Refusal
from mingzheng.platform.access.public import Actor, Visibility
from mingzheng.registers.declaration import Evidence, Judge, Openness, Register
from mingzheng.registers.models import RecordState

ENTER, CORRECT, VERIFY, RETURN, WITHDRAW = "enter", "correct", "verify", "return", "withdraw"
ACT_TITLES: Mapping[str, str] = {
    ENTER: "登记",
    CORRECT: "更正",
    VERIFY: "核验",
    RETURN: "退回",
    WITHDRAW: "撤销",
}
WITHIN: Mapping[str, frozenset[str]] = {
    CORRECT: frozenset({"entered", "verified", "returned", "corrected"}),
    VERIFY: frozenset({"entered", "corrected"}),
    RETURN: frozenset({"entered", "corrected", "verified"}),
    WITHDRAW: frozenset({"entered", "verified", "returned", "corrected"}),
}
EARLIEST = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What the rules need to know of a record."""

    unit_id: int
    state: str
    visibility: int
    entered_by_id: int | None
    written_by_id: int | None
    paper_count: int = 0
    is_to_come: bool = False


def works_here(actor: Actor) -> bool:
    """Say whether somebody works on records at all; administrators do not."""
    return actor.is_system or (bool(actor.grants or actor.posts) and not actor.admin_duty)


def enterable_units(actor: Actor, book: Register) -> frozenset[int] | None:
    """Return the units somebody may enter records for; None means all, empty none."""
    if actor.is_system:
        return None
    found: set[int] = set()
    for grant in actor.grants:
        if grant.role in book.entered_by and grant.covers(unit_id=None, procedure=book.code):
            if grant.unit_ids is None:
                return None
            found |= grant.unit_ids
    return frozenset(found)


def may_enter(actor: Actor, book: Register, unit_id: int | None = None) -> bool:
    """Say whether somebody may enter records for a unit, or for any at all."""
    units = enterable_units(actor, book)
    return units is None or (unit_id in units if unit_id is not None else bool(units))


def may_verify_for(actor: Actor, book: Register, unit_id: int | None = None) -> bool:
    """Say whether somebody is one of those who verify a unit's records, or any unit's."""
    if book.verification is None:
        return False
    return actor.is_system or actor.has_any_role(book.verification.by, unit_id, book.code)


def may_read(actor: Actor, book: Register, facts: RecordFacts) -> bool:
    """Say whether somebody may read a record."""
    if actor.is_system:
        return True
    if not works_here(actor):
        return False
    if facts.visibility == Openness.OPEN:
        return True
    if facts.visibility == Openness.UNIT and facts.unit_id in actor.unit_ids:
        return True
    reaching = [grant for grant in actor.grants if grant.covers(unit_id=facts.unit_id, procedure=book.code)]
    is_own = actor.account_id is not None and facts.entered_by_id == actor.account_id
    return any(grant.visibility >= facts.visibility or is_own for grant in reaching)


def may_read_masked(actor: Actor, book: Register, facts: RecordFacts) -> bool:
    """Say whether somebody sees the masked fields: a grant that reaches closed rows, or his own entry."""
    if actor.is_system or (actor.account_id is not None and facts.entered_by_id == actor.account_id):
        return True
    wanted = Visibility.RESTRICTED
    return any(
        grant.visibility >= wanted and grant.covers(unit_id=facts.unit_id, procedure=book.code)
        for grant in actor.grants
    )


def may_act(act: str, book: Register, facts: RecordFacts, actor: Actor) -> bool:
    """Say whether somebody is one of those who take this act on the record."""
    if act in {VERIFY, RETURN}:
        return may_verify_for(actor, book, facts.unit_id)
    if act == WITHDRAW and facts.state == RecordState.VERIFIED:
        return may_verify_for(actor, book, facts.unit_id)
    return may_enter(actor, book, facts.unit_id)


def list_reasons(act: str, book: Register, facts: RecordFacts, actor: Actor) -> list[Refusal]:
    """Return every reason against an act that this person may take and this state allows."""
    reasons = []
    if act == VERIFY:
        own = {facts.entered_by_id, facts.written_by_id}
        if actor.account_id is not None and actor.account_id in own:
            reasons.append(Refusal("own_entry", "登记人不能核验自己登记或更正的记录", "请由其他核验人员核验"))
        if facts.is_to_come:
            reasons.append(Refusal("not_yet", "尚未发生，不能核验", f"请在“{book.day_label}”之后核验"))
        if book.evidence is Evidence.REQUIRED and not facts.paper_count:
            reasons.append(Refusal("no_evidence", "尚未附佐证材料", "请退回登记单位补充佐证材料"))
    return reasons


def day_fault(book: Register, day: date, today: date) -> str:
    """Return what is wrong with the day of a record, or nothing."""
    if day > today and not book.future:
        return f"“{book.day_label}”不能晚于今天"
    if day < EARLIEST:
        return f"“{book.day_label}”过早，请核对年份"
    return ""


def ends_after(until: str, message: str) -> Judge:
    """Return the rule of a book whose records end: the day `until`, where given, is after the record's own day."""

    def judge(values: Mapping[str, Any]) -> list[Refusal]:
        if values.get(until) and values[until] <= values["occurred_on"]:
            return [Refusal("interval", message, "请核对两个日期")]
        return []

    return judge
