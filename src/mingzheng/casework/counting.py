"""Figures that count cases: one declaration gives the figure, its recount, and what each act adds to it.

A case adds to a figure by its stored columns alone, so what an act adds is what the case adds now less what it added
before; no act needs to know which figures there are. Definitions of the engine's own figures are in `figures`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.urls import reverse

from mingzheng.casework.models import Case, Clock
from mingzheng.casework.registry import get_registration, list_procedures
from mingzheng.casework.selectors import access_condition
from mingzheng.figures.public import Delta, Dimension, Events, Figure, Rows, RowWords, Scope, append_deltas, declare
from mingzheng.platform.access.public import Actor
from mingzheng.platform.database.public import Parameter, PreparedQuery

Timeliness = Literal["", "limited", "kept", "missed"]


def procedure_titles() -> Mapping[str, str]:
    """Return the word for each procedure."""
    return {procedure.name: procedure.title for procedure in list_procedures()}


PROCEDURE = Dimension("procedure", "事项类型", procedure_titles)
URGENCY = Dimension("urgency", "紧急程度", {str(value): label for value, label in Case.Urgency.choices})


@dataclass(frozen=True, slots=True)
class CaseCount:
    """Count cases by the day they were opened or closed; of some procedures, in some states, kept or missed their limit.

    `dims` are columns of the case. The unit is the one that handles it.
    """

    code: str
    title: str
    counts: str
    on: Literal["opened_on", "closed_on"]
    procedures: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    timeliness: Timeliness = ""
    dims: tuple[Dimension, ...] = (PROCEDURE, URGENCY)
    unit: str = "件"
    systems: tuple[str, ...] = ()
    basis: str = ""

    def adds(self, case: Case, last_limit: date | None) -> Delta | None:
        """Return what a case as it stands adds to this figure, None when nothing."""
        day = case.opened_on if self.on == "opened_on" else None if case.is_open else case.closed_on
        if day is None or (self.procedures and case.procedure not in self.procedures):
            return None
        if (self.states and case.state not in self.states) or not self._is_timely(case, last_limit):
            return None
        dims = {item.code: str(getattr(case, item.code)) for item in self.dims}
        return Delta(self.code, case.handling_unit_id, day, dims=dims)

    def rows(self, scope: Scope) -> QuerySet[Case]:
        """Return the cases this figure counts, whatever the scope."""
        rows = Case.objects.all()
        if self.on == "closed_on":
            rows = rows.filter(is_open__in=[False])
        if self.procedures:
            rows = rows.filter(procedure__in=self.procedures)
        if self.states:
            rows = rows.filter(state__in=self.states)
        if not self.timeliness:
            return rows
        limits = Clock.objects.filter(case=OuterRef("pk"), is_main=True).exclude(state=Clock.State.CANCELLED)
        last = limits.order_by().values("case").annotate(last=Max("due_on")).values("last")
        rows = rows.annotate(last_limit=Subquery(last)).filter(last_limit__isnull=False)
        if self.timeliness == "limited":
            return rows
        return rows.filter(**{f"closed_on__{'lte' if self.timeliness == 'kept' else 'gt'}": F("last_limit")})

    def figure(self) -> Figure:
        """Return the figure this count is."""
        return Figure(
            self.code,
            self.title,
            self.counts,
            self.unit,
            dimensions=self.dims,
            systems=self.systems,
            basis=self.basis,
            source=Events(case_rows(self.rows, on=self.on, dims={item.code: item.code for item in self.dims})),
        )

    def _is_timely(self, case: Case, last_limit: date | None) -> bool:
        if not self.timeliness:
            return True
        if last_limit is None or case.closed_on is None:
            return False
        return {"limited": True, "kept": case.closed_on <= last_limit, "missed": case.closed_on > last_limit}[
            self.timeliness
        ]


_counts: dict[str, CaseCount] = {}


def declare_counts(*counts: CaseCount) -> None:
    """Make counts of cases known, with their figures. Raises BadDeclaration."""
    declare(*(count.figure() for count in counts))
    _counts.update((count.code, count) for count in counts)


def case_rows(
    query: Any, *, on: str | None, dims: Mapping[str, str], until: str = "", unit: str = "handling_unit_id"
) -> Rows:
    """Return rows of cases as a source of a figure: opened by who may read the case."""
    return Rows(query, unit=unit, on=on, until=until, dims=dims, describe=describe_case, readable=readable_cases)


def describe_case(case: Case) -> RowWords:
    """Return how a case is shown behind a figure."""
    registration = get_registration(case.procedure, case.procedure_version)
    state = registration.procedure.state(case.state).title
    url = reverse("casework:case", args=[case.number])
    return RowWords(f"{case.number} {case.title}（{state}）", url, f"case:{case.pk}")


def readable_cases(actor: Actor, rows: QuerySet[Case]) -> QuerySet[Case]:
    """Return those of the rows whose cases an actor may see."""
    condition = None if actor.is_system else access_condition(actor, few=True)
    return rows if condition is None else rows.filter(condition)


def what_it_adds(case: Case, last_limit: date | None = None) -> list[Delta]:
    """Return what a case as it stands adds to all figures; `last_limit` is asked of closed cases only."""
    return [delta for count in _counts.values() if (delta := count.adds(case, last_limit)) is not None]


_MAIN_LIMITS = PreparedQuery(
    lambda: (
        Clock.objects.filter(case=Parameter("case"), is_main=True)
        .exclude(state=Clock.State.CANCELLED)
        .values_list("due_on")
    )
)


def what_it_adds_now(case: Case) -> list[Delta]:
    """Return what a stored case adds; a closed one is asked for its last limit, in one query."""
    last = None
    if not case.is_open:
        last = max((due_on for (due_on,) in _MAIN_LIMITS.rows(case=case.pk)), default=None)
    return what_it_adds(case, last)


def record_moves(before: Iterable[Delta], after: Iterable[Delta]) -> None:
    """Append by how much an act moved the figures, in its transaction; nothing when it moved none."""
    gone, come = list(before), list(after)
    if gone == come:
        return
    undone = [Delta(delta.figure, delta.unit_id, delta.day, -delta.amount, delta.dims) for delta in gone]
    append_deltas([*undone, *come])
