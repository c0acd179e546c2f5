"""Who reacts to what, in one table. Rooms announce; nobody but this file knows who listens.

`in the transaction`: the reaction stands or falls with the act. `by a job`: it is queued in the same transaction and runs
after commit. A domain's own follow-ups inside its room are effects of its procedures, not listed here.
"""

from mingzheng.casework.jobs import recompute_after_calendar_change
from mingzheng.casework.public import bind_proofing_gate, offer_on_papers
from mingzheng.casework.timetable import hand_over_open_cases
from mingzheng.domains.proofreading.public import PAPER_OFFER, Wish, proofing_gate, send_text
from mingzheng.domains.publishing.public import bind_proofreader
from mingzheng.platform.access.public import SYSTEM, Actor
from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import now
from mingzheng.platform.org.public import CalendarChanged, PersonLeft, on_calendar_changed, on_person_left


def recompute_dates(event: CalendarChanged) -> None:
    """Holidays of a year were imported → every open case's dates are recomputed, by a job."""
    enqueue(recompute_after_calendar_change, reason=f"{event.year}年节假日安排（{event.notice}）")


def hand_over_work(event: PersonLeft) -> None:
    """Somebody gave up a post → the open cases go to the successor or back to the unit, in the transaction."""
    hand_over_open_cases(
        from_person_id=event.person_id, to_person_id=event.successor_id, actor=SYSTEM, recorded_at=now()
    )


def proofread_item(words: str, title: str, subject: str, actor: Actor, key: str) -> None:
    """An item's text is saved and to be proofread → the proofreading room checks these very words."""
    send_text(words, title=title, actor=actor, wish=Wish(subject=subject), key=key[:64], recorded_at=now())


def connect() -> None:
    """Connect every listener; repeating it connects nobody twice."""
    on_calendar_changed(recompute_dates)
    on_person_left(hand_over_work)
    # A procedure asks whether a paper was proofread → the proofreading room answers.
    bind_proofing_gate(proofing_gate)
    # A paper of a case may be sent to the proofreader from where it hangs.
    offer_on_papers(PAPER_OFFER)
    # An item's writer asks for his text to be proofread → the proofreading room.
    bind_proofreader(proofread_item)
