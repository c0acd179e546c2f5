"""Remind of what is due once a year: a leading group's meeting, a head's hearing. From October on, once a month."""

from datetime import date, time

from mingzheng.domains.workplan.group_selectors import groups_without_meeting, units_without_hearing
from mingzheng.platform.jobs.public import job, timetable
from mingzheng.platform.ledger.public import today
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import descendant_ids, holders_of

FROM_MONTH = 10


@timetable(name="workplan.yearly", daily_at=time(8, 40))
@job()
def remind_of_the_year() -> None:
    """Tell whoever has not met or heard this year."""
    remind_of_yearly_duties(today())


def remind_of_yearly_duties(on: date) -> int:
    """Tell the liaisons of groups without a meeting and of units without a hearing; return how many lines were meant.

    Safe to repeat within a month: a person is told once a month of each.
    """
    if on.month < FROM_MONTH:
        return 0
    told = 0
    for group in groups_without_meeting(on):
        told += _tell(
            group.unit_id, f"group:{group.pk}", "领导小组今年还没有召开会议 1 个", f"/desk/plan/groups/{group.pk}/", on
        )
    for unit_id in units_without_hearing(on):
        told += _tell(unit_id, f"hearing:{unit_id}", "主要负责人今年还没有听取工作汇报", "/desk/plan/hearings/", on)
    return told


def _tell(unit_id: int, subject: str, text: str, url: str, on: date) -> int:
    people = [person.pk for person in holders_of(descendant_ids([unit_id], on), ("liaison", "section"), on)]
    notify(people, kind="workplan_group.due", subject_ref=f"{subject}:{on:%Y-%m}", count_text=text, url=url)
    return len(people)
