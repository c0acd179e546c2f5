"""Writes of persons and posts: enter, change, appoint, end, and hand everything over when somebody leaves.

Names and telephones are personal: they go to the ledger as private values. Open work is moved by whoever listens to
`events.PersonLeft`; accounts and grants are ended by the rooms above.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.org import rules
from mingzheng.platform.org.errors import Refusal, refuse_if
from mingzheng.platform.org.events import PersonLeft, announce_person_left
from mingzheng.platform.org.models import Absence, Person, Post, Unit
from mingzheng.platform.org.selectors import organ_ids_of


@dataclass(frozen=True, slots=True)
class HandOver:
    """What must move when a person leaves: posts that end, units where work may lie, absences the person covers."""

    person: Person
    on: date
    posts: tuple[Post, ...]
    unit_ids: tuple[int, ...]
    covered_absences: tuple[Absence, ...]


def _record(
    person_id: int,
    kind: str,
    payload: dict[str, Any],
    *,
    editor: rules.Editor,
    on: date,
    private: dict[str, Any] | None = None,
) -> None:
    append(
        stream="person",
        stream_id=str(person_id),
        kind=kind,
        payload=payload,
        actor=editor.ref,
        occurred_on=on,
        recorded_at=now(),
        private=private,
    )


@transaction.atomic
def add_person(
    *, name: str, editor: rules.Editor, on: date, employee_no: str | None = None, phone: str = "", email: str = ""
) -> Person:
    """Enter a person. Raises NotPermitted, Refused."""
    rules.require_organisation_editor(editor)
    reasons = [] if name.strip() else [Refusal("person_name", "请填写姓名。", "name")]
    number = (employee_no or "").strip() or None
    if number and Person.objects.filter(employee_no=number).exists():
        reasons.append(Refusal("employee_no_taken", f"工号 {number} 已被使用。", "employee_no"))
    refuse_if(reasons)
    person = Person.objects.create(name=name.strip(), employee_no=number, phone=phone.strip(), email=email.strip())
    private = {"name": person.name, "phone": person.phone, "email": person.email}
    _record(person.pk, "person_added", {"employee_no": number}, editor=editor, on=on, private=private)
    return person


@transaction.atomic
def change_person(*, person: Person, editor: rules.Editor, on: date, **changes: Any) -> Person:
    """Correct a person's name, number, telephone or e-mail. Writes nothing when nothing differs."""
    rules.require_organisation_editor(editor)
    unknown = changes.keys() - {"name", "employee_no", "phone", "email"}
    if unknown:
        raise TypeError(f"change_person cannot change {sorted(unknown)}")
    person = Person.objects.select_for_update().get(pk=person.pk)
    if "employee_no" in changes:
        changes["employee_no"] = (changes["employee_no"] or "").strip() or None
    after = {key: value for key, value in changes.items() if getattr(person, key) != value}
    number = after.get("employee_no")
    if number and Person.objects.filter(employee_no=number).exclude(pk=person.pk).exists():
        refuse_if([Refusal("employee_no_taken", f"工号 {number} 已被使用。", "employee_no")])
    if not after:
        return person
    private = {"before": {key: getattr(person, key) for key in after}, "after": dict(after)}
    for key, value in after.items():
        setattr(person, key, value)
    person.save(update_fields=list(after))
    _record(person.pk, "person_changed", {"fields": sorted(after)}, editor=editor, on=on, private=private)
    return person


@transaction.atomic
def appoint(
    *,
    person: Person,
    unit: Unit,
    level: str,
    on: date,
    editor: rules.Editor,
    title: str = "",
    is_primary: bool | None = None,
) -> Post:
    """Give a person a post from a day on. The first post is the primary one; a new primary one replaces the earlier.

    Raises NotPermitted, Refused.
    """
    rules.require_organisation_editor(editor)
    person = Person.objects.select_for_update().get(pk=person.pk)
    current = Post.objects.select_for_update().filter(person=person, valid_to__isnull=True)
    reasons = []
    if not person.is_active:
        reasons.append(Refusal("person_left", f"{person.name}已离岗，不能任职。", "person"))
    if unit.valid_to is not None and unit.valid_to <= on:
        reasons.append(Refusal("unit_closed", f"{unit.name}已撤销。", "unit"))
    if current.filter(unit=unit, level=level).exists():
        reasons.append(Refusal("same_post", f"{person.name}在{unit.name}已有这一层级的岗位。", "unit"))
    refuse_if(reasons)
    primary = not current.filter(is_primary=True).exists() if is_primary is None else is_primary
    if primary:
        current.filter(is_primary=True).update(is_primary=False)
    post = Post.objects.create(
        person=person, unit=unit, level=level, title=title.strip(), is_primary=primary, valid_from=on
    )
    payload = {"post": post.pk, "unit": unit.code, "level": str(level), "title": post.title, "primary": primary}
    _record(person.pk, "appointed", payload, editor=editor, on=on)
    return post


