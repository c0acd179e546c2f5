"""Who reacts to what, in one table. Rooms announce; nobody but this file knows who listens.

`in the transaction`: the reaction stands or falls with the act. `by a job`: it is queued in the same transaction and runs
after commit. A domain's own follow-ups inside its room are effects of its procedures, not listed here.
"""

from mingzheng.casework.jobs import recompute_after_calendar_change
from mingzheng.casework.public import CaseEvent, bind_proofing_gate, offer_on_papers, subscribe
from mingzheng.casework.timetable import hand_over_open_cases
from mingzheng.domains.normative.public import (
    ConsultationRecord,
    begin_consultation,
    bind_consultation_door,
    end_consultation,
    find_open_draft,
)
from mingzheng.domains.participation.public import (
    DraftOfCase,
    bind_draft_source,
    describe_consultation_on,
    find_source_of,
)
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


def draft_to_consult_on(case_id: int) -> DraftOfCase | None:
    """A consultation is asked on a case → the room of normative documents gives its draft."""
    draft = find_open_draft(case_id)
    return DraftOfCase(draft.text, draft.explanation, draft.touches_market) if draft is not None else None


def consultation_on_draft(case_id: int) -> ConsultationRecord | None:
    """A draft's gate asks for its consultation → the room of public participation."""
    state = describe_consultation_on(case_id)
    if state is None:
        return None
    counts = (state.tally.received, state.tally.adopted, state.tally.partly, state.tally.not_adopted)
    return ConsultationRecord(state.number, state.address, state.is_answered, *counts)


def begin_on_draft(event: CaseEvent) -> None:
    """A consultation was published → the draft's own case waits for opinions, by a job."""
    source = find_source_of(event.case_id)
    state = describe_consultation_on(source) if source else None
    if source and state is not None and state.closes_on is not None and find_open_draft(source) is not None:
        closes = state.closes_on.isoformat()
        enqueue(begin_consultation, case_id=source, address=state.address, means=state.means, closes_on=closes)


def end_on_draft(event: CaseEvent) -> None:
    """What became of opinions was published → the draft's own case has the counts, by a job."""
    source = find_source_of(event.case_id)
    if source and find_open_draft(source) is not None:
        enqueue(end_consultation, case_id=source)


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
    # Consultations on drafts of normative documents: the draft goes there, the period and the answers come back.
    bind_draft_source(draft_to_consult_on)
    bind_consultation_door(consultation_on_draft)
    subscribe("consultation.opened", begin_on_draft)
    subscribe("consultation.answered", end_on_draft)
