"""Tell the units that a round has begun and, when two working days are left, that it is about to close."""

from datetime import date, time

from mingzheng.domains.workplan.models import ReportingRound
from mingzheng.domains.workplan.round_selectors import UnitStanding, standing_in_round
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import today
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import current_calendar, descendant_ids, holders_of
from mingzheng.worktime.public import working_days_between

REMIND_BEFORE = 2


@timetable(name="workplan.rounds", daily_at=time(8, 30))
@job()
def tell_of_rounds() -> None:
    """Tell whoever still has to report."""
    tell_of_open_rounds(today())


def tell_of_open_rounds(on: date) -> int:
    """Tell the liaisons of units with rows not yet reported; return how many lines were meant.

    Safe to repeat: a person is told once of the opening and once of the closing.
    """
    told, calendar = 0, current_calendar()
    for item in ReportingRound.objects.filter(opens_on__lte=on, closed_at__isnull=True).select_related("scheme"):
        left = working_days_between(on, item.closes_on, calendar=calendar)
        for row in standing_in_round(item):
            if row.missing:
                told += _tell(item, row, "opened", "", on=on)
                told += _tell(item, row, "closing", "，报送即将截止", on=on) if 0 <= left <= REMIND_BEFORE else 0
    return told


def _tell(item: ReportingRound, row: UnitStanding, what: str, ending: str, *, on: date) -> int:
    people = [person.pk for person in holders_of(descendant_ids([row.unit_id], on), "liaison", on)]
    notify(
        people,
        kind=f"workplan_round.{what}",
        subject_ref=f"round:{item.pk}:{what}",
        count_text=f"{item.scheme.year}年工作要点进展待报 {row.missing} 件{ending}",
        url=f"/desk/plan/rounds/{item.pk}/",
    )
    return len(people)
