"""Reads of the inbox, each for somebody: a person sees his own lines and nobody else's."""

from django.db.models import QuerySet

from mingzheng.platform.access.public import Actor
from mingzheng.platform.notices.models import Notice, Preference
from mingzheng.platform.org.public import Person


def count_unread_for(actor: Actor) -> int:
    """Return how many lines the actor has not read; one query over the unread ones only."""
    if actor.person_id is None:
        return 0
    return Notice.objects.filter(person_id=actor.person_id, read_at=None).count()


def list_notices_for(actor: Actor, *, unread_only: bool = False) -> QuerySet[Notice]:
    """Return the actor's own lines, the newest first."""
    if actor.person_id is None:
        return Notice.objects.none()
    rows = Notice.objects.filter(person_id=actor.person_id)
    return rows.filter(read_at=None) if unread_only else rows


def preference_for(actor: Actor) -> Preference:
    """Return the actor's preferences, or the defaults."""
    if actor.person_id is None:
        return Preference()
    return Preference.objects.filter(pk=actor.person_id).first() or Preference(person_id=actor.person_id)


def find_notice_for(actor: Actor, notice_id: int) -> Notice | None:
    """Return one of the actor's own lines, if it is his."""
    return list_notices_for(actor).filter(pk=notice_id).first()


def reach_of(actor: Actor) -> tuple[str, str]:
    """Return the actor's own e-mail address and phone number as far as they are known here."""
    if actor.person_id is None:
        return ("", "")
    row = Person.objects.filter(pk=actor.person_id).values_list("email", "phone").first()
    return row or ("", "")
