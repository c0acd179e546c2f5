"""Who may write which part of a report: its unit's people while it is drafted, a 科室 in the section it was asked for.

Pure. What may be done to the case is declared in `procedures` and judged by the engine.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mingzheng.platform.access.public import Actor

OFFICE_ROLES = ("office_clerk", "office_section_head", "office_director")
UNIT_ROLES = ("unit_liaison", "unit_section_head", "unit_deputy", "unit_head")
DRAFTING = "drafting"


@dataclass(frozen=True, slots=True)
class Asked:
    """A contribution as this rule sees it."""

    section_id: int | None
    unit_id: int | None
    is_writing: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may write: everything, or some sections; `why_not` for whoever may write nothing."""

    everything: bool = False
    sections: frozenset[int] = frozenset()
    why_not: str = ""

    def may_write(self, section_id: int | None) -> bool:
        """Say whether a section may be written; None asks about what belongs to no section."""
        return self.everything or (section_id is not None and section_id in self.sections)


def works_in(actor: Actor, units: Iterable[int]) -> bool:
    """Say whether somebody holds a post in one of the units or in a section of one."""
    wanted = set(units)
    return any(post.unit_id in wanted or post.organ_id in wanted for post in actor.posts)


def assess_rights(actor: Actor, *, state: str, lead_units: Iterable[int], asked: Iterable[Asked]) -> Rights:
    """Return what somebody may write in a report of this state."""
    if state != DRAFTING:
        return Rights(why_not="报告不在起草中，不能修改；需要修改的，请退回起草")
    if actor.is_system or works_in(actor, lead_units):
        return Rights(everything=True)
    mine = frozenset(
        one.section_id
        for one in asked
        if one.is_writing and one.section_id is not None and one.unit_id and works_in(actor, [one.unit_id])
    )
    return Rights(sections=mine, why_not="" if mine else "您只能查看这份报告")


def is_in_charge(actor: Actor) -> bool:
    """Say whether somebody works in an office that has reports of units in its charge."""
    return any(grant.role in OFFICE_ROLES for grant in actor.grants)


def works_on_reports(actor: Actor | None) -> bool:
    """Say whether somebody may have reports at all; administrators have none."""
    return actor is not None and bool(actor.grants or actor.posts) and not actor.admin_duty
