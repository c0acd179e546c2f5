"""Reads of the mirror: ours against theirs, line by line, as far as the reader handles the organ's applications."""

from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import Case, cases_for, get_procedure
from mingzheng.domains.foi.drafting import reply_due_on, reply_dues
from mingzheng.domains.foi.grounds import BY_CODE
from mingzheng.domains.foi.mirror.models import ExternalApplication
from mingzheng.domains.foi.mirror.rules import STANDINGS, THEIR_WORDS, Side, differences, standing_of
from mingzheng.domains.foi.mirror.sheets import OutRow
from mingzheng.domains.foi.models import Application
from mingzheng.platform.access.public import Actor
from mingzheng.platform.parameters.public import get_value

MOST = 500


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the reconciliation list: ours, theirs, and what differs. Either side may be missing."""

    ours: Case | None
    theirs: ExternalApplication | None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The list in its parts, and how many pairs agree."""

    differing: list[Pair]
    only_theirs: list[Pair]
    only_ours: list[Pair]
    equal: int


def reconciliation_for(actor: Actor, unit_id: int, year: int) -> Reconciliation:
    """Return the list of an organ and a year by the day an application came in."""
    known = {**THEIR_WORDS, **get_value("foi.mirror_states")}
    visible = cases_for(actor, procedure="foi_application")
    theirs = list(
        ExternalApplication.objects.filter(unit_id=unit_id).select_related("case").order_by("-received_on", "number")
    )
    rows = Application.objects.filter(
        case__in=visible.values("pk"), case__origin_unit_id=unit_id, arrived_on__year=year
    ).select_related("case")
    held = {
        row.case_id: row
        for row in Application.objects.filter(case__in=[t.case_id for t in theirs if t.case_id]).select_related("case")
    }
    dues = reply_dues(held)
    pairs = [
        Pair(one.case, one, differences(_our_side(held[one.case_id], dues.get(one.case_id)), _their_side(one, known)))
        for one in theirs
        if one.case_id in held
    ]
    matched = {one.case_id for one in theirs}
    return Reconciliation(
        [pair for pair in pairs if pair.differs][:MOST],
        [Pair(None, one) for one in theirs if one.case_id is None][:MOST],
        [Pair(row.case, None) for row in rows.order_by("-arrived_on", "-pk") if row.case_id not in matched][:MOST],
        sum(1 for pair in pairs if not pair.differs),
    )


def out_rows_for(actor: Actor, unit_id: int, year: int) -> list[OutRow]:
    """Return our side of an organ and a year for the other system, oldest first; nothing of the applicants."""
    rows = Application.objects.filter(
        case__in=cases_for(actor, procedure="foi_application").values("pk"),
        case__origin_unit_id=unit_id,
        arrived_on__year=year,
    )
    external = dict(
        ExternalApplication.objects.filter(unit_id=unit_id, case__isnull=False).values_list("case", "number")
    )
    found = list(rows.select_related("case").order_by("arrived_on", "pk"))
    dues = reply_dues(row.pk for row in found)
    return [_out(row, external.get(row.pk, ""), dues.get(row.pk)) for row in found]


def out_row(row: Application, external: str) -> OutRow:
    """Return one application as it is given out."""
    return _out(row, external, reply_due_on(row.case))


def _out(row: Application, external: str, due_on: date | None) -> OutRow:
    case = row.case
    ground = BY_CODE.get(row.ground)
    state = get_procedure(case.procedure, case.procedure_version).state(case.state).title
    words = f"{ground.group}：{ground.title}" if ground else ""
    return OutRow(case.number, external, case.title, state, row.received_on, due_on, row.decided_on, words)


def external_of(case: Case) -> ExternalApplication | None:
    """Return what the other system says of a case the caller has read access-checked."""
    return ExternalApplication.objects.filter(case=case).first()


def find_external(unit_id: int, external_id: str) -> ExternalApplication | None:
    """Return one of theirs of an organ by its number here, as a form sends it; None for anything else."""
    if not external_id.isdecimal() or len(external_id) > 18:
        return None
    return ExternalApplication.objects.filter(unit_id=unit_id, pk=int(external_id)).first()


def is_mirrored(unit_id: int) -> bool:
    """Say whether an organ keeps a mirror at all."""
    return ExternalApplication.objects.filter(unit_id=unit_id).exists()


def _our_side(row: Application, due_on: date | None) -> Side:
    return Side(STANDINGS.get(row.case.state, "open"), row.received_on, due_on, row.decided_on)


def _their_side(row: ExternalApplication, known: dict[str, str]) -> Side:
    return Side(standing_of(row.state, known), row.received_on, row.due_on, row.answered_on)
