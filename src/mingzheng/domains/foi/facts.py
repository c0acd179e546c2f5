"""What the guards of an application need beyond the engine's facts, gathered into frozen values."""

from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import Case, Refusal
from mingzheng.domains.foi.drafting import gather_letter_facts, get_application, letter_of
from mingzheng.domains.foi.letters.checks import judge_letter
from mingzheng.domains.foi.repeats import numbers_of_same_applicant
from mingzheng.platform.parameters.public import get_value

JUDGED = frozenset({"drafted", "reviewed"})


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """Channel and day of arrival, what was drafted, and what stands against the letter as it is written.

    `names_entrance` says whether the letter names where to apply for review over the internet.
    """

    channel: str
    arrived_on: date
    received_on: date | None
    ground: str
    late_reason: str
    case_number: str = ""
    same_applicant: tuple[str, ...] = ()
    letter_faults: tuple[Refusal, ...] = ()
    names_entrance: bool = False


def application_facts(case: Case, on: date) -> ApplicationFacts:
    """Gather the facts of an application's case."""
    row = get_application(case.pk)
    faults: tuple[Refusal, ...] = ()
    if case.state in JUDGED:
        about = gather_letter_facts(row, on=on)
        faults = tuple(judge_letter(letter_of(row, about), about))
    entrance = get_value("foi.online_review") if case.state == "approved" else ""
    names = bool(entrance) and entrance in row.letter
    same = numbers_of_same_applicant(row) if case.state == "handling" else ()
    return ApplicationFacts(
        *(row.channel, row.arrived_on, row.received_on, row.ground, row.late_reason, case.number, same, faults),
        names_entrance=names,
    )
