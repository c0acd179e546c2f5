"""This room's timetable: tell whoever keeps records what comes near or is missing. Thin: the work is in `reminding`."""

from datetime import time

from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import today
from mingzheng.registers.reminding import tell_due, tell_missing


@timetable(name="registers.reminders", daily_at=time(8, 20))
@job()
def remind() -> None:
    """Tell every unit once a week about days that come near, and the office what is missing in a period."""
    tell_due(on=today())
    tell_missing(on=today())
