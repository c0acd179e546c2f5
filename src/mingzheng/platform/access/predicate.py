"""The one access predicate: which rows of a table an actor may read, as one indexed condition for every selector.

A row is readable when a grant reaches one of its units and procedure and the row's visibility is not above the grant's.
"""

from collections import defaultdict

from django.db.models import Q

from mingzheng.platform.access.actor import Actor
from mingzheng.platform.access.roles import Visibility

NOTHING = Q(pk__in=[])
EVERYTHING = Q()


def scopes(actor: Actor, *, procedure: str | None) -> dict[int, frozenset[int] | None]:
    """Return, per visibility, the units granted at exactly that level; None means all. Higher levels read lower."""
    found: dict[int, set[int] | None] = defaultdict(set)
    for grant in actor.grants:
        if not grant.covers(unit_id=None, procedure=procedure):
            continue
        held = found[grant.visibility]
        if grant.unit_ids is None or held is None:
            found[grant.visibility] = None
        else:
            held |= grant.unit_ids
    return {level: None if units is None else frozenset(units) for level, units in found.items()}


def readable_condition(
    actor: Actor, *, procedure: str | None, unit_field: str, visibility_field: str | None = None
) -> Q:
    """Return the condition for rows whose `unit_field` holds a unit id. The system reads all, administrators nothing.

    Without `visibility_field` the rows count as the lowest level.
    """
    if actor.is_system:
        return EVERYTHING
    if actor.admin_duty:
        return NOTHING
    condition: Q | None = None
    for level, units in sorted(scopes(actor, procedure=procedure).items()):
        part = EVERYTHING if units is None else Q(**{f"{unit_field}__in": sorted(units)})
        if visibility_field is not None and level < max(Visibility.values):
            part &= Q(**{f"{visibility_field}__lte": level})
        if part == EVERYTHING:
            return EVERYTHING
        condition = part if condition is None else condition | part
    return NOTHING if condition is None else condition
