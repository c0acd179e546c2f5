"""Thin background jobs of the reports room; what they do lives in `services`."""

from datetime import time

from mingzheng.domains.reports.services.warnings import warn_of_limits, warn_of_missing
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import today


@timetable(name="reports.warn_of_limits", daily_at=time(8, 20))
@job()
def warn_of_report_limits() -> None:
    """Tell units and offices in charge which annual reports are nearly due, late or not begun."""
    warn_of_limits(today())
    warn_of_missing(today())
