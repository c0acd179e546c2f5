"""This room's timetable: remind of expiries, and let index and pages follow validity that changed overnight. Thin."""

from datetime import time

from mingzheng.domains.normative.announcing import announce_documents, remind_expiring
from mingzheng.domains.normative.library.keeping import note_amended
from mingzheng.domains.normative.selectors import documents_changing_on
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import today


@timetable(name="normative.reminders", daily_at=time(8, 10))
@job()
def remind() -> None:
    """Tell drafting units of documents that expire within six months; nobody twice about the same."""
    remind_expiring(on=today())


@timetable(name="normative.states", daily_at=time(0, 5))
@job()
def follow_dates() -> None:
    """Publish anew the pages of documents whose validity is another today."""
    note_amended(today())
    announce_documents(documents_changing_on(today()))