@transaction.atomic
def end_post(*, post: Post, on: date, reason: str, editor: rules.Editor, successor: Person | None = None) -> PersonLeft:
    """End one post from a day on and announce it: open work of this unit moves. Raises NotPermitted, Refused."""
    rules.require_organisation_editor(editor)
    post = Post.objects.select_for_update().select_related("person", "unit").get(pk=post.pk)
    reasons = [*rules.check_reason(reason), *rules.check_later_than(on, post.valid_from, what="任职")]
    if post.valid_to is not None:
        reasons.append(Refusal("post_ended", "该岗位已经结束。"))
    refuse_if(reasons)
    return _end_posts(post.person, [post], on=on, reason=reason, editor=editor, successor=successor)


def preview_hand_over(*, person: Person, on: date) -> HandOver:
    """Return what must move if the person left on a day; changes nothing."""
    posts = tuple(
        Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), person=person).select_related("unit")
    )
    covered = tuple(
        Absence.objects.filter(deputy=person, ends_on__gte=on, cancelled_on__isnull=True).select_related("person")
    )
    return HandOver(person, on, posts, tuple(dict.fromkeys(post.unit_id for post in posts)), covered)


@transaction.atomic
def hand_over_posts(
    *, person: Person, on: date, reason: str, editor: rules.Editor, successor: Person | None = None
) -> HandOver:
    """End all posts of a person who leaves, mark the person as gone, announce it, and return what must move.

    Absences the person covers end too: nobody is covered by somebody who left. Raises NotPermitted, Refused.
    """
    rules.require_organisation_editor(editor)
    person = Person.objects.select_for_update().get(pk=person.pk)
    move = preview_hand_over(person=person, on=on)
    reasons = rules.check_reason(reason)
    if not person.is_active:
        reasons.append(Refusal("person_left", f"{person.name}已离岗。"))
    if successor is not None and (successor.pk == person.pk or not successor.is_active):
        reasons.append(Refusal("successor", "接手人须是另一名在岗人员。", "successor"))
    elif successor is not None and not _share_organ(person, successor, on):
        reasons.append(Refusal("successor_organ", "接手人须与离岗人在同一单位任职。", "successor"))
    for post in move.posts:
        reasons += rules.check_later_than(on, post.valid_from, what=f"在{post.unit.name}任职")
    refuse_if(reasons)
    person.is_active = False
    person.save(update_fields=["is_active"])
    Absence.objects.filter(pk__in=[absence.pk for absence in move.covered_absences]).update(cancelled_on=on)
    _end_posts(person, move.posts, on=on, reason=reason, editor=editor, successor=successor)
    return move


@transaction.atomic
def reinstate_person(*, person: Person, on: date, reason: str, editor: rules.Editor) -> Person:
    """Let a person who left be in service again 复岗; posts, account and grants are given anew. Raises NotPermitted, Refused."""
    rules.require_organisation_editor(editor)
    person = Person.objects.select_for_update().get(pk=person.pk)
    reasons = rules.check_reason(reason)
    if person.is_active:
        reasons.append(Refusal("person_in_service", f"{person.name}在岗，无需复岗。"))
    refuse_if(reasons)
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record(person.pk, "person_reinstated", {"reason": reason.strip()}, editor=editor, on=on)
    return person


def _share_organ(leaver: Person, successor: Person, on: date) -> bool:
    """Say whether somebody may see the leaver's work; who held no post leaves none behind."""
    organs = organ_ids_of(leaver.pk, on)
    return not organs or not organs.isdisjoint(organ_ids_of(successor.pk, on))


def _end_posts(
    person: Person,
    posts: Iterable[Post],
    *,
    on: date,
    reason: str,
    editor: rules.Editor,
    successor: Person | None,
) -> PersonLeft:
    ended = list(posts)
    Post.objects.filter(pk__in=[post.pk for post in ended]).update(valid_to=on)
    event = PersonLeft(
        person_id=person.pk,
        on=on,
        post_ids=tuple(post.pk for post in ended),
        unit_ids=tuple(dict.fromkeys(post.unit_id for post in ended)),
        successor_id=successor.pk if successor else None,
        by=editor.ref,
    )
    payload = {
        "posts": list(event.post_ids),
        "reason": reason,
        "successor": event.successor_id,
        "left": not person.is_active,
    }
    _record(person.pk, "posts_ended", payload, editor=editor, on=on)
    announce_person_left(event)
    return event
