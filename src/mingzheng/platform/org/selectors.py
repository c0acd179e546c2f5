"""Reads of the unit tree and of posts, as of a day. Screens that show them live in `administration`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from mingzheng.platform.org.models import (
    Absence,
    AliasRequest,
    Person,
    Post,
    RelationKind,
    Unit,
    UnitClosure,
    UnitName,
    UnitRelation,
)

_DROPPED = re.compile(r"[\s\u3000·•]+")
_BRACKETS = str.maketrans({"(": "（", ")": "）"})


@dataclass(slots=True)
class TreeNode:
    """A unit in the tree of a day with those below it. `relation` is how it hangs from its parent here."""

    unit: Unit
    relation: str = RelationKind.SUBORDINATE
    children: list["TreeNode"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MatchResult:
    """What a name in a document stands for: one unit, or none and whom it might mean."""

    unit: Unit | None
    candidates: tuple[Unit, ...] = ()


def get_unit(unit_id: int) -> Unit:
    """Return the unit. Raises Unit.DoesNotExist."""
    return Unit.objects.get(pk=unit_id)


def find_unit_by_code(code: str) -> Unit | None:
    """Return the unit with this code, if any."""
    return Unit.objects.filter(code=code).first()


def list_units(*, at: date, kinds: Iterable[str] | None = None) -> list[Unit]:
    """Return the units that exist on a day, in order; `kinds` limits them to some `UnitKind` values."""
    units = Unit.objects.on(at)
    return list(units if kinds is None else units.filter(kind__in=list(kinds)))


def unit_tree(at: date) -> list[TreeNode]:
    """Return the roots of the tree on a day, in two queries. A unit with two parents stands under its 隶属 one."""
    nodes = {unit.pk: TreeNode(unit) for unit in Unit.objects.on(at)}
    parents: dict[int, UnitRelation] = {}
    for relation in UnitRelation.objects.on(at):
        known = parents.get(relation.child_id)
        if known is None or known.kind == RelationKind.DISPATCHED:
            parents[relation.child_id] = relation
    roots = []
    for pk, node in nodes.items():
        relation_above = parents.get(pk)
        if relation_above is None or relation_above.parent_id not in nodes:
            roots.append(node)
            continue
        node.relation = relation_above.kind
        nodes[relation_above.parent_id].children.append(node)
    return roots


def descendant_ids(unit_ids: Iterable[int], at: date, *, kind: str | None = None) -> frozenset[int]:
    """Return the units at and below `unit_ids` on a day; `kind` "subordinate" leaves out the dispatched (派驻/垂管)."""
    rows = UnitClosure.objects.on(at).filter(ancestor__in=list(unit_ids))
    if kind is not None:
        rows = rows.filter(kind=kind)
    return frozenset(rows.values_list("descendant_id", flat=True))


def ancestor_ids(unit_id: int, at: date) -> tuple[int, ...]:
    """Return the units above one on a day, nearest first, itself included."""
    rows = UnitClosure.objects.on(at).filter(descendant=unit_id).order_by("depth", "id")
    return tuple(dict.fromkeys(rows.values_list("ancestor_id", flat=True)))


def is_dispatched(unit_id: int, at: date) -> bool:
    """Say whether the unit is dispatched or vertically led (派驻/垂管) on a day: works here, counted elsewhere."""
    above = UnitClosure.objects.on(at).filter(descendant=unit_id, depth__gt=0)
    kinds = set(above.values_list("kind", flat=True))
    return kinds == {RelationKind.DISPATCHED}


def sections_of(unit: Unit | int, at: date) -> list[Unit]:
    """Return the sections (科室) of an organ on a day, in order."""
    pk = unit if isinstance(unit, int) else unit.pk
    below = UnitClosure.objects.on(at).filter(ancestor=pk, depth__gt=0).values("descendant_id")
    return list(Unit.objects.on(at).filter(pk__in=below, kind="section"))


def organ_of(unit: Unit | int, at: date) -> Unit:
    """Return the organ a section belongs to on a day, or the unit itself when it is no section."""
    pk = unit if isinstance(unit, int) else unit.pk
    above = (
        UnitClosure.objects.on(at)
        .filter(descendant=pk)
        .exclude(ancestor__kind="section")
        .order_by("depth")
        .select_related("ancestor")
        .first()
    )
    return above.ancestor if above else get_unit(pk)


def normalise_name(text: str) -> str:
    """Return a unit name without spaces and with full-width brackets, as names are compared."""
    return _DROPPED.sub("", text).translate(_BRACKETS)


def find_unit_by_name(name: str, *, at: date | None = None) -> MatchResult:
    """Match a name as documents write it: full name, short name or alias, former name. One hit or none, no guess."""
    return match_name(name, name_index(at=at))


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Every way units are called, strongest first, to match many names with two queries."""

    ranks: tuple[dict[str, tuple[Unit, ...]], ...]
    units: tuple[Unit, ...]


