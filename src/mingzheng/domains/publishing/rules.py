"""What the law and the house decide about an item: validity by date, limits of disclosure, who signs. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mingzheng.domains.publishing.words import GROUNDS_OF, Gate, Mode, Step


class Validity(StrEnum):
    """有效性 of a document on a day."""

    NOT_STATED = ""
    NOT_YET = "尚未施行"
    IN_FORCE = "现行有效"
    EXPIRED = "已失效"
    ABOLISHED = "已废止"


def assess_validity(
    on: date, *, in_force_from: date | None, in_force_to: date | None, abolished_on: date | None
) -> Validity:
    """Say whether a document is in force on a day; the last day of its validity still counts."""
    if abolished_on is not None and on >= abolished_on:
        return Validity.ABOLISHED
    if in_force_to is not None and on > in_force_to:
        return Validity.EXPIRED
    if in_force_from is None:
        return Validity.NOT_STATED
    return Validity.NOT_YET if on < in_force_from else Validity.IN_FORCE


def fits_mode(mode: str, ground: str) -> bool:
    """Say whether a ground supports a mode. Legal basis: 政府信息公开条例 第十三条至第十六条、第十九条至第二十一条"""
    return ground in GROUNDS_OF.get(Mode(mode), ()) if mode in Mode.values else False


@dataclass(frozen=True, slots=True)
class StepRule:
    """Who signs a step: levels of post; and the gates they answer for."""

    posts: frozenset[str]
    gates: tuple[str, ...] = ()


ALL_POSTS = ("clerk", "liaison", "section", "deputy", "head", "leader")
# What a column may choose from: the reviews rise with the post, and a leader may always sign.
BOUNDS: Mapping[str, frozenset[str]] = {
    Step.REVIEW_1: frozenset(ALL_POSTS),
    Step.PROOF_1: frozenset(ALL_POSTS),
    Step.REVIEW_2: frozenset({"section", "deputy", "head", "leader"}),
    Step.PROOF_2: frozenset(ALL_POSTS),
    Step.REVIEW_3: frozenset({"section", "deputy", "head", "leader"}),
    Step.PROOF_3: frozenset(ALL_POSTS),
    Step.RECHECK: frozenset(ALL_POSTS),
}
DEFAULT_STEPS: Mapping[str, StepRule] = {
    Step.REVIEW_1: StepRule(frozenset(ALL_POSTS), (Gate.POLICY, Gate.WORDING)),
    Step.PROOF_1: StepRule(frozenset(ALL_POSTS), (Gate.WORDING,)),
    Step.REVIEW_2: StepRule(BOUNDS[Step.REVIEW_2], (Gate.LAW, Gate.POLICY)),
    Step.PROOF_2: StepRule(frozenset(ALL_POSTS), (Gate.WORDING,)),
    Step.REVIEW_3: StepRule(frozenset({"deputy", "head", "leader"}), (Gate.POLITICS, Gate.SECRECY)),
    Step.PROOF_3: StepRule(frozenset(ALL_POSTS), (Gate.WORDING,)),
    Step.RECHECK: StepRule(frozenset(ALL_POSTS), (Gate.POLITICS, Gate.WORDING)),
}


def find_step_faults(steps: Mapping[str, StepRule]) -> list[str]:
    """Return why a column's table of signatures may not stand: bounds, a step nobody signs, a gate nobody answers for."""
    faults = []
    for step in Step:
        rule = steps[step]
        if not rule.posts:
            faults.append(f"“{step.label}”没有签名岗位；三审三校不得减少")
        if not rule.posts <= BOUNDS[step]:
            faults.append(f"“{step.label}”的签名岗位须为科室负责人以上")
    held = {gate for step in (Step.REVIEW_1, Step.REVIEW_2, Step.REVIEW_3) for gate in steps[step].gates}
    faults += [f"三级审核都没有把{gate.label}" for gate in Gate if gate.value not in held]
    return faults


def may_sign(rule: StepRule, levels: Iterable[str]) -> bool:
    """Say whether somebody with these posts may sign a step."""
    return not rule.posts.isdisjoint(levels)


def stands_still(last: date | None, since: date, interval: int, on: date) -> bool:
    """Say whether a column was not brought up to date within its interval; counted from its beginning when empty."""
    return interval > 0 and on > (last or since) + timedelta(days=interval)
