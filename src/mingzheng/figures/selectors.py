"""What a reader may ask: which units' values, the catalogue with its uses, evidence of readings. Values are `values`."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mingzheng.figures.declaration import Figure
from mingzheng.figures.errors import NotPermitted
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.readings.selectors import readings_for
from mingzheng.figures.registry import list_figures, parts_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.database.public import Parameter, PreparedQuery
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import Unit, UnitKind, descendant_ids

EVIDENCE = "reading:"
CLOSED_FOR = ("office_clerk", "office_section_head", "office_director", "district_leader", "auditor")


@dataclass(frozen=True, slots=True)
class Use:
    """One place that uses a figure: its words and its page."""

    title: str
    url: str = ""


# Asked once for all the figures of a page: where the reader may see each used.
FindUses = Callable[[Collection[str], Actor], Mapping[str, Sequence[Use]]]
_uses: list[FindUses] = []


def register_uses(find: FindUses) -> None:
    """Let a room above say where it uses figures (reports, forms), as far as a reader may know; called once at start."""
    if find not in _uses:
        _uses.append(find)


def uses_for(actor: Actor, codes: Collection[str]) -> dict[str, list[Use]]:
    """Return where figures are used, by code: figures computed from them, and what rooms above say."""
    found: dict[str, list[Use]] = {code: [] for code in codes}
    for figure in list_figures():
        for code in parts_of(figure):
            if code in found:
                found[code].append(Use(figure.title, f"/desk/figures/{figure.code}/"))
    for find in _uses:
        for code, uses in find(codes, actor).items():
            found[code] += uses
    return found


# What rooms above offer on the page of a figure, for the unit (None: several) and period shown.
FindLinks = Callable[[Figure, int | None, Period, Actor], Sequence[Use]]
_links: list[FindLinks] = []


def register_links(find: FindLinks) -> None:
    """Let a room above offer something to do with a figure on its page; called once at start."""
    if find not in _links:
        _links.append(find)


def links_for(actor: Actor, figure: Figure, unit_id: int | None, period: Period) -> list[Use]:
    """Return what rooms above offer to do with a figure."""
    return [link for find in _links for link in find(figure, unit_id, period, actor)]


def may_read_figures(actor: Actor | None) -> bool:
    """Say whether somebody sees figures at all: whoever works here; administrators do not."""
    return actor is not None and (actor.is_system or (bool(actor.grants or actor.posts) and not actor.admin_duty))


def may_read_figure(actor: Actor, figure: Figure) -> bool:
    """Say whether somebody sees one figure: those closed by default are for the office, auditors and leaders."""
    return may_read_figures(actor) and (not figure.sensitive or actor.is_system or actor.has_any_role(CLOSED_FOR))


@dataclass(frozen=True, slots=True)
class Reach:
    """Of which units a reader may ask values on a day, gathered once for a page: None are all units of the district.

    `names` are the units of that day he may choose from, in order; `sections` those of them that stand inside an organ.
    """

    units: frozenset[int] | None
    names: Mapping[int, str]
    sections: frozenset[int] = frozenset()

    def name(self, unit_ids: Collection[int]) -> str:
        """Return what units that were named one by one are called together: by the organ, where it is one with its 科室."""
        organs = [name for pk, name in self.names.items() if pk in unit_ids and pk not in self.sections]
        first = next(iter(organs or [name for pk, name in self.names.items() if pk in unit_ids]), "")
        if len(unit_ids) == 1 and first:
            return first
        if len(organs) == 1 and len(self.sections.intersection(unit_ids)) == len(unit_ids) - 1:
            return f"{first}（含内设机构）"
        return f"{first}等{len(unit_ids)}个单位" if first else f"{len(unit_ids)}个单位"

    def scope(self, period: Period, unit_ids: Iterable[int] | None = None) -> Scope:
        """Return the scope of the named units, or of all he may read. Raises NotPermitted for others."""
        if unit_ids is None:
            return Scope(self.units, period)
        wanted = frozenset(unit_ids)
        if self.units is not None and not wanted <= self.units:
            raise NotPermitted("您不能查看该单位的数据", next_step="请选择本单位，或联系党政办")
        return Scope(wanted, period)


_UNITS_ON = PreparedQuery(
    lambda: (
        Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=Parameter("on")), valid_from__lte=Parameter("on"))
        .order_by("order", "code")
        .values_list("pk", "name", "kind")
    )
)


def reach_of(actor: Actor, on: date) -> Reach:
    """Return the units whose values an actor may ask for on a day; all of the district where his grant reaches its root."""
    rows = _UNITS_ON.rows(on=on)
    readable = actor.readable_unit_ids()
    if readable is not None:
        own = readable | actor.unit_ids
        roots = {pk for pk, _, kind in rows if kind == UnitKind.DISTRICT}
        whole = bool(roots & own) and roots <= readable
        readable = None if whole else own | descendant_ids(own, on, kind="subordinate")
    shown = [row for row in rows if readable is None or row[0] in readable]
    sections = frozenset(pk for pk, _, kind in shown if kind == UnitKind.SECTION)
    return Reach(readable, {pk: name for pk, name, _ in shown}, sections)


def scope_for(actor: Actor, period: Period, unit_ids: Iterable[int] | None = None) -> Scope:
    """Return the scope an actor may ask: the named units, or all he may read. Raises NotPermitted for others."""
    return reach_of(actor, min(period.last, today())).scope(period, unit_ids)


def subtree(unit_id: int, period: Period) -> frozenset[int]:
    """Return a unit with those that belong to it (隶属) when the period ends."""
    return descendant_ids([unit_id], min(period.last, today()), kind="subordinate") | {unit_id}


def may_read_evidence(actor: Actor, subjects: tuple[str, ...]) -> bool:
    """Say whether an actor may open a file: it belongs to a reading he may read."""
    ids = [subject.removeprefix(EVIDENCE) for subject in subjects if subject.startswith(EVIDENCE)]
    return readings_for(actor).filter(pk__in=[pk for pk in ids if pk.isdigit()]).exists()
