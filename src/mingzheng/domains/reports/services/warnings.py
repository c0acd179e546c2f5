"""Early warning of report limits; how rungs are told is the engine's."""

from datetime import date

from mingzheng.casework.public import warn_of_limits as warn
from mingzheng.domains.reports.selectors import ANNUAL
from mingzheng.platform.parameters.public import get_value

BOARD = "/desk/reports/"


def warn_of_limits(on: date) -> int:
    """Tell units of reports that are nearly due or late, and the offices in charge how many are late; return how many."""
    rungs = list(get_value("reports.warn_days"))
    return warn(ANNUAL, on, rungs=rungs, noun="年度报告", kind="reports.due", url=BOARD)
