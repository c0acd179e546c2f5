"""Early warning of a procedure's limits: the unit is told when few working days remain, the office in charge what is late.

The rungs are the domain's parameter; telling the same rung twice tells nobody twice. What the engine tells at once when a
clock runs out is `timetable`.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from mingzheng.casework.models import Case
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import current_calendar, descendant_ids, holders_of
from mingzheng.worktime.public import working_days_between

LATE = -1
UNIT_PEOPLE = ("liaison", "section", "head")
OFFICE_PEOPLE = ("clerk", "liaison", "section")


def rung_of(days: int, rungs: Sequence[int]) -> int | None:
    """Return the rung a number of remaining working days has reached: the lowest that holds it, LATE below zero."""
    if days < 0:
        return LATE
    return min((rung for rung in rungs if days <= rung), default=None)


def warn_of_limits(procedure: str, on: date, *, rungs: Sequence[int], noun: str, kind: str, url: str) -> int:
    """Tell units of cases that are nearly due or late, and the offices in charge how many are late; return how many.

    `noun` is what one case is called, `kind` the notice's, `url` the board both are led to.
    """
    calendar = current_calendar()
    late: Counter[int] = Counter()
    told = 0
    rows = Case.objects.filter(procedure=procedure, is_open=True, due_on__isnull=False, is_suspended=False)
    for case in rows.order_by("pk"):
        assert case.due_on is not None
        rung = rung_of(working_days_between(on, case.due_on, calendar=calendar), rungs)
        if rung is None or case.handling_unit_id is None:
            continue
        late[case.origin_unit_id] += rung == LATE
        words = f"{noun} 1 份已逾期" if rung == LATE else f"{noun} 1 份，{rung} 个工作日内到期"
        subject = f"case:{case.pk}:{case.due_on}:{rung}"
        _tell(case.handling_unit_id, UNIT_PEOPLE, on, kind=kind, subject_ref=subject, count_text=words, url=url)
        told += 1
    for unit_id, count in late.items():
        if count:
            subject, words = f"{procedure}:late:{unit_id}:{on}", f"逾期{noun} {count} 份"
            _tell(unit_id, OFFICE_PEOPLE, on, kind=kind, subject_ref=subject, count_text=words, url=url)
    return told


def _tell(
    unit_id: int, levels: tuple[str, ...], on: date, *, kind: str, subject_ref: str, count_text: str, url: str
) -> None:
    people = holders_of(descendant_ids([unit_id], on), levels, on)
    notify([person.pk for person in people], kind=kind, subject_ref=subject_ref, count_text=count_text, url=url)
