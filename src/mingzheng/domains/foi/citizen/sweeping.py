"""What becomes old: drafts nobody handed in, proofs of identity kept long enough."""

from datetime import time

from mingzheng.domains.foi.citizen.drafts import sweep_drafts
from mingzheng.domains.foi.citizen.proofs import destroy_old_proofs
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now


@timetable(name="foi.sweep_citizens", daily_at=time(2, 40))
@job()
def sweep_citizens() -> None:
    """Delete old drafts, destroy proofs that are due; safe to repeat."""
    at = now()
    while sweep_drafts(at=at):
        pass
    while destroy_old_proofs(at=at):
        pass
