"""In what capacity somebody acts: in his own right, covering an absent colleague (A/B 角), or recording for somebody 代录.

Whether the capacity suffices is judged by `rules.may_perform`; here the actor it is asked for is found.
"""

from datetime import date

from django.contrib.auth import get_user_model

from mingzheng.casework.declaration import Action, Refusal
from mingzheng.casework.errors import BadInput, NotPermitted, Refused
from mingzheng.casework.facts import CaseFacts
from mingzheng.casework.models import Act
from mingzheng.casework.recording import OnBehalf
from mingzheng.casework.rules import may_perform
from mingzheng.platform.access.public import Actor, PostView, actor_for
from mingzheng.platform.org.public import Person, organ_of, posts_of

RECORDERS = frozenset({"office_clerk", "office_section_head", "unit_liaison"})
MEANS = frozenset({Act.Means.PAPER.value, Act.Means.PHONE.value})


def may_record_for_others(actor: Actor) -> bool:
    """Say whether somebody types in what others decided on paper or by telephone 代录."""
    return any(actor.has_role(role) for role in RECORDERS)


def may_record(action: Action, facts: CaseFacts, actor: Actor) -> bool:
    """Say whether somebody may type in an action for a colleague of his own unit, or a leader it serves, who decided."""
    if action.system or not may_record_for_others(actor):
        return False
    sides = ((who, facts.units(who.of) if who.of else {facts.origin_unit_id}) for who in action.by)
    return any((who.roles or who.posts) and not actor.unit_ids.isdisjoint(units) for who, units in sides)


def represented_actor(person_id: int, on: date) -> Actor | None:
    """Return the actor a person would be, with or without an account; None when there is no such person."""
    account = get_user_model().objects.filter(person_id=person_id, is_active=True, kind="staff").first()
    if account is not None:
        return actor_for(account, on=on)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return None
    posts = tuple(
        PostView(post.unit_id, post.level, post.title, organ_id=organ_of(post.unit_id, on).pk)
        for post in posts_of(person, on)
    )
    return Actor(
        kind="person",
        name=person.name,
        person_id=person.pk,
        unit_ids=frozenset(unit for post in posts for unit in (post.unit_id, post.organ_id) if unit is not None),
        home_unit_id=posts[0].unit_id if posts else None,
        posts=posts,
    )


def find_capacity(
    action: Action, facts: CaseFacts, actor: Actor, *, record_for: tuple[int, str] | None, evidence: tuple[int, ...]
) -> OnBehalf | None:
    """Return for whom the act counts, or None when the actor acts in his own right.

    `record_for` is (person id, means) when a decision made elsewhere is typed in. Raises NotPermitted, Refused
    (no evidence) or BadInput (unknown person or means).
    """
    if record_for is not None:
        return _recording_for(action, facts, actor, record_for, evidence)
    if not may_perform(action, facts, actor):
        raise NotPermitted(
            f"您没有“{action.title}”的权限", next_step="如需办理，请联系承办单位联络员，或由安全管理员核对授权"
        )
    return find_cover(action, facts, actor)


def find_cover(action: Action, facts: CaseFacts, actor: Actor) -> OnBehalf | None:
    """Return in whose place somebody may perform an action he may not perform in his own right (A/B 角), or None."""
    if not actor.acting_for or may_perform(action, facts, actor.own_right()):
        return None
    for person_id in actor.acting_for:
        if may_perform(action, facts, actor.standing_for(person_id)):
            name = Person.objects.filter(pk=person_id).values_list("name", flat=True).first() or ""
            return OnBehalf(person_id, name, Act.Means.COVER.value)
    return None


def _recording_for(
    action: Action, facts: CaseFacts, actor: Actor, record_for: tuple[int, str], evidence: tuple[int, ...]
) -> OnBehalf:
    person_id, means = record_for
    if means not in MEANS:
        raise BadInput({"means": ["代录方式应为纸面签批或电话口头"]})
    represented = represented_actor(person_id, facts.on)
    if represented is None:
        raise BadInput({"on_behalf_of": ["请选择作出决定的人"]})
    if not may_record_for_others(actor):
        raise NotPermitted("代录由经办人员或单位联络员办理", next_step="请交本单位联络员代录")
    if not may_perform(action, facts, represented):
        raise NotPermitted(
            f"{represented.name}没有“{action.title}”的权限，不能为其代录", next_step="请核对作出决定的人"
        )
    if not evidence:
        raise Refused([Refusal("evidence_missing", "代录须附签批件照片或通话记录", "上传照片或扫描件后再提交")])
    return OnBehalf(person_id, represented.name, means, decider=represented)
