"""Who reacts to what, in one table. Rooms announce; nobody but this file knows who listens.

`in the transaction`: the reaction stands or falls with the act. `by a job`: it is queued in the same transaction and runs
after commit. A domain's own follow-ups inside its room are effects of its procedures, not listed here.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse

from mingzheng.casework.digest import count_for_digest
from mingzheng.casework.jobs import recompute_after_calendar_change
from mingzheng.casework.public import CaseEvent, Draft, bind_proofing_gate, bind_proofreader, subscribe
from mingzheng.casework.timetable import hand_over_work_of
from mingzheng.config.report_publication import ReportPublisher
from mingzheng.domains.foi.public import Published, bind_publications, bind_publisher
from mingzheng.domains.normative.public import (
    BesideItem,
    ConsultationRecord,
    begin_consultation,
    bind_beside,
    bind_consultation_door,
    document_address,
    documents_named,
    end_consultation,
    find_documents_at,
    find_open_draft,
    redraw_documents,
)
from mingzheng.domains.openness.public import PublishedItem, bind_published_items, let_go_of
from mingzheng.domains.participation.public import (
    DraftOfCase,
    bind_draft_source,
    describe_consultation_on,
    find_source_of,
)
from mingzheng.domains.patrol.public import KnownColumn, bind_columns, bind_lexicon, seal_pages
from mingzheng.domains.proofreading.public import (
    CHECK_OFFER,
    Wish,
    clear_words_of,
    office_lexicon,
    office_words,
    proofing_gate,
    send_text,
)
from mingzheng.domains.publishing.public import (
    LibraryDocument,
    addresses_of_item,
    bind_library,
    items_beside_document,
    public_columns,
    public_items,
    search_public,
)
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import offer_checks
from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import now
from mingzheng.platform.notices.public import notify, register_digest_section
from mingzheng.platform.org.public import (
    AbsenceArranged,
    CalendarChanged,
    PersonLeft,
    on_absence_arranged,
    on_calendar_changed,
    on_person_left,
)
from mingzheng.platform.portal.public import get_site
from mingzheng.proofing.lexicon.loading import KEY as LEXICON
from mingzheng.worktime.public import SHANGHAI

MOST_PUBLICATIONS = 500


def recompute_dates(event: CalendarChanged) -> None:
    """Holidays of a year were imported → every open case's dates are recomputed, by a job."""
    enqueue(recompute_after_calendar_change, reason=f"{event.year}年节假日安排（{event.notice}）")


def hand_over_work(event: PersonLeft) -> None:
    """Somebody gave up a post → the open cases go to the successor or back to the unit, who hear it, in the transaction."""
    hand_over_work_of(event, recorded_at=now())


def tell_deputy(event: AbsenceArranged) -> None:
    """Somebody covers for an absent colleague → he hears it, and the absent one too where another arranged it."""
    days = f"{event.starts_on.month}月{event.starts_on.day}日至{event.ends_on.month}月{event.ends_on.day}日"
    words = "已结束" if event.is_over else "由您代同事办理"
    told = {event.deputy_id: f"{days}的代办安排{words}"}
    if event.by_person_id != event.person_id:
        told[event.person_id] = f"{days}的代办安排{'已结束' if event.is_over else '已登记'}"
    for person_id, text in told.items():
        kind = "absence.over" if event.is_over else "absence.arranged"
        notify([person_id], kind=kind, subject_ref=f"absence:{event.absence_id}", count_text=text, url="/desk/")


def proofread_draft(draft: Draft, actor: Actor) -> str:
    """A room has a text of its own proofread → the proofreading room checks these very words and says where it stands."""
    wish = Wish(
        draft.profile,
        draft.as_of,
        subject=draft.subject,
        previous_words=draft.previous,
        peer_words=draft.peers,
        authors=draft.authors,
    )
    check = send_text(draft.words, title=draft.title, actor=actor, wish=wish, key=draft.key[:64], recorded_at=now())
    return reverse("proofreading:check", args=[check.pk])


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


def find_publications(since: date) -> list[Published]:
    """What several people asked for waits to be opened → the publishing room says what it published since."""
    begin = datetime.combine(since, time(), tzinfo=SHANGHAI)
    rows = public_items(now()).filter(published_at__gte=begin).order_by("-published_at")[:MOST_PUBLICATIONS]
    site = get_site().address.rstrip("/")
    return [
        Published(row.title, f"{site}/{row.path.strip('/')}/", row.published_at.astimezone(SHANGHAI).date())
        for row in rows
    ]


def inspected_columns(at: datetime) -> list[KnownColumn]:
    """Patrol asks which columns our portal has, how often each must be updated and who keeps it → publishing answers."""
    return [
        KnownColumn(
            column.name,
            f"/{column.code}/",
            column.kind,
            column.interval_days or 0,
            column.owner_unit_id,
            column.owner_unit.name,
            column.parent_id is None,
        )
        for column in public_columns(at)
    ]


