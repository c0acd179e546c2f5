"""Writes of the inbox: tell people, mark as read, keep preferences. Sending by other ways is in `delivery`."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from mingzheng.platform.access.public import Actor
from mingzheng.platform.jobs.public import enqueue
from mingzheng.platform.ledger.public import now
from mingzheng.platform.notices import jobs
from mingzheng.platform.notices.models import Notice, Preference

LONGEST_TEXT = Notice._meta.get_field("text").max_length or 0


class NotOurAddressError(ValueError):
    """A notice leads to this application only: its address starts with one slash."""


def notify(
    person_ids: Iterable[int],
    *,
    kind: str,
    subject_ref: str,
    count_text: str,
    url: str,
    urgent: bool = False,
) -> None:
    """Put a line in people's inboxes, in the caller's transaction; telling again about the same tells nobody twice.

    `count_text` says what and how many ("待签收 1 件"), never a title or a content. Urgent ones leave at once by
    the ways each person chose, the others wait for the day's digest. Costs one statement, a second when urgent
    (the transaction's own not counted). Raises NotOurAddressError.
    """
    if not url.startswith("/") or url.startswith("//"):
        raise NotOurAddressError(url)
    at = now()
    rows = [
        Notice(
            person_id=person_id,
            kind=kind,
            subject_ref=subject_ref,
            text=count_text[:LONGEST_TEXT],
            url=url,
            urgent=urgent,
            created_at=at,
        )
        for person_id in sorted(set(person_ids))
    ]
    if not rows:
        return
    with transaction.atomic():
        Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        if urgent:
            enqueue(jobs.hand_over_urgent, subject_ref=subject_ref, kind=kind)


def mark_read_for(actor: Actor, notice_ids: Iterable[int], *, at: dt.datetime) -> int:
    """Mark some of the actor's own lines as read; return how many were not yet."""
    return _own(actor).filter(pk__in=list(notice_ids), read_at=None).update(read_at=at)


def mark_all_read_for(actor: Actor, *, at: dt.datetime) -> int:
    """Mark everything the actor could see at that moment as read; return how many lines."""
    return _own(actor).filter(read_at=None, created_at__lte=at).update(read_at=at)


def mark_subject_read_for(actor: Actor, subject_refs: Iterable[str], *, at: dt.datetime) -> int:
    """Mark the actor's lines about some subjects as read, because the subject itself was opened."""
    return _own(actor).filter(subject_ref__in=list(subject_refs), read_at=None).update(read_at=at)


def keep_preference_for(actor: Actor, *, at: dt.datetime, **choices: bool) -> Preference:
    """Keep by which ways the actor wants to hear. Raises ValueError for an account without a person."""
    if actor.person_id is None:
        raise ValueError("an account without a person has no inbox")
    row, _ = Preference.objects.update_or_create(person_id=actor.person_id, defaults={**choices, "changed_at": at})
    return row


def _own(actor: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(person_id=actor.person_id) if actor.person_id else Notice.objects.none()
