"""Reads of the inbox, each for somebody: a person sees his own lines and nobody else's."""

from django.db.models import QuerySet

from mingzheng.platform.access.public import Actor
from mingzheng.platform.notices.models import Notice, Preference


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
    held = Preference.objects.filter(pk=actor.person_id).first() if actor.person_id else None
    return held or Preference(person_id=actor.person_id)
