"""Remind: units whose return is about to be due or late, and verifiers of numbers nobody has verified yet."""

from collections import Counter
from datetime import date

from mingzheng.domains.returns.models import ReturnDetail
from mingzheng.domains.returns.verifiers import list_verifiers
from mingzheng.figures.public import Reading
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import current_calendar, descendant_ids, holders_of
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import working_days_between


def remind(on: date) -> int:
    """Tell whoever is waited for; return how many lines were meant. Repeating it on a day tells nobody twice."""
    return remind_units(on) + remind_verifiers(on)


def remind_units(on: date) -> int:
    """Tell the liaisons of returns due within the set number of working days, and of late ones once a week."""
    before, told, calendar = int(get_value("returns.remind_days")), 0, current_calendar()
    rows = ReturnDetail.objects.filter(case__is_open=True, case__state__in=("assigned", "filling"))
    for item in rows.select_related("case"):
        due_on = item.case.due_on
        if due_on is None:
            continue
        left = working_days_between(on, due_on, calendar=calendar)
        if 0 <= left <= before and due_on >= on:
            told += _tell_unit(item, "closing", f"填报还有 {left} 个工作日截止", on)
        elif due_on < on:
            week = (on - due_on).days // 7
            told += _tell_unit(item, f"late{week}", "填报已逾期", on)
    return told


def _tell_unit(item: ReturnDetail, what: str, words: str, on: date) -> int:
    levels = ("liaison",) if what == "closing" else ("liaison", "section")
    people = {person.pk for person in holders_of(descendant_ids([item.unit_id], on) | {item.unit_id}, levels, on)}
    people |= {item.case.handler_id} if item.case.handler_id else set()
    url = f"/desk/returns/fill/{item.case.number}/"
    ref = f"return:{item.pk}:{what}:{item.case.due_on}"
    notify(people, kind=f"return.{what}"[:40], subject_ref=ref, count_text=f"{words} 1 件", url=url)
    return len(people)


def remind_verifiers(on: date) -> int:
    """Tell those who may verify how many numbers wait for them."""
    waiting = Counter(
        Reading.objects.filter(state=Reading.State.UNVERIFIED, means="quick").values_list("unit_id", flat=True)
    )
    counts: Counter[int] = Counter()
    for unit_id, count in waiting.items():
        for person in list_verifiers(unit_id, on):
            counts[person.pk] += count
    for person_id, count in counts.items():
        notify(
            [person_id],
            kind="reading.unverified",
            subject_ref=f"unverified:{on.isoformat()}",
            count_text=f"未核数字 {count} 项",
            url="/desk/returns/unverified",
        )
    return len(counts)
