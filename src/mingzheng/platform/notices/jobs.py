"""This room's own jobs: urgent messages at once, the digest of the day. Thin: the work is in `delivery`, `digests`."""

from mingzheng.platform.jobs.public import job
from mingzheng.platform.ledger.public import now
from mingzheng.platform.notices import delivery


@job()
def hand_over_urgent(subject_ref: str, kind: str) -> None:
    """Send an urgent message by the ways its readers chose; repeating sends nothing twice."""
    delivery.hand_over_urgent(subject_ref, kind, at=now())