def lexicon_of_office(on: date) -> dict[str, Any]:
    """Patrol reads a page → the proofreading room gives the office's lexicon, so that both find the same."""
    return {LEXICON: office_lexicon(), **office_words(on)}


def clear_proofread_words(event: CaseEvent) -> None:
    """An item was taken down in silence → what was proofread of it is cleared in the proofreading room, in the transaction."""
    clear_words_of(f"case:{event.case_id}", at=now())


def clear_inspected_page(event: CaseEvent) -> None:
    """An item was taken down in silence → patrol keeps nothing that stood on its page, in the transaction."""
    seal_pages(addresses_of_item(event.case_id), at=now())


class PolicyLibrary:
    """An item bears on a document of the policy library → the room of normative documents finds it and redraws its pages."""

    def find(self, words: str) -> LibraryDocument | None:
        """Return the one document meant."""
        found = documents_named(words)
        return self._shown(found[0]) if len(found) == 1 else None

    def load(self, slugs: Iterable[str]) -> dict[str, LibraryDocument]:
        """Return these documents."""
        return {one.slug: self._shown(one) for one in find_documents_at(list(slugs))}

    def redraw(self, slugs: Iterable[str]) -> None:
        """Queue the pages of these documents."""
        redraw_documents(slugs)

    def _shown(self, document: Any) -> LibraryDocument:
        return LibraryDocument(document.slug, document.title, document_address(document.slug))


def published_beside(slug: str) -> list[BesideItem]:
    """The library shows a document → the publishing room says what it published beside it."""
    return [
        BesideItem(words, row.title, f"/{row.path.strip('/')}/") for words, row in items_beside_document(slug, now())
    ]


def let_go_in_catalogues(event: CaseEvent) -> None:
    """An item left the site → the public catalogues are drawn without it, in the transaction."""
    let_go_of(f"item:{event.case_id}", is_sealed=event.name == "item_taken_down")


class CatalogueSource:
    """Entries of the openness catalogues are tied to what was published → the publishing room finds it and says what stands."""

    def search(self, words: str, *, limit: int) -> list[PublishedItem]:
        """Return published items whose title holds the words, the newest first."""
        return [
            PublishedItem(
                f"item:{row.item_id}", row.title, f"/{row.path}/", row.published_at.astimezone(SHANGHAI).date()
            )
            for row in search_public(words, now(), limit)
        ]

    def still_there(self, refs: Sequence[str]) -> frozenset[str]:
        """Return which of these items the public can still read."""
        numbers = [int(ref.removeprefix("item:")) for ref in refs if ref.removeprefix("item:").isdecimal()]
        held = public_items(now()).filter(item__in=numbers).values_list("item", flat=True)
        return frozenset(f"item:{number}" for number in held)


def connect() -> None:
    """Connect every listener; repeating it connects nobody twice."""
    on_calendar_changed(recompute_dates)
    on_person_left(hand_over_work)
    on_absence_arranged(tell_deputy)
    register_digest_section("cases", count_for_digest)
    # A procedure asks whether a paper was proofread → the proofreading room answers.
    bind_proofing_gate(proofing_gate)
    # What is typed in any form of the desk, and any paper where it hangs, goes to the proofreader with one click.
    offer_checks(CHECK_OFFER)
    # A room has a text of its own proofread (an item's text, a report) → the proofreading room.
    bind_proofreader(proofread_draft)
    # Consultations on drafts of normative documents: the draft goes there, the period and the answers come back.
    bind_draft_source(draft_to_consult_on)
    bind_consultation_door(consultation_on_draft)
    subscribe("consultation.opened", begin_on_draft)
    subscribe("consultation.answered", end_on_draft)
    # An item was taken down in silence: nothing of its words stays with the proofreader.
    subscribe("item_taken_down", clear_proofread_words)
    # ... nor with patrol, in its runs and in the cases of its findings.
    subscribe("item_taken_down", clear_inspected_page)
    # What left the site leaves the catalogues of openness, on their pages and, where it was sealed, in their rows.
    subscribe("item_taken_down", let_go_in_catalogues)
    subscribe("item_withdrawn", let_go_in_catalogues)
    # What was asked for by several people and is now published closes the proposal that waits for it.
    bind_publications(find_publications)
    # Policy ↔ interpretation, question and answer, service: shown on the item's page and on the library's.
    bind_library(PolicyLibrary)
    bind_beside(published_beside)
    # Patrol inspects our portal → publishing says which columns it has and who keeps each.
    bind_columns(inspected_columns)
    # Patrol proofreads pages with the words the proofreading room keeps.
    bind_lexicon(lexicon_of_office)
    # An entry of the openness catalogues is tied to what was published, and falls into the gap report when that is gone.
    bind_published_items(CatalogueSource())
    # A signed annual disclosure report goes out → an item under the publishing room's own review.
    bind_publisher(ReportPublisher())