def name_index(*, at: date | None = None) -> NameIndex:
    """Return the index of all names on a day (every unit ever, when no day is given), in two queries."""
    units = tuple(Unit.objects.on(at) if at else Unit.objects.all())
    known = {unit.pk: unit for unit in units}
    full: dict[str, list[Unit]] = {}
    loose: dict[str, list[Unit]] = {}
    former: dict[str, list[Unit]] = {}
    for unit in units:
        full.setdefault(normalise_name(unit.name), []).append(unit)
        for other in {normalise_name(word) for word in (unit.short_name, *unit.aliases) if word}:
            loose.setdefault(other, []).append(unit)
    for row in UnitName.objects.filter(valid_to__isnull=False, unit__in=known):
        for word in {normalise_name(row.name), normalise_name(row.short_name)} - {""}:
            if known[row.unit_id] not in former.setdefault(word, []):
                former[word].append(known[row.unit_id])
    return NameIndex(tuple({key: tuple(value) for key, value in rank.items()} for rank in (full, loose, former)), units)


def match_name(name: str, index: NameIndex) -> MatchResult:
    """Match one name against an index; several hits of one rank are candidates, not a match."""
    wanted = normalise_name(name)
    if not wanted:
        return MatchResult(None)
    for rank in index.ranks:
        hits = rank.get(wanted, ())
        if len(hits) == 1:
            return MatchResult(hits[0], hits)
        if hits:
            return MatchResult(None, hits)
    near = [
        unit
        for unit in index.units
        if any(
            wanted in known or known in wanted
            for known in (normalise_name(word) for word in (unit.name, unit.short_name, *unit.aliases) if len(word) > 1)
        )
    ]
    return MatchResult(None, tuple(near[:8]))


def get_person(person_id: int) -> Person:
    """Return the person. Raises Person.DoesNotExist."""
    return Person.objects.get(pk=person_id)


def posts_of(person: Person | int, at: date) -> list[Post]:
    """Return a person's posts on a day, the primary one first."""
    pk = person if isinstance(person, int) else person.pk
    return list(Post.objects.on(at).filter(person=pk).select_related("unit"))


def holders_of(unit_ids: Iterable[int], level: str | Iterable[str], at: date) -> list[Person]:
    """Return the persons who hold a post of a level (or one of several) in these units on a day."""
    levels = [level] if isinstance(level, str) else list(level)
    held = Post.objects.on(at).filter(unit__in=list(unit_ids), level__in=levels)
    return list(Person.objects.filter(is_active=True, pk__in=held.values("person_id")))


def heads_of(unit_id: int, at: date) -> list[Person]:
    """Return the heads (主要负责人) of a unit on a day."""
    return holders_of([unit_id], "head", at)


def deputy_of(person: Person | int, at: date) -> Person | None:
    """Return who covers for an absent person on a day (A/B 角), if anybody."""
    pk = person if isinstance(person, int) else person.pk
    absence = Absence.objects.covering(at).filter(person=pk).select_related("deputy").first()
    return absence.deputy if absence else None


def deputies_on(at: date) -> dict[int, int]:
    """Return who covers for whom on a day (A/B 角): deputies by the persons who are absent."""
    return dict(Absence.objects.covering(at).values_list("person_id", "deputy_id"))


def list_absences(*, at: date) -> list[Absence]:
    """Return the absences in force on a day or still to come."""
    return list(
        Absence.objects.filter(Q(cancelled_on__isnull=True), ends_on__gte=at).select_related("person", "deputy")
    )


def organ_ids_of(person_id: int, at: date) -> frozenset[int]:
    """Return the organs a person serves on a day: the units of the posts, a section counted as the organ above it."""
    held = Post.objects.on(at).filter(person=person_id).values("unit_id")
    rows = (
        UnitClosure.objects.on(at)
        .filter(descendant__in=held)
        .exclude(ancestor__kind="section")
        .order_by("descendant_id", "depth")
        .values_list("descendant_id", "ancestor_id")
    )
    nearest: dict[int, int] = {}
    for descendant, ancestor in rows:
        nearest.setdefault(descendant, ancestor)
    return frozenset(nearest.values())


def absences_of(person_id: int, at: date) -> list[Absence]:
    """Return the absences of a person in force on a day or still to come."""
    return [absence for absence in list_absences(at=at) if absence.person_id == person_id]


def colleagues_of(person_id: int, at: date) -> list[Person]:
    """Return who serves in the same organ on a day and could cover, by name."""
    organs = organ_ids_of(person_id, at)
    units = UnitClosure.objects.on(at).filter(ancestor__in=organs, descendant__kind="section").values("descendant_id")
    held = Post.objects.on(at).filter(Q(unit__in=organs) | Q(unit__in=units)).values("person_id")
    return list(Person.objects.filter(is_active=True, pk__in=held).exclude(pk=person_id))


def list_posts_of_unit(unit_id: int, at: date) -> list[Post]:
    """Return the posts held in a unit on a day, the higher rungs first."""
    rungs = {level: rung for rung, level in enumerate(("leader", "head", "deputy", "section", "liaison", "clerk"))}
    posts = Post.objects.on(at).filter(unit=unit_id).select_related("person")
    return sorted(posts, key=lambda post: (rungs.get(post.level, 9), post.pk))


def get_post(post_id: int) -> Post:
    """Return the post with its person and unit. Raises Post.DoesNotExist."""
    return Post.objects.select_related("person", "unit").get(pk=post_id)


def list_alias_requests(*, waiting: bool) -> QuerySet[AliasRequest]:
    """Return requests for aliases with their units: those to be decided, or those that were, newest first."""
    rows = AliasRequest.objects.select_related("unit")
    asked = AliasRequest.State.ASKED
    return rows.filter(state=asked).order_by("pk") if waiting else rows.exclude(state=asked)
