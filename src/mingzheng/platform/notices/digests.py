"""The digest: at most one a day and person, on working days from a set hour, with counts and links.

It tells the unread lines that came before that hour, and what rooms add through `register_digest_section` (how many
items wait, how many are late). A person who wants no e-mail or has no address finds everything in the inbox.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from django.db import transaction
from django.db.models import Count

from mingzheng.platform.notices.channels import WAYS
from mingzheng.platform.notices.delivery import contact_of
from mingzheng.platform.notices.hours import digest_moment
from mingzheng.platform.notices.letters import DigestLine, write_digest
from mingzheng.platform.notices.models import Digest, Notice, Preference
from mingzheng.platform.org.public import Person, current_calendar
from mingzheng.platform.parameters.public import get_value, snapshot

BATCH = 200
Section = Callable[[list[int], dt.date], Mapping[int, Sequence[DigestLine]]]
_sections: dict[str, Section] = {}


def register_digest_section(name: str, section: Section) -> None:
    """Let a room add lines to digests: it gets person ids and the day, and returns lines with counts and links."""
    _sections[name] = section


def send_digests(*, at: dt.datetime) -> int:
    """Hand over today's digests that are due and were not yet; return how many. Safe to repeat."""
    with snapshot():
        moment = digest_moment(at, hour=get_value("notices.digest_hour"), calendar=current_calendar())
        if moment is None:
            return 0
        return sum(_send_batch(people, moment, at) for people in _people(moment))


def _people(moment: dt.datetime) -> list[list[Person]]:
    told = Digest.objects.filter(on=moment.date()).values("person_id")
    silent = Preference.objects.filter(digest_by_email=False).values("pk")
    people = list(
        Person.objects.filter(is_active=True)
        .exclude(email="")
        .exclude(pk__in=told)
        .exclude(pk__in=silent)
        .order_by("pk")
    )
    return [people[start : start + BATCH] for start in range(0, len(people), BATCH)]


def _send_batch(people: list[Person], moment: dt.datetime, at: dt.datetime) -> int:
    site = str(get_value("notices.site_address")).rstrip("/")
    lines = _lines([person.pk for person in people], moment)
    with transaction.atomic():
        rows = []
        for person in people:
            own = [line for line in lines.get(person.pk, ()) if line.count]
            if not own:
                continue
            message = WAYS["email"].hand_over(
                contact_of(person), write_digest(own, site=site), kind="digest", subject_ref="", at=at
            )
            count = sum(line.count for line in own)
            rows.append(Digest(person=person, on=moment.date(), count=count, message_id=message, created_at=at))
        Digest.objects.bulk_create(rows)
        told = [row.person_id for row in rows]
        Notice.objects.filter(person__in=told, handed_over_at=None, created_at__lt=moment).update(handed_over_at=at)
    return len(rows)


def _lines(person_ids: list[int], moment: dt.datetime) -> dict[int, list[DigestLine]]:
    lines: dict[int, list[DigestLine]] = defaultdict(list)
    unread = Notice.objects.filter(
        person__in=person_ids, read_at=None, handed_over_at=None, created_at__lt=moment
    ).order_by()
    for row in unread.values("person_id", "text").annotate(number=Count("pk")).order_by("person_id", "text"):
        lines[row["person_id"]].append(DigestLine(row["text"], row["number"]))
    for section in _sections.values():
        for person_id, added in section(person_ids, moment.date()).items():
            lines[person_id].extend(added)
    return lines
