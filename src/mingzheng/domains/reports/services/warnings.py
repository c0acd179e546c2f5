"""Early warning of report limits; how rungs of begun reports are told is the engine's.

A report nobody began has no case and so no clock: its unit is told by the legal day of sending.
"""

from datetime import date

from mingzheng.casework.public import rung_of
from mingzheng.casework.public import warn_of_limits as warn
from mingzheng.domains.reports.selectors import ANNUAL, units_owing
from mingzheng.domains.reports.services.starting import due_days
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import current_calendar, holders_of, sections_of
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import working_days_between

BOARD, KIND = "/desk/reports/", "reports.due"
UNIT_PEOPLE = ("liaison", "section", "head")


def warn_of_limits(on: date) -> int:
    """Tell units of reports that are nearly due or late, and the offices in charge how many are late; return how many."""
    rungs = list(get_value("reports.warn_days"))
    return warn(ANNUAL, on, rungs=rungs, noun="年度报告", kind=KIND, url=BOARD)


def warn_of_missing(on: date) -> int:
    """Tell the units that owe a report on last year and have begun none, each rung once; return how many.

    Legal basis: 法治政府建设与责任落实督察工作规定 第二十四条
    """
    year = on.year - 1
    due_on, _ = due_days(year)
    days = working_days_between(on, due_on, calendar=current_calendar())
    rung = rung_of(days, list(get_value("reports.warn_days")))
    if rung is None:
        return 0
    owing = units_owing(year, on)
    left = "已逾期" if days < 0 else f"{rung}个工作日内到期"
    for unit in owing:
        own = [unit.pk, *(section.pk for section in sections_of(unit.pk, on))]
        people = holders_of(own, UNIT_PEOPLE, on)
        notify(
            [person.pk for person in people],
            kind=KIND,
            subject_ref=f"reports:unbegun:{year}:{unit.pk}:{rung}",
            count_text=f"{year}年年度报告还没有开始，{left}",
            url=f"{BOARD}?year={year}",
        )
    return len(owing)
