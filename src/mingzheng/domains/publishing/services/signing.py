"""Sign a step, approve, send back: who may sign is the column's table within the house's bounds."""

from typing import Any

from mingzheng.casework.public import Act, EffectContext, PartyRole, Refusal, Refused
from mingzheng.domains.publishing.facts import author_ids_of, current_round, signers_by_step
from mingzheng.domains.publishing.manifesting import manifest_of, reviewed_digest
from mingzheng.domains.publishing.models import Alignment, Item, Signature
from mingzheng.domains.publishing.rules import StepRule, may_sign
from mingzheng.domains.publishing.selectors import steps_of
from mingzheng.domains.publishing.signing_rules import find_conflicts, wrong_post
from mingzheng.domains.publishing.words import Step
from mingzheng.platform.org.public import ancestor_ids, posts_of

LEADING = frozenset({"deputy", "head", "leader"})


def item_of(context: EffectContext) -> Item:
    """Return the item of an act's case."""
    return Item.objects.select_related("column", "body").get(pk=context.case.pk)


def note_secrecy(context: EffectContext) -> None:
    """Bind the conclusion of the secrecy review to what was reviewed: words, fields, files."""
    item = item_of(context)
    Item.objects.filter(pk=item.pk).update(secrecy_digest=reviewed_digest(item, context.case))


def sign(context: EffectContext) -> None:
    """Put a signature under what is there now. Raises Refused for the wrong post, the author, or the pair's other half."""
    item = item_of(context)
    is_afterwards = context.action.code == "sign_afterwards"
    step = Step(str(context.given["step"]) if is_afterwards else context.action.code)
    act = Act.objects.get(case=context.case, pk=context.act_id or 0)
    signer = act.on_behalf_of_id or act.person_id
    rule = steps_of(item.column_id)[step]
    round_number = current_round(item) - is_afterwards
    reasons = _wrong_post(step, rule, signer, context)
    if signer is not None:
        reasons += find_conflicts(step, signer, author_ids_of(item), signers_by_step(item, round_number))
    if reasons:
        raise Refused(reasons)
    found = manifest_of(item, context.case)
    Signature.objects.create(
        item=item,
        step=step,
        round=round_number,
        person_id=signer,
        person_name=(act.on_behalf_name or act.actor_name)[:60],
        gates=list(rule.gates),
        remarks=str(context.given.get("remarks") or ""),
        manifest_digest=found.digest if found else "",
        is_afterwards=is_afterwards,
        signed_at=context.recorded_at,
    )


def _wrong_post(step: Step, rule: StepRule, signer: int | None, context: EffectContext) -> list[Refusal]:
    levels = [post.level for post in posts_of(signer, context.occurred_on)] if signer else []
    levels += [post.level for post in context.actor.posts if post.on_behalf_of == signer]
    return [] if may_sign(rule, levels) else [wrong_post(step, rule)]


def agree_wording(context: EffectContext) -> None:
    """Note that a co-unit agrees with the words as they are now; its earlier agreement is overtaken."""
    item = item_of(context)
    act = Act.objects.get(pk=context.act_id or 0)
    asked = context.facts.units(PartyRole.CO)
    mine = sorted(asked & context.actor.unit_ids) or sorted(
        asked & set(ancestor_ids(act.unit_id or 0, context.occurred_on))
    )
    if not mine:
        raise Refused([Refusal("not_asked", "本单位不是联合发布单位", "请牵头单位先“征求联合发布单位”")])
    Alignment.objects.create(
        item=item,
        unit_id=mine[0],
        person_name=(act.on_behalf_name or act.actor_name)[:60],
        remarks=str(context.given.get("remarks") or ""),
        digest=reviewed_digest(item, context.case),
        agreed_at=context.recorded_at,
    )


def approve(context: EffectContext) -> None:
    """Fix what the last signature covers: from now on any difference voids it."""
    item = item_of(context)
    found = manifest_of(item, context.case)
    if found is None:
        raise Refused([Refusal("no_text", "没有正文", "请退回修改")])
    Item.objects.filter(pk=item.pk).update(approved_manifest=found.as_json(), approved_at=context.recorded_at)


def send_back(context: EffectContext) -> None:
    """Void what was signed and count the return."""
    item = item_of(context)
    values: dict[str, Any] = {"approved_manifest": None, "approved_at": None, "secrecy_digest": ""}
    Item.objects.filter(pk=item.pk).update(**values, returned_count=item.returned_count + 1)


def reopen(context: EffectContext) -> None:
    """Void the approval of what is published, for a revision; the page stays as it is."""
    Item.objects.filter(pk=context.case.pk).update(approved_manifest=None, approved_at=None, secrecy_digest="")


def authorise(context: EffectContext) -> None:
    """Keep by whom an urgent release was authorised, before it goes out. Raises Refused for who may not authorise."""
    given = context.given
    person = given.get("authoriser") or context.actor.person_id
    levels = [post.level for post in posts_of(int(person), context.occurred_on)] if person else []
    if LEADING.isdisjoint(levels):
        raise Refused([Refusal("not_a_leader", "授权的同志不是分管负责人以上的带班领导", "请由带班领导签批或者授权")])
    words = f"电话授权：{given['telephone']}" if given.get("telephone") else "带班领导签批"
    Item.objects.filter(pk=context.case.pk).update(
        is_urgent=True, authorisation=f"{words}；理由：{given.get('reason', '')}"
    )
