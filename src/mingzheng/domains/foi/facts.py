"""What the guards of an application need beyond the engine's facts, gathered into frozen values."""

from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import Case
from mingzheng.domains.foi.models import Application


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """Channel and day of arrival, and what was drafted."""

    channel: str
    arrived_on: date
    received_on: date | None
    ground: str
    late_reason: str


def application_facts(case: Case, on: date) -> ApplicationFacts:
    """Gather the facts of an application's case."""
    row = Application.objects.get(pk=case.pk)
    return ApplicationFacts(row.channel, row.arrived_on, row.received_on, row.ground, row.late_reason)
