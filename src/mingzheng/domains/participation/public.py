"""The door of this room: what wiring, the demo and the command line may import."""

from dataclasses import dataclass
from datetime import date

from mingzheng.domains.participation.addresses import page_address
from mingzheng.domains.participation.models import Consultation
from mingzheng.domains.participation.ports import DraftOfCase, bind_draft_source
from mingzheng.domains.participation.selectors import Tally, find_of_source, list_opinions, list_pieces, tally_of
from mingzheng.domains.participation.submitting import Given, NewOpinion, submit

__all__ = [
    "ConsultationState",
    "DraftOfCase",
    "Given",
    "NewOpinion",
    "Tally",
    "bind_draft_source",
    "describe_consultation_on",
    "find_source_of",
    "list_opinions",
    "list_pieces",
    "submit",
]


@dataclass(frozen=True, slots=True)
class ConsultationState:
    """How a consultation on another room's case stands. `address` is its page on the site, empty before publication."""

    number: str
    address: str
    means: str
    closes_on: date | None
    is_answered: bool
    tally: Tally


def find_source_of(case_id: int) -> int | None:
    """Return the case of another room a consultation is about, or None."""
    return Consultation.objects.filter(pk=case_id).values_list("source_id", flat=True).first()


def describe_consultation_on(source_id: int) -> ConsultationState | None:
    """Return how the consultation on a case of another room stands, or None when there is none."""
    row = find_of_source(source_id)
    if row is None:
        return None
    return ConsultationState(
        number=row.case.number,
        address=page_address(row.case.number) if row.opens_on else "",
        means=row.means,
        closes_on=row.closes_on,
        is_answered=row.feedback_on is not None,
        tally=tally_of(row.pk),
    )
