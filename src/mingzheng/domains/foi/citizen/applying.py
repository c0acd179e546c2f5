"""Hand in an application: through the engine's door as the internet channel, once, with its papers, proofs and codes.

What the applicant sees afterwards is kept under his own secret for a day, so that a second press shows the same receipt.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from mingzheng.casework.public import open_case, screen_given
from mingzheng.domains.foi.citizen.access import issue_code
from mingzheng.domains.foi.citizen.draft_values import data_of, is_ready
from mingzheng.domains.foi.citizen.drafts import OpenDraft, close_draft, read_again
from mingzheng.domains.foi.citizen.models import AccessCode, CitizenCase, CitizenDraft
from mingzheng.domains.foi.citizen.papers import CITIZEN, hand_over_papers
from mingzheng.domains.foi.citizen.proofs import hand_over_proofs, proofs_of_draft
from mingzheng.domains.foi.citizen.units import find_accepting_unit
from mingzheng.worktime.public import SHANGHAI


class NotReadyError(Exception):
    """Something the law asks for is missing. `steps` are the steps to go back to."""

    def __init__(self, steps: list[str]) -> None:
        super().__init__("not ready")
        self.steps = steps


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What the applicant must keep: the number and his code."""

    number: str
    code: str
    unit: str
    handed_in_at: str


def hand_in(draft: OpenDraft, *, at: datetime, subject_key: str = "") -> HandedIn:
    """Open the case and return number and code; repeating it, also from two devices at once, returns the first result.

    Raises NotReadyError, and the errors of the door.
    """
    if draft.is_handed_in:
        return handed_in(draft)
    values = draft.values | {"has_identity": bool(proofs_of_draft(draft.row)) or draft.values.get("vouched")}
    missing = is_ready(values)
    day = at.astimezone(SHANGHAI).date()
    unit = find_accepting_unit(int(values.get("unit") or 0), day)
    if missing or unit is None:
        raise NotReadyError(missing or ["what"])
    data = data_of(values, arrived_on=day.isoformat())
    # Outside the transaction: the record of a refusal must stay.
    screen_given(data, actor=CITIZEN, at=at)
    with transaction.atomic():
        held = CitizenDraft.objects.select_for_update().get(pk=draft.row.pk)
        draft.row = held
        if held.case_id is not None:
            return _again(draft)
        receipt = open_case(
            "foi_application",
            actor=CITIZEN,
            occurred_on=day,
            recorded_at=at,
            data=data,
            key=f"foi:{held.code}",
            origin_unit_id=unit.pk,
        )
        hand_over_papers(held.pk, receipt.case_id)
        hand_over_proofs(held, receipt.case_id)
        CitizenCase.objects.create(
            case_id=receipt.case_id, told_by=values.get("told_by", CitizenCase.Told.NONE), subject_key=subject_key
        )
        code = issue_code(receipt.case_id, holder=AccessCode.Holder.APPLICANT, at=at)
        kept = {"number": receipt.number, "access_code": code, "unit_name": unit.name, "handed_in_at": at.isoformat()}
        close_draft(draft, case_id=receipt.case_id, values=kept, at=at)
    return handed_in(draft)


def handed_in(draft: OpenDraft) -> HandedIn:
    """Return what a draft that was handed in still shows."""
    kept: dict[str, Any] = draft.values
    return HandedIn(kept["number"], kept["access_code"], kept["unit_name"], kept["handed_in_at"])


def _again(draft: OpenDraft) -> HandedIn:
    """Return the first result to whoever pressed second."""
    draft.values = read_again(draft)
    return handed_in(draft)
