"""Take in what people send: numbered within its consultation, once, with who they are only in the encrypted record.

An opinion changes no state, so it is no act of the case: thousands may come. Each stands in the ledger by itself.
Legal basis: 个人信息保护法 第六条、第五十一条 (only what is needed, encrypted).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mingzheng.domains.participation.models import Consultation, Opinion, Submission
from mingzheng.domains.participation.selectors import takes_opinions
from mingzheng.domains.participation.words import PORTAL
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile, attach
from mingzheng.platform.ledger.public import append
from mingzheng.platform.portal.public import find_answer, remember_answer
from mingzheng.worktime.public import SHANGHAI

STREAM = "opinion"
FORM = "consultation"
CITIZEN = Actor(kind="public", name="公众")


class ClosedError(Exception):
    """The period is over, or the consultation was stopped: nothing was kept."""


@dataclass(frozen=True, slots=True)
class NewOpinion:
    """An opinion on an article (its row), or on the whole draft."""

    piece_id: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody sent. `name` and `contact` go into the encrypted part of the ledger, nowhere else."""

    opinions: Sequence[NewOpinion]
    channel: str = PORTAL
    author: str = "person"
    name: str = ""
    contact: str = ""
    files: Sequence[StoredFile] = ()
    file_count: int = 0


def submit(case_id: int, given: Given, *, key: str, answer: str, at: datetime) -> str:
    """Keep what was sent from the site and return its receipt number; the same form sent twice gives the same one.

    `answer` is the address of the receipt with a place for its number. Raises ClosedError.
    """
    with transaction.atomic():
        row = Consultation.objects.select_for_update(of=("self",)).select_related("case").get(pk=case_id)
        held = find_answer(key, FORM)
        if held is not None:
            return held.rpartition("/")[2]
        if not takes_opinions(row, at.astimezone(SHANGHAI).date()):
            raise ClosedError
        kept = keep_submission(row, given, at=at, has_contact=bool(given.name or given.contact))
        for file in given.files:
            attach(file, subject=f"case:{case_id}", actor=CITIZEN, role="opinion")
        remember_answer(key, FORM, answer.format(kept.receipt), at=at)
    return kept.receipt


def keep_submission(row: Consultation, given: Given, *, at: datetime, has_contact: bool) -> Submission:
    """Number and keep a submission in the caller's transaction, and put it on record."""
    locked = Consultation.objects.select_for_update(of=("self",)).get(pk=row.pk)
    locked.submission_count += 1
    locked.save(update_fields=["submission_count"])
    kept = Submission.objects.create(
        consultation=row,
        number=locked.submission_count,
        channel=given.channel,
        author=given.author,
        has_contact=has_contact,
        file_count=given.file_count or len(given.files),
        received_at=at,
        received_on=at.astimezone(SHANGHAI).date(),
    )
    Opinion.objects.bulk_create(
        Opinion(submission=kept, piece_id=one.piece_id, text=one.text) for one in given.opinions
    )
    private = {code: value for code, value in (("name", given.name), ("contact", given.contact)) if value}
    append(
        stream=STREAM,
        stream_id=str(kept.pk),
        kind="opinion_received",
        payload={"number": kept.receipt, "channel": given.channel, "opinions": len(given.opinions)},
        private=private or None,
        actor=CITIZEN.ref if given.channel == PORTAL else "system",
        occurred_on=at.astimezone(SHANGHAI).date(),
        recorded_at=at,
    )
    return kept
