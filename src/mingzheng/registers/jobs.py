"""This room's timetable: tell units which of their records have a day that comes near. Thin: the work is in `reminding`."""

from datetime import time

from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import today
from mingzheng.registers.reminding import tell_due


@timetable(name="registers.reminders", daily_at=time(8, 20))
@job()
def remind() -> None:
    """Tell every unit once a week about days that come near."""
    tell_due(on=today())
