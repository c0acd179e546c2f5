"""This room's timetable: pages follow the calendar, contacts are forgotten in time. Thin."""

from datetime import time

from mingzheng.domains.participation.addresses import SECTION
from mingzheng.domains.participation.contacts import forget_contacts
from mingzheng.domains.participation.selectors import list_turning
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.portal.public import PageRef, publish_after_commit


@timetable(name="participation.turn", daily_at=time(0, 7))
@job()
def follow_dates() -> None:
    """Publish anew the pages of consultations that closed yesterday."""
    publish_after_commit([PageRef(SECTION, number) for number in list_turning(today())])


@timetable(name="participation.forget", daily_at=time(3, 45))
@job()
def forget() -> None:
    """Destroy contacts whose time is over."""
    forget_contacts(at=now())
