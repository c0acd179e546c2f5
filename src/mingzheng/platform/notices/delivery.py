"""Hands urgent lines over to the ways each reader chose, once, outside his quiet hours. Digests are in `digests`."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from mingzheng.platform.notices.channels import WAYS, Contact
from mingzheng.platform.notices.hours import quiet_until, read_quiet_hours
from mingzheng.platform.notices.letters import write_urgent
from mingzheng.platform.notices.models import Notice, Preference
from mingzheng.platform.org.public import Person
from mingzheng.platform.parameters.public import get_value, snapshot


def hand_over_urgent(
    subject_ref: str, kind: str, *, at: dt.datetime, come_back: Callable[[dt.datetime], object]
) -> int:
    """Send what is urgent and unread; `come_back` is told when quiet hours hold some of it back. Returns messages sent.

    Safe to repeat: a line that was handed over is not looked at again.
    """
    sent = 0
    with snapshot(), transaction.atomic():
        pause_ends = quiet_until(at, read_quiet_hours(get_value("notices.quiet_hours")))
        site = str(get_value("notices.site_address")).rstrip("/")
        waiting = Notice.objects.select_for_update(of=("self",)).filter(
            subject_ref=subject_ref, kind=kind, urgent=True, handed_over_at=None, read_at=None
        )
        rows = list(waiting.select_related("person").order_by("pk"))
        chosen = Preference.objects.in_bulk([row.person_id for row in rows])
        done = []
        for row in rows:
            preference = chosen.get(row.person_id) or Preference(person_id=row.person_id)
            if pause_ends is not None and not preference.urgent_at_night:
                continue
            sent += _send(row, preference, site=site, at=at)
            done.append(row.pk)
        Notice.objects.filter(pk__in=done).update(handed_over_at=at)
        if pause_ends is not None and len(done) < len(rows):
            come_back(pause_ends)
    return sent


def contact_of(person: Person) -> Contact:
    """Return how a person can be reached; nobody is reached who is no longer here."""
    return Contact(person.pk, person.email, person.phone) if person.is_active else Contact(person.pk, "", "")


def _send(row: Notice, preference: Preference, *, site: str, at: dt.datetime) -> int:
    contact = contact_of(row.person)
    letter = write_urgent(row.text, url=row.url, site=site)
    wanted = {"in_app": True, "email": preference.urgent_by_email, "sms": preference.urgent_by_sms}
    ways = [way for name, way in WAYS.items() if wanted[name] and way.reaches(contact)]
    posted = [way.hand_over(contact, letter, kind="urgent", subject_ref=row.subject_ref, at=at) for way in ways]
    return sum(message is not None for message in posted)
