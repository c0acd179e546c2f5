"""Jobs of the public pages: the index, and what a new day changes by itself. Thin."""

import datetime as dt

from mingzheng.domains.publishing.site import finding, reading
from mingzheng.domains.publishing.site.addresses import item_ref
from mingzheng.platform.jobs.public import enqueue, job, timetable
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import publish_after_commit


@job(priority=20)
def index_items(item_ids: list[int]) -> None:
    """Bring these items' entries in the index in line with what is public."""
    finding.bring_in_index(item_ids)


@timetable(name="publishing.turn_validity", daily_at=dt.time(0, 10))
@job()
def turn_validity() -> None:
    """Draw anew what comes into force or ends with this day; also what a stopped machine missed yesterday."""
    items = {number for back in range(3) for number in reading.turning_on(today() - dt.timedelta(days=back), now())}
    if items:
        enqueue(index_items, item_ids=sorted(items))
        publish_after_commit([item_ref(number) for number in items])
