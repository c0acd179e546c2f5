"""What follows from acts on a finding inside this room: another look, queued with the act."""

from mingzheng.casework.public import EffectContext
from mingzheng.domains.patrol.jobs import recheck_finding
from mingzheng.platform.jobs.public import enqueue


def queue_look(context: EffectContext) -> None:
    """Queue another look at the page of a finding."""
    enqueue(recheck_finding, case_id=context.case.pk, key=str(context.case.version))


EFFECTS = {"patrol.look_again": queue_look}
