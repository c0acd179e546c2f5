"""Gathers what a letter is written from: the case's course, its ground, and who reviews the organ's decisions.

The words are `letters`; reading an applicant's name for the paper, on record, is `papers`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from mingzheng.casework.public import Act, Case, Clock
from mingzheng.domains.foi.grounds import BY_CODE
from mingzheng.domains.foi.letters.answer import compose_answer
from mingzheng.domains.foi.letters.facts import Consultation, JointRequest, LetterFacts
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.receipt import CHANNEL_LABELS, Channel
from mingzheng.domains.foi.remedies import OrganKind, RemedyNotice, ReviewBody, remedy_notice, remedy_of, review_body_of
from mingzheng.domains.foi.rules import split_numbers
from mingzheng.platform.database.public import Parameter, PreparedQuery
from mingzheng.platform.org.public import Unit, UnitKind, ancestor_ids, get_unit, is_dispatched
from mingzheng.platform.parameters.public import get_value, snapshot
from mingzheng.proofing.masking import mask_text

OUTCOMES = {
    "third_party": {"third_party_agrees": "agrees", "third_party_objects": "objects", "third_party_silent": "silent"},
    "co_producer": {
        "co_producer_agrees": "agrees",
        "co_producer_objects": "objects",
        "co_producer_deemed_to_consent": "silent",
    },
}


_APPLICATION = PreparedQuery(
    lambda: Application.objects.select_related("case__origin_unit").filter(pk=Parameter("case"))
)
_ACTS = PreparedQuery(
    lambda: Act.objects.filter(case=Parameter("case")).order_by("sequence").values_list("action", "occurred_on", "data")
)
_REPLY_DUE = PreparedQuery(
    lambda: (
        Clock.objects.filter(case=Parameter("case"), limit="reply")
        .exclude(state=Clock.State.CANCELLED)
        .order_by("-pk")
        .values_list("due_on")[:1]
    )
)


def get_application(case_id: int) -> Application:
    """Return an application with its case and organ. Raises Application.DoesNotExist."""
    found = _APPLICATION.first(case=case_id)
    if found is None:
        raise Application.DoesNotExist(case_id)
    return found


def organ_kind_of(unit: Unit, at: date) -> OrganKind:
    """Say what an organ is as far as it decides who reviews it: as set locally, else by the unit tree and its name."""
    chosen = get_value("foi.organ_kinds").get(unit.code)
    if chosen:
        return OrganKind(chosen)
    if unit.kind == UnitKind.DISTRICT or unit.name.endswith(("人民政府办公室", "党政办公室", "政府办公室")):
        return OrganKind.GOVERNMENT
    if is_dispatched(unit.pk, at):
        return OrganKind.VERTICAL
    if unit.kind == UnitKind.TOWNSHIP:
        return OrganKind.SUBDISTRICT if "街道" in unit.name else OrganKind.TOWNSHIP
    return OrganKind.JUSTICE if unit.name.endswith("司法局") else OrganKind.DEPARTMENT


def review_body_for(unit: Unit, at: date) -> ReviewBody:
    """Return who reviews an organ's answers; its name is empty when the setting it needs is missing."""
    with snapshot():
        own = get_value("foi.own_government") or f"{_root_of(unit, at).name}人民政府"
        return review_body_of(
            organ_kind_of(unit, at),
            own_government=own,
            higher_government=get_value("foi.higher_government"),
            higher_department=get_value("foi.higher_departments").get(unit.code, ""),
        )


def _root_of(unit: Unit, at: date) -> Unit:
    above = ancestor_ids(unit.pk, at)
    return get_unit(above[-1]) if above else unit


def remedy_for(unit: Unit, ground: str, withheld_ground: str, at: date) -> RemedyNotice | None:
    """Return the notice of remedies of an answer on a ground; None for no ground."""
    if ground not in BY_CODE:
        return None
    kind = remedy_of(
        ground,
        withheld_code=withheld_ground if withheld_ground in BY_CODE else "",
        query_matters_first=get_value("foi.query_matters_first"),
    )
    return remedy_notice(
        kind,
        review_body_for(unit, at),
        court=get_value("foi.court"),
        online_entrance=get_value("foi.online_review"),
    )


