"""Who may do what in this room beside the cases: rounds, circular board, look-backs, groups, hearings. Pure.

What may be done to a case is declared in `procedures` and judged by the engine.
"""

from collections.abc import Iterable

from mingzheng.casework.public import NotPermitted
from mingzheng.platform.access.public import Actor

OFFICE_ROLES = ("office_clerk", "office_section_head", "office_director")
HEAD_ROLES = ("office_section_head", "office_director")
UNIT_ROLES = ("unit_liaison", "unit_section_head", "unit_deputy", "unit_head")
READING_ROLES = (*OFFICE_ROLES, "verifier", "district_leader", "auditor", "reader")


def may_keep_ledgers_of(actor: Actor, unit_id: int | None) -> bool:
    """Say whether somebody works in the office that keeps the ledgers of a unit."""
    return actor.is_system or actor.has_any_role(OFFICE_ROLES, unit_id)


def may_decide_for(actor: Actor, unit_id: int | None) -> bool:
    """Say whether somebody heads the office that keeps the ledgers of a unit."""
    return actor.is_system or actor.has_any_role(HEAD_ROLES, unit_id)


def may_read_all_of(actor: Actor, unit_id: int | None) -> bool:
    """Say whether somebody may see every unit's standing, not his own unit's only."""
    return actor.is_system or actor.has_any_role(READING_ROLES, unit_id)


def may_speak_for(actor: Actor, unit_id: int) -> bool:
    """Say whether somebody works in a unit and may register what it did."""
    return actor.has_any_role(UNIT_ROLES, unit_id)


def own_units(actor: Actor) -> frozenset[int]:
    """Return the units somebody may speak for or belongs to."""
    granted: set[int] = set()
    for grant in actor.grants:
        if grant.role in UNIT_ROLES and grant.unit_ids is not None:
            granted |= grant.unit_ids
    return frozenset(granted | set(actor.unit_ids))


def require(allowed: bool, what: str, next_step: str = "请联系台账主管科室办理") -> None:
    """Raise NotPermitted unless something is allowed."""
    if not allowed:
        raise NotPermitted(f"您没有“{what}”的权限", next_step=next_step)


def is_office_somewhere(actor: Actor, unit_ids: Iterable[int]) -> bool:
    """Say whether somebody keeps the ledgers of at least one of these units."""
    return any(may_keep_ledgers_of(actor, unit_id) for unit_id in unit_ids)
