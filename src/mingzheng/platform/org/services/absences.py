"""Writes of absences: who covers for whom, from when to when (A/B 角). What a deputy may do, `access` says."""

from datetime import date

from django.db import transaction

from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.org import rules
from mingzheng.platform.org.errors import NotPermitted, Refusal, refuse_if
from mingzheng.platform.org.events import AbsenceArranged, announce_absence_arranged
from mingzheng.platform.org.models import Absence, Person
from mingzheng.platform.org.selectors import organ_ids_of


@transaction.atomic
def record_absence(
    *, person: Person, deputy: Person, starts_on: date, ends_on: date, editor: rules.Editor, reason: str = ""
) -> Absence:
    """Say that `deputy` covers for `person` on these days, both included. Raises NotPermitted, Refused."""
    if not rules.may_arrange_absence(editor, person.pk):
        raise NotPermitted("代办安排由本人或系统管理员登记。")
    shares = bool(organ_ids_of(person.pk, starts_on) & organ_ids_of(deputy.pk, starts_on))
    reasons = rules.check_absence(
        starts_on=starts_on, ends_on=ends_on, same_person=person.pk == deputy.pk, shares_organ=shares
    )
    overlapping = Absence.objects.filter(
        person=person, cancelled_on__isnull=True, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if overlapping.exists():
        reasons.append(Refusal("absence_overlap", "这段时间已有代办安排，请先结束原安排。", "starts_on"))
    if not deputy.is_active:
        reasons.append(Refusal("deputy_left", "代办人已离岗，请另选。", "deputy"))
    refuse_if(reasons)
    absence = Absence.objects.create(
        person=person, deputy=deputy, starts_on=starts_on, ends_on=ends_on, reason=reason.strip()
    )
    append(
        stream="person",
        stream_id=str(person.pk),
        kind="absence_recorded",
        payload={"deputy": deputy.pk, "starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()},
        actor=editor.ref,
        occurred_on=starts_on,
        recorded_at=now(),
        private={"reason": absence.reason},
    )
    _announce(absence, editor, is_over=False)
    return absence


@transaction.atomic
def cancel_absence(*, absence: Absence, on: date, editor: rules.Editor) -> Absence:
    """End an absence: from `on` the person acts again. Raises NotPermitted, Refused."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if not rules.may_arrange_absence(editor, absence.person_id):
        raise NotPermitted("代办安排由本人或系统管理员结束。")
    if absence.cancelled_on is not None:
        refuse_if([Refusal("absence_cancelled", "这项代办安排已经结束。")])
    absence.cancelled_on = on
    absence.save(update_fields=["cancelled_on"])
    append(
        stream="person",
        stream_id=str(absence.person_id),
        kind="absence_cancelled",
        payload={"absence": absence.pk, "on": on.isoformat()},
        actor=editor.ref,
        occurred_on=on,
        recorded_at=now(),
    )
    _announce(absence, editor, is_over=True)
    return absence


def _announce(absence: Absence, editor: rules.Editor, *, is_over: bool) -> None:
    announce_absence_arranged(
        AbsenceArranged(
            absence.pk,
            absence.person_id,
            absence.deputy_id,
            absence.starts_on,
            absence.ends_on,
            is_over=is_over,
            by_person_id=editor.person_id,
        )
    )