def gather_letter_facts(row: Application, *, on: date, drafted: dict[str, Any] | None = None) -> LetterFacts:
    """Return the facts of an application's letters; `drafted` are values typed but not yet stored."""
    case, given = row.case, drafted or {}
    acts = _acts_of(row)
    ground = str(given.get("ground", row.ground))
    withheld = str(given.get("withheld_ground", row.withheld_ground))
    supplemented = [day for action, day, _ in acts if action == "supplement"]
    others = _joint_with(row, str(given.get("joint", row.joint)))
    dues = [reply_due_on(case), *reply_dues([one.pk for one in others]).values()] if others else [reply_due_on(case)]
    return LetterFacts(
        organ=case.origin_unit.name,
        number=case.number,
        is_person=row.applicant_kind == "natural",
        received_on=row.received_on,
        arrived_on=row.arrived_on,
        channel=CHANNEL_LABELS[Channel(row.channel)],
        content=mask_text(row.content or case.title)[0],
        form_wanted=row.form_wanted,
        supplement=mask_text(row.supplement)[0],
        supplemented_on=supplemented[-1] if supplemented else None,
        due_on=min((day for day in dues if day), default=None),
        extended_by=sum(int(data.get("amount", 0)) for action, _, data in acts if action == "extend"),
        fee=row.fee,
        fee_paid_on=row.fee_paid_on,
        consultations=[asked for told in (acts, *map(_acts_of, others)) for asked in _consultations(told)],
        ground=ground,
        withheld_ground=withheld,
        support={**row.support, **given.get("support", {})} if not drafted else dict(given.get("support", {})),
        reply=str(given.get("reply", row.reply)),
        late_reason=str(given.get("late_reason", row.late_reason)),
        remedy=remedy_for(case.origin_unit, ground, withheld, on),
        written_on=row.decided_on or on,
        contact=case.origin_unit.contact_phone,
        joint=[
            JointRequest(
                one.case.number, one.received_on or one.arrived_on, mask_text(one.content or one.case.title)[0]
            )
            for one in others
        ],
    )


def _acts_of(row: Application) -> list[tuple[str, date, dict[str, Any]]]:
    return _ACTS.rows(case=row.pk)


def _joint_with(row: Application, joint: str) -> list[Application]:
    """Return the other applications answered in the same letter, oldest first."""
    numbers = [number for number in split_numbers(joint) if number != row.case.number]
    if not numbers:
        return []
    others = Application.objects.filter(
        case__number__in=numbers, applicant_key=row.applicant_key, case__origin_unit=row.case.origin_unit_id
    )
    return list(others.select_related("case").order_by("received_on", "pk"))


def reply_due_on(case: Case) -> date | None:
    """Return the last day of the answer as it stands, whether its clock runs or was stopped."""
    found = _REPLY_DUE.rows(case=case.pk)
    return found[0][0] if found else None


def reply_dues(case_ids: Iterable[int]) -> dict[int, date]:
    """Return the last day of the answer of many cases in one statement; a case without one is left out."""
    clocks = Clock.objects.filter(case__in=list(case_ids), limit="reply").exclude(state=Clock.State.CANCELLED)
    return dict(clocks.order_by("pk").values_list("case_id", "due_on"))


def _consultations(acts: list[tuple[str, date, dict[str, Any]]]) -> tuple[Consultation, ...]:
    found: list[Consultation] = []
    for action, day, _ in acts:
        for kind, outcomes in OUTCOMES.items():
            if action == f"consult_{kind}":
                found.append(Consultation(kind, day))
            elif action in outcomes:
                last = next((i for i in range(len(found) - 1, -1, -1) if found[i].kind == kind), None)
                if last is not None:
                    found[last] = Consultation(kind, found[last].asked_on, outcomes[action])
    return tuple(found)


def letter_of(row: Application, facts: LetterFacts) -> str:
    """Return the body of the answer: as it was edited, else as the words of its ground give it."""
    return row.letter or (
        compose_answer(facts) if facts.ground in BY_CODE and facts.ground not in {"F1", "F2", "F3"} else ""
    )
