"""What this room's guards need beyond the engine's facts, gathered into frozen values."""

from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import Case
from mingzheng.domains.workplan.models import ItemDetail, Letter, RequirementDetail, SchemeDetail


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """How far the checking of a scheme has come."""

    open_blocking: int
    unmatched_units: int
    rows: int
    rows_without_unit: int
    kind: str
    recipients: int
    opinions: int = 0


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What guards ask about a ledger row."""

    lead_sections: frozenset[int]
    has_plan: bool = True
    letters: tuple[str, ...] = ()
    unanswered: int = 0
    open_occurrences: int = 0
    children: int = 0


def scheme_facts(case: Case, on: date) -> SchemeFacts:
    """Gather the facts of a scheme's case."""
    detail = SchemeDetail.objects.get(pk=case.pk)
    rows = list(detail.requirements.prefetch_related("units"))
    unmatched = sum(1 for row in rows for unit in row.units.all() if unit.unit_id is None and not unit.is_dismissed)
    bare = sum(1 for row in rows if not row.all_units and not any(unit.unit_id for unit in row.units.all()))
    return SchemeFacts(
        open_blocking=detail.findings.filter(is_blocking=True, settled_at__isnull=True).count(),
        unmatched_units=unmatched,
        rows=sum(1 for row in rows if not row.is_preamble),
        rows_without_unit=bare,
        kind=detail.kind,
        recipients=detail.recipient_units.count(),
        opinions=detail.opinions.count(),
    )


def item_facts(case: Case, on: date) -> RowFacts:
    """Gather the facts of a unit's row."""
    detail = ItemDetail.objects.get(pk=case.pk)
    has_plan = all((detail.measure.strip(), detail.responsible_person.strip(), detail.planned_on or case.due_on))
    letters = list(Letter.objects.filter(item=detail).values_list("kind", "replied_on"))
    waiting = 0
    if detail.deadline_kind == "recurring":
        waiting = detail.occurrences.filter(done_on__isnull=True, due_on__lte=on).count()
    return RowFacts(
        lead_sections=frozenset(detail.lead_sections),
        has_plan=has_plan,
        letters=tuple(kind for kind, _ in letters),
        open_occurrences=waiting,
        unanswered=sum(1 for _, replied_on in letters if replied_on is None),
    )


def requirement_facts(case: Case, on: date) -> RowFacts:
    """Gather the facts of a requirement's parent row."""
    detail = RequirementDetail.objects.get(pk=case.pk)
    return RowFacts(lead_sections=frozenset(detail.lead_sections), children=case.children.count())
