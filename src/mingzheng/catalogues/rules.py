"""Who may see and propose, from which day a change takes effect, and what keeps a proposal from going on. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal
from mingzheng.platform.access.public import Actor

OFFICE_ROLES = frozenset({"office_clerk", "office_section_head", "office_director"})
UNIT_ROLES = frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head"})
PROCEDURE = "catalogue_change"


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What guards ask about a proposal: entries changed by others since it was written, and how many lines it has."""

    stale: tuple[str, ...] = ()
    line_count: int = 0


def works_here(actor: Actor) -> bool:
    """Say whether somebody works on catalogues at all; administrators do not. What is in force is open to all others."""
    return actor.is_system or (bool(actor.grants or actor.posts) and not actor.admin_duty)


def proposable_units(actor: Actor) -> frozenset[int] | None:
    """Return the units whose entries somebody may propose to change; None means all, empty none."""
    if actor.is_system:
        return None
    found: set[int] = set()
    for grant in actor.grants:
        if grant.role in OFFICE_ROLES | UNIT_ROLES and grant.covers(unit_id=None, procedure=PROCEDURE):
            if grant.unit_ids is None:
                return None
            found |= grant.unit_ids
    return frozenset(found)


def may_propose(actor: Actor, unit_id: int | None = None) -> bool:
    """Say whether somebody may propose changes for a unit, or for any at all."""
    units = proposable_units(actor)
    return units is None or (unit_id in units if unit_id is not None else bool(units))


def day_of_effect(*, wanted: date | None, published_on: date, latest: date | None) -> date:
    """Return the first day a change holds: never before its publication, nor before the version it follows began.

    What was in force on a day that has passed is not rewritten.
    """
    return max(day for day in (wanted, published_on, latest) if day is not None)


def _nothing_stale(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    own = facts.own
    if not isinstance(own, ChangeFacts) or not own.stale:
        return None
    shown = "、".join(own.stale[:5])
    return Refusal(
        "changed_since",
        f"{shown}{'等' if len(own.stale) > 5 else ''}在申报后已有新的版本",
        "请退回申报单位，对照现行内容重新申报",
    )


NOTHING_STALE = Guard("nothing_stale", "申报所依据的仍是现行内容", _nothing_stale)
