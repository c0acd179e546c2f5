"""Reads of the access room: the actor behind an account, and grants. Judgements live in `rules` and `actor`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from mingzheng.platform.access.actor import NOBODY, Actor, GrantView, PostView
from mingzheng.platform.access.actor_rows import closure_rows, covered_rows, grant_rows, post_rows
from mingzheng.platform.access.models import Grant
from mingzheng.platform.access.rules import may_read_grants
from mingzheng.platform.org.public import UnitClosure


class _GrantRow(NamedTuple):
    """A grant in force, the actor's own or of somebody he covers."""

    role: str
    unit_id: int | None
    include_subtree: bool
    procedure: str
    visibility: int
    account_id: int
    person_id: int | None


@dataclass(frozen=True, slots=True)
class _Reach:
    """What the closure says about the units of an actor: below the granted ones, above the held ones."""

    below: dict[int, frozenset[int]]
    organs_above: dict[int, int]


def actor_for(account: Any, *, on: date) -> Actor:
    """Return the actor behind a signed-in account as of a day, in at most four queries.

    An administrator has his duty and no grant: none of the three sees what cases contain.
    """
    if account is None or account.pk is None or not account.is_active:
        return NOBODY
    kind = "service" if account.kind == "service" else "person"
    if account.admin_duty:
        return Actor(
            kind=kind,
            name=str(account),
            account_id=account.pk,
            person_id=account.person_id,
            admin_duty=account.admin_duty,
        )
    covered = _covered_person_ids(account.person_id, on)
    names, posts = _posts_of(account.person_id, covered, on)
    rows = [_GrantRow(*row) for row in grant_rows(account.pk, covered, on)]
    own_units = {post.unit_id for post in posts if post.on_behalf_of is None}
    reach = _reach(rows, {post.unit_id for post in posts}, on)
    own_organs = {reach.organs_above[unit] for unit in own_units if unit in reach.organs_above}
    home = next((post.unit_id for post in posts if post.on_behalf_of is None), None)
    return Actor(
        kind=kind,
        name=names.get(account.person_id) or str(account),
        account_id=account.pk,
        person_id=account.person_id,
        unit_ids=frozenset(own_units | own_organs),
        home_unit_id=home,
        posts=tuple(replace(post, organ_id=reach.organs_above.get(post.unit_id)) for post in posts),
        grants=tuple(_grant_view(row, account, reach) for row in rows),
        acting_for=tuple(sorted(covered)),
    )


def _covered_person_ids(person_id: int | None, on: date) -> frozenset[int]:
    if person_id is None:
        return frozenset()
    return frozenset(person for (person,) in covered_rows(person_id, on))


def _posts_of(person_id: int | None, covered: frozenset[int], on: date) -> tuple[dict[int, str], list[PostView]]:
    if person_id is None:
        return {}, []
    names: dict[int, str] = {}
    posts: list[PostView] = []
    for holder, name, unit_id, level, title in post_rows({person_id, *covered}, on):
        names[holder] = name
        if unit_id is not None:
            posts.append(PostView(unit_id, level, title, None if holder == person_id else holder))
    return names, posts


def _reach(rows: Iterable[_GrantRow], own_units: set[int], on: date) -> _Reach:
    roots = {row.unit_id for row in rows if row.unit_id is not None and row.include_subtree}
    if not roots and not own_units:
        return _Reach({}, {})
    below: dict[int, set[int]] = defaultdict(set)
    organ_of: dict[int, int] = {}
    for ancestor, descendant, above_kind, below_kind, kind in closure_rows(roots, own_units, on):
        if ancestor in roots:
            below[ancestor].add(descendant)
        if descendant in own_units and below_kind == "section" and above_kind != "section" and kind == "subordinate":
            organ_of.setdefault(descendant, ancestor)
    return _Reach({root: frozenset(ids) for root, ids in below.items()}, organ_of)


def _grant_view(row: _GrantRow, account: Any, reach: _Reach) -> GrantView:
    if row.unit_id is None:
        units = None
    elif row.include_subtree:
        units = reach.below.get(row.unit_id, frozenset()) | {row.unit_id}
    else:
        units = frozenset({row.unit_id})
    own = row.account_id == account.pk
    return GrantView(
        role=row.role,
        unit_ids=units,
        procedure=row.procedure or None,
        visibility=row.visibility,
        on_behalf_of=None if own else row.person_id,
    )


def list_grants_for(
    actor: Actor, *, on: date, unit_id: int | None = None, role: str = "", account_id: int | None = None
) -> QuerySet[Grant]:
    """Return the grants in force on a day that the actor may see: security and audit all, anybody his own."""
    grants = Grant.objects.on(on).select_related("account__person", "unit", "granted_by")
    if not may_read_grants(actor):
        grants = grants.filter(account=actor.account_id)
    if unit_id is not None:
        grants = grants.filter(unit=unit_id)
    if role:
        grants = grants.filter(role=role)
    if account_id is not None:
        grants = grants.filter(account=account_id)
    return grants


def list_grant_history_for(actor: Actor, *, account_id: int) -> QuerySet[Grant]:
    """Return every grant an account ever had, the newest first, as far as the actor may see it."""
    grants = Grant.objects.filter(account=account_id).select_related("unit", "granted_by", "revoked_by")
    return grants if may_read_grants(actor) or actor.account_id == account_id else grants.none()


def grant_matrix_for(actor: Actor, *, on: date) -> dict[int | None, dict[str, list[Grant]]]:
    """Return who holds which role over which unit on a day: unit id (None: all units) to role to grants."""
    matrix: dict[int | None, dict[str, list[Grant]]] = defaultdict(lambda: defaultdict(list))
    for grant in list_grants_for(actor, on=on):
        matrix[grant.unit_id][grant.role].append(grant)
    return {unit_id: dict(roles) for unit_id, roles in matrix.items()}


def persons_with_role(role: str, *, unit_id: int, procedure: str | None, on: date) -> list[int]:
    """Return the persons who hold a role over a unit on a day, to assign and notify. Absences are not applied.

    Over a closed unit are those over whom it stood under to the end.
    """
    held_to_the_end = Q(valid_to__isnull=True) | Q(valid_to__gt=on) | Q(valid_to=F("descendant__valid_to"))
    above = UnitClosure.objects.filter(held_to_the_end, descendant=unit_id, valid_from__lte=on).values("ancestor_id")
    reaches = Q(unit=None) | Q(unit=unit_id) | Q(include_subtree=True, unit__in=above)
    for_procedure = Q(procedure="") if procedure is None else Q(procedure__in=("", procedure))
    held = Grant.objects.on(on).filter(reaches, for_procedure, role=role, account__is_active=True)
    rows = held.exclude(account__person=None).order_by("account__person_id")
    return list(dict.fromkeys(rows.values_list("account__person_id", flat=True)))
