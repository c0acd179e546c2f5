"""Reads of a scheme's ledger for somebody: his rows under their requirements, told apart by lamp, in a fixed number of queries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet

from mingzheng.casework.public import (
    Case,
    CaseNotFound,
    Horizon,
    cases_for,
    effective_state,
    find_last_limits,
    get_procedure,
)
from mingzheng.domains.workplan.models import ItemDetail, Requirement, RequirementDetail, SchemeDetail
from mingzheng.domains.workplan.models.schemes import join_heading
from mingzheng.domains.workplan.services.checking import describe_deadline
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import format_short_date
from mingzheng.worktime.public import working_days_between

LAMPS = ("overdue", "due_soon", "normal", "paused", "done")
WORST_FIRST = {lamp: index for index, lamp in enumerate(LAMPS)}


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """One unit's row, with its lamp and its state in words."""

    case: Case
    detail: ItemDetail
    lamp: str
    state: str
    remaining: int | None
    due: str = ""
    due_on: date | None = None

    @property
    def percent(self) -> int:
        """Return the progress; what was struck off is complete, whatever was last reported."""
        return 100 if self.case.state == "done" else self.detail.percent

    @property
    def why_not_involved(self) -> str:
        """Return why the row does not concern its unit, while that is claimed or agreed."""
        is_told = self.case.state in {"not_involved_claimed", "not_involved"}
        return self.detail.not_involved_reason if is_told else ""


@dataclass(slots=True)
class LedgerEntry:
    """One requirement with the rows of its units."""

    requirement: Requirement
    parent: Case | None
    items: list[LedgerItem] = field(default_factory=list)
    parent_lamp: str = ""
    parent_state: str = ""

    @property
    def lamp(self) -> str:
        """Return the requirement's lamp: its own where the reader sees it, made worse by its units' rows."""
        lamps = [item.lamp for item in self.items] + ([self.parent_lamp] if self.parent_lamp else [])
        if self.parent_lamp == "done":
            return "done"
        open_lamps = [lamp for lamp in lamps if lamp != "done"]
        return min(open_lamps or lamps or ["normal"], key=lambda lamp: WORST_FIRST[lamp])

    @property
    def deadline(self) -> str:
        """Return the deadline of the requirement in words."""
        return describe_deadline(self.requirement)

    @property
    def done(self) -> int:
        """Return how many units' rows are closed."""
        return sum(1 for item in self.items if item.lamp == "done")

    @property
    def lamp_counts(self) -> list[tuple[str, int]]:
        """Return how many units' rows stand under each lamp, worst first."""
        counts = Counter(item.lamp for item in self.items)
        return [(lamp, counts[lamp]) for lamp in LAMPS if counts[lamp]]


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What narrows a ledger: a unit, a lamp, a state, words."""

    unit: str = ""
    lamp: str = ""
    state: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> "LedgerFilter":
        """Read the filter from an address."""
        given = {name: str(query.get(name, ""))[:60].strip() for name in ("unit", "lamp", "state")}
        return cls(**given, words=str(query.get("q", ""))[:60].strip())

    @property
    def is_set(self) -> bool:
        """Say whether anything narrows the ledger."""
        return any((self.unit, self.lamp, self.state, self.words))

    def admits(self, item: LedgerItem) -> bool:
        """Say whether a unit's row fits, words aside."""
        return (
            self.unit in ("", str(item.case.handling_unit_id))
            and self.lamp in ("", item.lamp)
            and self.state in ("", item.case.state)
        )

    def finds(self, entry: LedgerEntry) -> bool:
        """Say whether the words stand in the requirement or in one of its rows."""
        texts = [entry.requirement.text, entry.requirement.title, entry.requirement.number]
        texts += [
            f"{item.detail.measure}{item.detail.progress}{item.detail.responsible_person}" for item in entry.items
        ]
        return not self.words or any(self.words in text for text in texts)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger as one reader sees it."""

    entries: tuple[LedgerEntry, ...]
    by_requirement: Counter[str]
    by_unit: Counter[str]
    units: tuple[tuple[int, str], ...]
    states: tuple[tuple[str, str], ...]
    total_requirements: int
    total_items: int

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Return the entries under their headings and tasks."""
        found = []
        for head, members in groupby(self.entries, key=lambda entry: _heading(entry.requirement)):
            tasks = [
                {"title": task, "entries": list(of_task)}
                for task, of_task in groupby(members, key=lambda entry: _task(entry.requirement))
            ]
            found.append({"title": head, "tasks": tasks})
        return found


def _heading(row: Requirement) -> str:
    return join_heading(row.heading_number, row.heading) or ("总体要求" if row.is_preamble else "")


def _task(row: Requirement) -> str:
    return join_heading(row.task_number, row.task)


def items_for(actor: Actor, scheme: SchemeDetail | int) -> QuerySet[Case]:
    """Return the units' rows of a scheme the actor may see, in the order of the ledger."""
    pk = scheme if isinstance(scheme, int) else scheme.pk
    return (
        cases_for(actor, procedure="workplan_item")
        .filter(workplan_itemdetail__scheme=pk)
        .select_related("handling_unit", "workplan_itemdetail__requirement")
        .order_by(
            "workplan_itemdetail__requirement__order", "-workplan_itemdetail__is_lead", "handling_unit__order", "pk"
        )
    )


def get_ledger_scheme_for(actor: Actor, number: str) -> SchemeDetail:
    """Return a scheme whose case, or some row of whose ledger, the actor may see. Raises CaseNotFound."""
    scheme = SchemeDetail.objects.filter(case__number=number).select_related("case").first()
    if scheme is not None:
        visible = cases_for(actor, procedure="workplan_scheme").filter(pk=scheme.pk)
        if visible.exists() or items_for(actor, scheme).exists():
            return scheme
    raise CaseNotFound("没有这份台账，或您无权查看", next_step="请核对编号")


