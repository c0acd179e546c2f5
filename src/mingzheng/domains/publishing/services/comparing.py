"""Compare every published version with what was approved, and end publications whose period is over. By the timetable."""

from datetime import date, datetime

from django.urls import reverse

from mingzheng.casework.public import DoorError, perform
from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, announce
from mingzheng.domains.publishing.manifesting import real_manifest_of_publication
from mingzheng.domains.publishing.models import Alarm, Publication
from mingzheng.platform.access.public import SYSTEM, Actor
from mingzheng.platform.content.public import compare, read_manifest
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import descendant_ids, holders_of
from mingzheng.worktime.public import SHANGHAI

WATCHING = ("section", "deputy", "head")


def compare_published(at: datetime) -> int:
    """Digest anew what every page shows; a difference is an alarm that stands until it is settled. Returns how many.

    What is right again settles its alarm by itself.
    """
    found = 0
    rows = Publication.objects.filter(is_current=True, taken_down_at__isnull=True).select_related("revision", "column")
    for row in rows.order_by("pk").iterator(chunk_size=200):
        differences = [each.message for each in compare(read_manifest(row.manifest), real_manifest_of_publication(row))]
        standing = Alarm.objects.filter(publication=row, settled_at=None)
        if not differences:
            standing.update(settled_at=at)
        elif not standing.update(differences=differences):
            _raise_alarm(row, differences, at)
        found += bool(differences)
    return found


def _raise_alarm(row: Publication, differences: list[str], at: datetime) -> None:
    """Keep a new alarm and tell the heads of who published it and of who keeps its column, at once."""
    alarm = Alarm.objects.create(publication=row, differences=differences, found_at=at)
    day = at.astimezone(SHANGHAI).date()
    units = descendant_ids([row.unit_id, row.column.owner_unit_id], day)
    notify(
        (person.pk for person in holders_of(units, WATCHING, day)),
        kind="publishing.alarm",
        subject_ref=f"alarm:{alarm.pk}",
        count_text="已发布的内容与审定稿不一致 1 件",
        url=reverse("publishing:alarms"),
        urgent=True,
    )


def settle_alarm(alarm: Alarm, *, note: str, actor: Actor, at: datetime) -> bool:
    """Note what was done about an alarm; False when it is settled already. A difference that stays raises another."""
    given = {"settled_at": at, "settled_name": actor.name[:60], "note": note[:500]}
    return bool(Alarm.objects.filter(pk=alarm.pk, settled_at=None).update(**given))


def end_publications(on: date, at: datetime) -> int:
    """Withdraw what is past its period of publication; `public_items` has hidden it since midnight. Returns how many.

    What is being objected to goes down too and is answered afterwards. What is being corrected or revised leaves the
    site now, with its entry in the index, and gets its public note when that work is over.
    """
    ended = 0
    rows = Publication.objects.filter(is_current=True, shown_until__lt=on, withdrawn_at=None, taken_down_at=None)
    for row in rows.select_related("item__case").order_by("pk"):
        try:
            perform(
                row.item_id,
                "end_publicity_objected" if row.item.case.state == "objected" else "end_publicity",
                actor=SYSTEM,
                occurred_on=on,
                recorded_at=at,
                data={},
                key=f"end_publicity:{row.pk}",
            )
        except DoorError:
            announce(SiteChange(SiteVerb.WITHDRAWN, row.item_id, row.path))
            continue
        ended += 1
    return ended
