"""What this room's guards need beyond the engine's facts."""

from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import Case
from mingzheng.domains.patrol.models import FindingDetail


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """Whether a machine found it, and what the last look said."""

    by_machine: bool
    look: str


def finding_facts(case: Case, on: date) -> FindingFacts:
    """Gather the facts of a finding."""
    row = FindingDetail.objects.get(pk=case.pk)
    return FindingFacts(row.is_found_by_machine, row.look)
