"""What the public consultation on a draft does to the draft's own case: begun and answered there, it is so here.

Jobs, queued in the transaction of the act they follow. A refusal is not tried again: a person sees it among the dead
letters and takes the step by hand.
"""

from typing import Any

from mingzheng.casework.public import Case, DoorError, perform
from mingzheng.domains.normative.ports import find_consultation
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.jobs.public import GiveUpError, job
from mingzheng.platform.ledger.public import now, today

PROCEDURE = "normative_document"


@job()
def begin_consultation(case_id: int, address: str, means: str, closes_on: str) -> None:
    """Let the draft's case wait for opinions; nothing when it already does. Safe to repeat."""
    given = {"address": address, "means": means[:300], "consultation_to": closes_on}
    _perform(case_id, ("drafting", "revised"), "open_consultation", given)


@job()
def end_consultation(case_id: int) -> None:
    """Enter what became of the opinions as it was published; nothing when it is already there. Safe to repeat."""
    record = find_consultation(case_id)
    if record is None or not record.is_answered:
        return
    received, adopted, partly, not_adopted = record.counts
    given = {
        "received": received,
        "adopted": adopted,
        "partly": partly,
        "not_adopted": not_adopted,
        "summary": f"逐条采纳情况和理由已公布，见征求意见件 {record.number}。",
        "feedback_url": record.address,
    }
    _perform(case_id, ("consulting",), "close_consultation", given)


def _perform(case_id: int, states: tuple[str, ...], action: str, given: dict[str, Any]) -> None:
    case = Case.objects.filter(pk=case_id, procedure=PROCEDURE, state__in=states).first()
    if case is None:
        return
    key = f"{action}:{case_id}:{case.version}"
    try:
        perform(case_id, action, actor=SYSTEM, occurred_on=today(), recorded_at=now(), data=given, key=key)
    except DoorError as error:
        raise GiveUpError(f"{case.number} {action}: {error}") from error
