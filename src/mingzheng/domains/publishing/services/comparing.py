"""Compare every published version with what was approved, and end publications whose period is over. By the timetable."""

from datetime import date, datetime

from mingzheng.casework.public import DoorError, perform
from mingzheng.domains.publishing.manifesting import real_manifest_of_publication
from mingzheng.domains.publishing.models import Alarm, Publication
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.content.public import compare, read_manifest


def compare_published(at: datetime) -> int:
    """Digest anew what every page shows; a difference is an alarm that stands until it is settled. Returns how many.

    What is right again settles its alarm by itself.
    """
    found = 0
    rows = Publication.objects.filter(is_current=True, taken_down_at__isnull=True).select_related("revision")
    for row in rows.order_by("pk").iterator(chunk_size=200):
        differences = [each.message for each in compare(read_manifest(row.manifest), real_manifest_of_publication(row))]
        standing = Alarm.objects.filter(publication=row, settled_at=None)
        if not differences:
            standing.update(settled_at=at)
        elif not standing.update(differences=differences):
            Alarm.objects.create(publication=row, differences=differences, found_at=at)
        found += bool(differences)
    return found


def end_publications(on: date, at: datetime) -> int:
    """Withdraw what is past its period of publication; `public_items` has hidden it since midnight. Returns how many."""
    ended = 0
    rows = Publication.objects.filter(is_current=True, shown_until__lt=on, withdrawn_at=None, taken_down_at=None)
    for row in rows.order_by("pk"):
        try:
            perform(
                row.item_id,
                "end_publicity",
                actor=SYSTEM,
                occurred_on=on,
                recorded_at=at,
                data={},
                key=f"end_publicity:{row.pk}",
            )
        except DoorError:
            continue
        ended += 1
    return ended