def find_requirement_of(case: Case) -> RequirementDetail | None:
    """Return the requirement of a case whose page the reader has been admitted to, or None."""
    return RequirementDetail.objects.filter(pk=case.pk).select_related("requirement", "scheme__case").first()


def find_item_of(case: Case) -> ItemDetail | None:
    """Return the unit's row of a case whose page the reader has been admitted to, or None."""
    rows = ItemDetail.objects.filter(pk=case.pk).select_related("requirement", "scheme__case")
    return rows.prefetch_related("occurrences", "entries__round").first()


def read_ledger(actor: Actor, scheme: SchemeDetail, at: Horizon, narrowed: LedgerFilter) -> Ledger:
    """Return the ledger as the actor may see it; what is counted is the whole, what is shown is narrowed."""
    procedure = get_procedure("workplan_item")
    entries: dict[int, LedgerEntry] = {}
    for parent in _parents_for(actor, scheme):
        row = parent.workplan_requirementdetail.requirement
        entry = entries[row.pk] = LedgerEntry(row, parent)
        entry.parent_lamp = _lamp(parent, at)
        state = effective_state(parent, at.today)
        entry.parent_state = get_procedure("workplan_requirement").state(state).title
    cases = list(items_for(actor, scheme))
    last_limits = find_last_limits(cases)
    for case in cases:
        detail = case.workplan_itemdetail
        entry = entries.setdefault(detail.requirement_id, LedgerEntry(detail.requirement, None))
        state = procedure.state(effective_state(case, at.today)).title
        due_on = case.due_on or last_limits.get(case.pk)
        due = format_short_date(due_on, this_year=at.today.year) if due_on else ""
        entry.items.append(LedgerItem(case, detail, _lamp(case, at), state, _remaining(case, at), due, due_on))
    whole = sorted(entries.values(), key=lambda entry: entry.requirement.order)
    items = [item for entry in whole for item in entry.items]
    return Ledger(
        entries=tuple(_narrow(whole, narrowed)),
        by_requirement=Counter(entry.lamp for entry in whole),
        by_unit=Counter(item.lamp for item in items),
        units=_units_of(items),
        states=tuple((state.code, state.title) for state in procedure.states),
        total_requirements=len(whole),
        total_items=len(items),
    )


def _parents_for(actor: Actor, scheme: SchemeDetail) -> QuerySet[Case]:
    """Return the requirements' rows the actor sees with the whole scheme; a unit sees its own rows only."""
    whole = cases_for(actor, procedure="workplan_scheme").filter(
        pk=scheme.pk, workplan_schemedetail__case__isnull=False
    )
    if not any(
        grant.role.startswith(("office", "verifier", "auditor", "district", "reader")) for grant in actor.grants
    ):
        return Case.objects.none()
    return (
        cases_for(actor, procedure="workplan_requirement")
        .filter(parent_id__in=whole.values("pk"))
        .select_related("workplan_requirementdetail__requirement")
    )


def _narrow(whole: list[LedgerEntry], narrowed: LedgerFilter) -> list[LedgerEntry]:
    if not narrowed.is_set:
        return whole
    found = []
    for entry in whole:
        items = [item for item in entry.items if narrowed.admits(item)]
        kept = LedgerEntry(entry.requirement, entry.parent, items, entry.parent_lamp, entry.parent_state)
        if items and narrowed.finds(entry):
            found.append(kept)
    return found


def _units_of(items: list[LedgerItem]) -> tuple[tuple[int, str], ...]:
    units = {item.case.handling_unit_id: item.case.handling_unit for item in items if item.case.handling_unit}
    ordered = sorted(units.values(), key=lambda unit: (unit.order, unit.code))
    return tuple((unit.pk, unit.name) for unit in ordered)


def _lamp(case: Case, at: Horizon) -> str:
    return at.lamp_of(is_open=case.is_open, due_on=case.due_on, is_suspended=case.is_suspended)


def _remaining(case: Case, at: Horizon) -> int | None:
    if case.due_on is None or not case.is_open:
        return None
    left = working_days_between(at.today, case.due_on, calendar=at.calendar)
    return left if left or case.due_on >= at.today else -1


def list_ledgers_for(actor: Actor, at: Horizon) -> list[dict[str, Any]]:
    """Return the schemes the actor sees rows of, or that are on their way to a ledger, with counts, newest first."""
    late = Q(is_open=True, is_suspended=False, due_on__lt=at.today)
    soon = Q(is_open=True, is_suspended=False, due_on__gte=at.today, due_on__lte=at.soon)
    counts = {
        row["workplan_itemdetail__scheme"]: row
        for row in cases_for(actor, procedure="workplan_item")
        .order_by()
        .values("workplan_itemdetail__scheme")
        .annotate(
            total=Count("pk", distinct=True),
            done=Count("pk", filter=Q(is_open=False), distinct=True),
            overdue=Count("pk", filter=late, distinct=True),
            due_soon=Count("pk", filter=soon, distinct=True),
        )
    }
    own = cases_for(actor, procedure="workplan_scheme").exclude(state="withdrawn").values("pk")
    schemes = SchemeDetail.objects.filter(Q(pk__in=own) | Q(pk__in=list(counts)))
    empty = {"total": 0, "done": 0, "overdue": 0, "due_soon": 0}
    state_of = get_procedure("workplan_scheme").state
    return [
        {
            "scheme": scheme,
            "case": scheme.case,
            "state": state_of(scheme.case.state).title,
            "is_booked": scheme.case.state in {"booked", "concluded"},
            **counts.get(scheme.pk, empty),
        }
        for scheme in schemes.select_related("case").order_by("-year", "-pk")
    ]
