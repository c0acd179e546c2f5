"""Leading groups 工作领导小组 with members, meetings and difficult issues; heads' hearings 听取汇报. Every write is ledgered.

A correction changes the row and leaves before and after in the ledger stream; nothing is deleted.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from mingzheng.casework.public import BadInput, Refusal, Refused
from mingzheng.domains.workplan.models import DifficultIssue, GroupMeeting, GroupMember, HeadHearing, LeadingGroup
from mingzheng.domains.workplan.permissions import may_keep_ledgers_of, may_speak_for, require
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append

STREAM = "workplan_group"


def _record(
    subject: str, kind: str, payload: Mapping[str, Any], *, actor: Actor, at: datetime, on: date | None
) -> None:
    append(
        stream=STREAM,
        stream_id=subject,
        kind=kind,
        payload={"by": actor.name, **{name: _plain(value) for name, value in payload.items()}},
        actor=actor.ref,
        occurred_on=on,
        recorded_at=at,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, GroupMeeting):
        return value.held_on.isoformat()
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _correct(row: models.Model, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Put changes into a row and return what was before and after; empty when nothing changed."""
    before = {name: getattr(row, name) for name in changes}
    changed = {name: value for name, value in changes.items() if before[name] != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
    return {"before": {name: before[name] for name in changed}, "after": changed} if changed else {}


def _not_after(day: date, latest: date, what: str) -> None:
    if day > latest:
        raise BadInput({"held_on": [f"{what}不能晚于今天"]})


def set_up_group(
    *,
    name: str,
    unit_id: int,
    field: str,
    set_up_on: date,
    basis: str,
    actor: Actor,
    recorded_at: datetime,
) -> LeadingGroup:
    """Register a leading group. Raises NotPermitted, or Refused when the name is taken."""
    require(may_keep_ledgers_of(actor, unit_id) or may_speak_for(actor, unit_id), "登记领导小组")
    given = {"name": name.strip(), "unit_id": unit_id, "field": field.strip(), "set_up_on": set_up_on, "basis": basis}
    try:
        with transaction.atomic():
            group = LeadingGroup.objects.create(**given)
            _record(f"group:{group.pk}", "group_set_up", given, actor=actor, at=recorded_at, on=set_up_on)
    except IntegrityError:
        raise Refused([Refusal("name_taken", "已有同名领导小组", "在已有的小组中登记成员和会议")]) from None
    return group


def may_keep_group(actor: Actor, group: LeadingGroup) -> bool:
    """Say whether somebody keeps the records of a group: its unit's people, or the office above it."""
    return may_keep_ledgers_of(actor, group.unit_id) or may_speak_for(actor, group.unit_id)


def add_member(
    group: LeadingGroup,
    *,
    name: str,
    title: str,
    role: str,
    valid_from: date,
    actor: Actor,
    recorded_at: datetime,
    person_id: int | None = None,
) -> GroupMember:
    """Register a member from a day on. Raises NotPermitted, BadInput, Refused when he is a member already."""
    require(may_keep_group(actor, group), "调整小组成员")
    if valid_from < group.set_up_on:
        raise BadInput({"valid_from": ["不能早于小组成立日期"]})
    given = {"name": name.strip(), "title": title, "role": role, "valid_from": valid_from, "person_id": person_id}
    with transaction.atomic():
        LeadingGroup.objects.select_for_update().get(pk=group.pk)
        if group.members.filter(name=given["name"], valid_to__isnull=True).exists():
            raise Refused([Refusal("member_already", f"{name}现在就是小组成员", "职务有变的，先免去再登记新的")])
        member = GroupMember.objects.create(group=group, **given)
        _record(f"group:{group.pk}", "member_added", given, actor=actor, at=recorded_at, on=valid_from)
    return member


def end_member(member: GroupMember, *, valid_to: date, reason: str, actor: Actor, recorded_at: datetime) -> None:
    """End a membership on a day; the row stays as history."""
    require(may_keep_group(actor, member.group), "调整小组成员")
    if valid_to < member.valid_from:
        raise BadInput({"valid_to": ["不能早于任职日期"]})
    with transaction.atomic():
        ended = GroupMember.objects.filter(pk=member.pk, valid_to__isnull=True).update(valid_to=valid_to)
        if not ended:
            raise Refused([Refusal("ended", "该成员已经调出", "刷新页面查看")])
        payload = {"member": member.pk, "name": member.name, "valid_to": valid_to, "reason": reason}
        _record(f"group:{member.group_id}", "member_ended", payload, actor=actor, at=recorded_at, on=valid_to)


def record_meeting(
    group: LeadingGroup,
    *,
    held_on: date,
    chair: str,
    agenda: str,
    decisions: str,
    minutes_file: int | None,
    actor: Actor,
    recorded_at: datetime,
    today: date,
) -> GroupMeeting:
    """Register a meeting that was held. Raises NotPermitted, BadInput."""
    require(may_keep_group(actor, group), "登记会议")
    _not_after(held_on, today, "召开日期")
    given = {"held_on": held_on, "chair": chair, "agenda": agenda, "decisions": decisions, "minutes_file": minutes_file}
    with transaction.atomic():
        meeting = GroupMeeting.objects.create(group=group, recorded_by=actor.name, recorded_at=recorded_at, **given)
        payload = {"meeting": meeting.pk, **given}
        _record(f"group:{group.pk}", "meeting_recorded", payload, actor=actor, at=recorded_at, on=held_on)
    return meeting


def correct_meeting(
    meeting: GroupMeeting, changes: Mapping[str, Any], *, reason: str, actor: Actor, recorded_at: datetime, today: date
) -> None:
    """Correct a registered meeting; before, after and reason stay in the ledger."""
    require(may_keep_group(actor, meeting.group), "更正会议记录")
    _not_after(changes.get("held_on", meeting.held_on), today, "召开日期")
    with transaction.atomic():
        held = GroupMeeting.objects.select_for_update().get(pk=meeting.pk)
        moved = _correct(held, changes)
        if moved:
            payload = {"meeting": held.pk, "reason": reason, **moved}
            _record(
                f"group:{held.group_id}", "meeting_corrected", payload, actor=actor, at=recorded_at, on=held.held_on
            )


def raise_issue(
    group: LeadingGroup, *, unit_id: int, text: str, actor: Actor, raised_on: date, recorded_at: datetime
) -> DifficultIssue:
    """Register a difficult issue a unit raises to the group. Raises NotPermitted for another's unit."""
    require(may_speak_for(actor, unit_id) or may_keep_ledgers_of(actor, unit_id), "提出疑难问题", "请本单位联络员提出")
    with transaction.atomic():
        issue = DifficultIssue.objects.create(group=group, unit_id=unit_id, raised_on=raised_on, text=text)
        payload = {"issue": issue.pk, "unit": unit_id, "text": text}
        _record(f"group:{group.pk}", "issue_raised", payload, actor=actor, at=recorded_at, on=raised_on)
    return issue


def give_help(
    issue: DifficultIssue,
    *,
    help_given: str,
    meeting: GroupMeeting | None,
    is_solved: bool,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
) -> None:
    """Record what help an issue was given, and that it is solved."""
    require(may_keep_group(actor, issue.group), "登记指导解决情况")
    with transaction.atomic():
        held = DifficultIssue.objects.select_for_update().get(pk=issue.pk)
        solved_on = (held.solved_on or occurred_on) if is_solved else None
        moved = _correct(held, {"help_given": help_given, "meeting": meeting, "solved_on": solved_on})
        if moved:
            payload = {"issue": held.pk, **moved}
            _record(f"group:{held.group_id}", "help_given", payload, actor=actor, at=recorded_at, on=occurred_on)


def record_hearing(
    *,
    unit_id: int,
    field: str,
    kind: str,
    held_on: date,
    head_name: str,
    subject: str,
    decisions: str,
    minutes_file: int | None,
    actor: Actor,
    recorded_at: datetime,
    today: date,
) -> HeadHearing:
    """Register that a unit's head heard a report or studied the work. A unit registers its own; the office may for it."""
    require(may_speak_for(actor, unit_id) or may_keep_ledgers_of(actor, unit_id), "登记听取汇报", "请本单位联络员登记")
    _not_after(held_on, today, "日期")
    given = {
        "unit_id": unit_id,
        "field": field.strip(),
        "kind": kind,
        "held_on": held_on,
        "head_name": head_name,
        "subject": subject,
        "decisions": decisions,
        "minutes_file": minutes_file,
    }
    with transaction.atomic():
        hearing = HeadHearing.objects.create(recorded_by=actor.name, recorded_at=recorded_at, **given)
        _record(f"hearing:{hearing.pk}", "hearing_recorded", given, actor=actor, at=recorded_at, on=held_on)
    return hearing


def correct_hearing(
    hearing: HeadHearing, changes: Mapping[str, Any], *, reason: str, actor: Actor, recorded_at: datetime, today: date
) -> None:
    """Correct a registered hearing; before, after and reason stay in the ledger."""
    require(may_speak_for(actor, hearing.unit_id) or may_keep_ledgers_of(actor, hearing.unit_id), "更正听取汇报记录")
    _not_after(changes.get("held_on", hearing.held_on), today, "日期")
    with transaction.atomic():
        held = HeadHearing.objects.select_for_update().get(pk=hearing.pk)
        moved = _correct(held, changes)
        if moved:
            payload = {"reason": reason, **moved}
            _record(f"hearing:{held.pk}", "hearing_corrected", payload, actor=actor, at=recorded_at, on=held.held_on)
