"""Early warning of report limits: the unit is told when few working days remain, the office in charge what is late.

The rungs are a parameter; telling the same rung twice tells nobody twice.
"""

from collections import Counter
from datetime import date

from mingzheng.casework.public import Case
from mingzheng.domains.reports.selectors import ANNUAL
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import current_calendar, descendant_ids, holders_of
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import working_days_between

LATE = -1
BOARD = "/desk/reports/"


def rung_of(days: int, rungs: list[int]) -> int | None:
    """Return the rung a number of remaining working days has reached: the lowest that holds it, LATE below zero."""
    if days < 0:
        return LATE
    return min((rung for rung in rungs if days <= rung), default=None)


def warn_of_limits(on: date) -> int:
    """Tell units of reports that are nearly due or late, and the offices in charge how many are late; return how many."""
    calendar, rungs = current_calendar(), list(get_value("reports.warn_days"))
    late: Counter[int] = Counter()
    told = 0
    rows = Case.objects.filter(procedure=ANNUAL, is_open=True, due_on__isnull=False, is_suspended=False)
    for case in rows.order_by("pk"):
        assert case.due_on is not None
        rung = rung_of(working_days_between(on, case.due_on, calendar=calendar), rungs)
        if rung is None or case.handling_unit_id is None:
            continue
        late[case.origin_unit_id] += rung == LATE
        words = "年度报告 1 份已逾期" if rung == LATE else f"年度报告 1 份，{rung} 个工作日内到期"
        _tell(case.handling_unit_id, ("liaison", "section", "head"), f"case:{case.pk}:{case.due_on}:{rung}", words, on)
        told += 1
    for unit_id, count in late.items():
        if count:
            _tell(
                unit_id, ("clerk", "liaison", "section"), f"reports:late:{unit_id}:{on}", f"逾期年度报告 {count} 份", on
            )
    return told


def _tell(unit_id: int, levels: tuple[str, ...], subject: str, words: str, on: date) -> None:
    people = holders_of(descendant_ids([unit_id], on), levels, on)
    notify([person.pk for person in people], kind="reports.due", subject_ref=subject, count_text=words, url=BOARD)
