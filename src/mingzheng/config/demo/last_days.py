"""The demo's last days: so that whoever signs in finds something waiting for him, whatever the day of the load."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from mingzheng.casework.annotating import set_tags, watch_case
from mingzheng.casework.public import Case
from mingzheng.config.demo import wording
from mingzheng.config.demo.story import Stage, dice

WAITING = (("jyj", 2), ("jyj", 1), ("swa", 0), ("wjj", 1), ("zsj", 0), ("sfj", 1))
"""Units whose liaison asks for sign-off now, and how many rungs have signed already (2: all, it is reported)."""

ASKING = ("czj", "rsj", "jyj")
"""Units that ask for more time now, signed by every rung: the office has to decide."""


def leave_work(stage: Stage) -> None:
    """Leave reports half signed, requests to decide, rows to strike off; tag and watch some."""
    at = stage.moment(stage.working_day(stage.today, -1), dice("last days")).replace(hour=16)
    for place, (code, signed) in enumerate(WAITING):
        for case in _under_way(stage, code, at)[:1]:
            text = wording.write(dice(case.number), wording.RESULTS)
            _ask(stage, case, code, "report_done", signed, at + timedelta(minutes=2 * place), result=text)
    for case in _reported(at)[:2]:
        stage.perform(case.pk, "verify", "verifier_2", at + timedelta(minutes=20), opinion="材料齐全，同意通过。")
    for place, code in enumerate(ASKING):
        for case in _under_way(stage, code, at).filter(due_on__gte=stage.today)[:1]:
            wanted = stage.working_day((case.due_on or stage.today) + timedelta(days=30)).isoformat()
            reason = wording.write(dice(case.number), wording.EXTENSION_REASONS)
            when = at + timedelta(minutes=25 + place)
            _ask(stage, case, code, "request_extension", 2, when, new_date=wanted, reason=reason)


def _under_way(stage: Stage, code: str, at: datetime) -> QuerySet[Case]:
    """Return a unit's rows that could be reported on now, the earliest due first."""
    rows = Case.objects.filter(procedure="workplan_item", state="under_way", waiting_for="", is_suspended=False)
    rows = rows.filter(handling_unit=stage.district.units[code], last_act_at__lt=at).exclude(sign_offs__state="pending")
    return rows.exclude(workplan_itemdetail__deadline_kind="recurring").order_by("due_on", "pk")


def _reported(at: datetime) -> QuerySet[Case]:
    return Case.objects.filter(procedure="workplan_item", state="reported", last_act_at__lt=at).order_by("pk")


def _ask(stage: Stage, case: Case, code: str, action: str, signed: int, at: datetime, **data: Any) -> None:
    """Ask for sign-off and let so many rungs sign."""
    stage.perform(case.pk, f"request_{action}", f"{code}.liaison", at, **data)
    for pending in case.sign_offs.filter(state="pending"):
        for level in pending.levels[:signed]:
            at += timedelta(seconds=40)
            stage.perform(
                case.pk, "sign", stage.district.signer(pending.unit_id, level, at.date()), at, opinion="同意。"
            )


def mark_rows(stage: Stage) -> None:
    """Tag some rows and let the clerk, the director and the leader watch a few."""
    at = stage.moment(stage.working_day(stage.today, -1), dice("marks")).replace(hour=17, minute=40)
    day = at.date()
    items = Case.objects.filter(procedure="workplan_item", is_open=True).order_by("due_on", "pk")
    for case in items.filter(title__regex="电梯|托位|积水|农贸")[:12]:
        set_tags(case.pk, ["民生实事"], actor=stage.actor("clerk", day), recorded_at=at, key=f"tag:{case.pk}")
    for case in items[:6]:
        watch_case(case.pk, actor=stage.actor("clerk", day), recorded_at=at)
    for key in ("director", "leader"):
        for case in items.filter(title__regex="电梯|托位")[:4]:
            watch_case(case.pk, actor=stage.actor(key, day), recorded_at=at)
