"""The background job of annual disclosure reports: telling, every working morning, what is nearly due or late."""

from datetime import time

from mingzheng.domains.foi.annual.warnings import warn_of_annual_limits
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import today


@timetable(name="foi.warn_of_annual_reports", daily_at=time(8, 25))
@job()
def warn_of_annual_reports() -> None:
    """Tell organs and the competent department which annual reports are nearly due or late; safe to repeat."""
    warn_of_annual_limits(today())
