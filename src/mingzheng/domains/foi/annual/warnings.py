"""Early warning of annual disclosure reports; how rungs are told is the engine's."""

from datetime import date

from mingzheng.casework.public import warn_of_limits
from mingzheng.domains.foi.annual.procedure import NAME
from mingzheng.platform.parameters.public import get_value

BOARD = "/desk/foi/annual/"


def warn_of_annual_limits(on: date) -> int:
    """Tell organs of reports nearly due or late before 1月31日, 3月31日, the competent department how many are late."""
    rungs = list(get_value("foi.annual_warn_days"))
    return warn_of_limits(NAME, on, rungs=rungs, noun="公开年报", kind="foi.annual_due", url=BOARD)
