"""What follows a change of a consultation outside its transaction: its pages and its entry in the index."""

from collections.abc import Mapping, Sequence

from mingzheng.domains.participation.addresses import SECTION, page_address
from mingzheng.domains.participation.models import Consultation
from mingzheng.domains.participation.selectors import find_public_by_cases
from mingzheng.platform.jobs.public import enqueue, job
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import Found, PageRef, learn_words, publish_after_commit
from mingzheng.platform.search.public import Subject, facet_token, index_at_once, remove_at_once

KIND = "public.consultation"


def announce(row: Consultation) -> None:
    """Queue what follows a change, inside the caller's transaction; nothing for what was never published."""
    if row.opens_on is None:
        return
    enqueue(index_job, case_ids=[row.pk])
    publish_after_commit([PageRef(SECTION, row.case.number)])


@job()
def index_job(case_ids: list[int]) -> None:
    """Bring the index in line with these consultations; safe to repeat."""
    rows = find_public_by_cases(case_ids)
    index_at_once((_subject(row) for row in rows.values()), at=now())
    learn_words(row.case.title for row in rows.values())
    for number in case_ids:
        if number not in rows:
            remove_at_once(ref_of(number))


def ref_of(case_id: int) -> str:
    """Return the subject of a consultation in the index."""
    return f"{KIND}:{case_id}"


def _subject(row: Consultation) -> Subject:
    opened = row.opens_on or today()
    facets = [facet_token("state", "live"), facet_token("class", "consultation"), facet_token("year", opened.year)]
    words = f"{row.explanation}\n{row.text}"
    return Subject(ref_of(row.pk), KIND, row.case.title, words, [row.case.number], facets)


def _numbers(refs: Sequence[str]) -> list[int]:
    parts = (ref.rpartition(":") for ref in refs)
    return [int(number) for kind, _, number in parts if kind == KIND and number.isdigit()]


def visible(refs: Sequence[str]) -> set[str]:
    """Return which of these the public may see at this moment."""
    return {ref_of(number) for number in find_public_by_cases(_numbers(refs))}


def load(refs: Sequence[str]) -> Mapping[str, Found]:
    """Return what results show of these, the public ones only."""
    return {ref_of(pk): found_of(row) for pk, row in find_public_by_cases(_numbers(refs)).items()}


def found_of(row: Consultation) -> Found:
    """Return a consultation as a search result."""
    unit = row.case.handling_unit.name if row.case.handling_unit else ""
    until = f"截止 {row.closes_on:%Y-%m-%d}" if row.closes_on else ""
    return Found(
        title=row.case.title,
        url=page_address(row.case.number),
        text=f"{row.explanation}\n{row.text}",
        day=row.opens_on,
        facts=tuple(part for part in ("征求意见", unit, until) if part),
    )
