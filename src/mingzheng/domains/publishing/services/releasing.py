"""Publish, correct, withdraw: one version at a path, its date never set back, its manifest frozen with it."""

from datetime import datetime
from typing import Any

from mingzheng.casework.public import EffectContext, Refusal, Refused
from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, announce
from mingzheng.domains.publishing.manifesting import SHOWN, manifest_of, real_manifest_of
from mingzheng.domains.publishing.models import Correction, Item, ItemRelation, Publication, Withdrawal
from mingzheng.domains.publishing.services.signing import item_of
from mingzheng.domains.publishing.words import WithdrawalKind
from mingzheng.kit.index_number import IndexNumber
from mingzheng.platform.content.public import (
    Manifest,
    Revision,
    compare,
    count_changed,
    difference,
    save_revision,
    shorten,
)
from mingzheng.platform.numbering.public import issue_number, reserve_document_number
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import SHANGHAI


def publish(context: EffectContext) -> None:
    """Put the next version of an item at its path, now."""
    item = item_of(context)
    _release(context, item, context.recorded_at)


def _release(context: EffectContext, item: Item, at: datetime) -> Publication:
    signed, found = manifest_of(item, context.case), real_manifest_of(item, context.case)
    if signed is None or found is None or compare(signed, found):
        raise Refused([Refusal("files_changed", "附件或者正文的内容与登记的不一致，不能发布", "请联系系统管理员")])
    _give_address(item, context, at)
    row = _write_version(context, item, signed, at)
    Item.objects.filter(pk=item.pk).update(
        path=item.path,
        index_number=item.index_number,
        published_at=item.published_at,
        approved_manifest=signed.as_json(),
    )
    announce(SiteChange(SiteVerb.PUBLISHED, item.pk, row.path, tuple(asset.number for asset in signed.assets)))
    return row


def _give_address(item: Item, context: EffectContext, at: datetime) -> None:
    """Give a first version its path, its 索引号 and its date; later versions keep them."""
    if item.published_at is not None:
        return
    item.published_at = at
    code = item.column.code if item.column else "item"
    item.path = f"{code}/{at.astimezone(SHANGHAI).year}/{item.pk}"
    unit = context.case.origin_unit
    organ = get_value("publishing.organ_codes").get(unit.code)
    if organ and not item.index_number:
        year = at.astimezone(SHANGHAI).year
        # Without the title: a number is kept for ever, and a title may have to be sealed.
        reserved = reserve_document_number(organ, year, actor=context.actor.ref, subject=f"case:{item.pk}")
        issue_number(reserved.pk, actor=context.actor.ref)
        item.index_number = str(IndexNumber(organ, year, reserved.number))


def _write_version(context: EffectContext, item: Item, manifest: Manifest, at: datetime) -> Publication:
    earlier = Publication.objects.filter(item=item, is_current=True).first()
    Publication.objects.filter(item=item, is_current=True).update(is_current=False)
    revision = Revision.objects.filter(body=item.body_id or 0).latest("sequence")
    return Publication.objects.create(
        item=item,
        version=earlier.version + 1 if earlier else 1,
        path=item.path or "",
        revision=revision,
        manifest=manifest.as_json(),
        manifest_digest=manifest.digest,
        title=context.case.title,
        unit_id=context.case.origin_unit_id,
        author_name=_author_of(context),
        index_number=item.index_number,
        is_urgent=item.is_urgent,
        is_migrated=item.is_migrated,
        published_at=item.published_at or at,
        updated_at=at,
        **{name: getattr(item, name) for name in SHOWN},
    )


def _author_of(context: EffectContext) -> str:
    first = context.case.acts.order_by("sequence").first()
    return first.actor_name[:60] if first else ""


def correct(context: EffectContext) -> None:
    """Publish a short correction, and keep the difference for the log of corrections."""
    item = item_of(context)
    before = Publication.objects.select_related("revision").get(item=item, is_current=True)
    row = _release(context, item, context.recorded_at)
    runs = difference(before.revision.text, row.revision.text)
    started = context.case.acts.filter(action="start_correction").order_by("-sequence").first()
    Correction.objects.create(
        item=item,
        version=row.version,
        reason=str(started.data.get("reason", ""))[:500] if started else "",
        runs=[[run.change.value, run.text] for run in shorten(runs)],
        changed=count_changed(runs),
        corrected_at=context.recorded_at,
    )


def restore(context: EffectContext) -> None:
    """Drop a correction: the text is again the published one."""
    item = item_of(context)
    current = Publication.objects.select_related("revision").get(item=item, is_current=True)
    if item.body is not None:
        save_revision(item.body, current.revision.html, actor=context.actor, note="不再勘误，恢复已发布的文字")


def withdraw(context: EffectContext) -> None:
    """Take a page down with a public note."""
    take_back(context, context.given)


def end_publicity(context: EffectContext) -> None:
    """Take a page down because its period of publication is over."""
    note = "公示期已满，按规定不再公示。"
    take_back(context, {"kind": WithdrawalKind.PERIOD_OVER, "note": note})


def take_back(context: EffectContext, given: Any) -> None:
    """Let the page of an item show a public note in place of its contents."""
    row = Publication.objects.get(item=context.case.pk, is_current=True)
    Withdrawal.objects.create(
        publication=row,
        kind=given["kind"],
        note=given["note"],
        redirect=str(given.get("redirect") or ""),
        withdrawn_at=context.recorded_at,
    )
    Publication.objects.filter(pk=row.pk).update(withdrawn_at=context.recorded_at)
    announce(SiteChange(SiteVerb.WITHDRAWN, row.item_id, row.path, assets_of(row)))


def assets_of(row: Publication) -> tuple[int, ...]:
    """Return the numbers of the images and attachments of a version."""
    return tuple(entry["number"] for entry in row.manifest["assets"])


def relate(context: EffectContext) -> None:
    """Note that an item bears on another. Raises Refused when the other is no item."""
    other = Item.objects.filter(pk=context.given["other"]).first()
    if other is None or other.pk == context.case.pk:
        raise Refused([Refusal("not_an_item", "所选的不是另一件发布信息", "请选择“信息发布”中的另一件")])
    ItemRelation.objects.get_or_create(
        item_id=context.case.pk, other=other, kind=context.given["kind"], defaults={"noted_at": context.recorded_at}
    )
    _draw_both(context.case.pk, other.pk)


def unrelate(context: EffectContext) -> None:
    """Undo what was noted between two items, from whichever end. Raises Refused when nothing was."""
    pair = [context.case.pk, context.given["other"]]
    gone, _ = ItemRelation.objects.filter(item__in=pair, other__in=pair).delete()
    if not gone:
        raise Refused([Refusal("not_related", "两件之间没有关联", "请在“关联”栏核对")])
    _draw_both(*pair)


def _draw_both(*item_ids: int) -> None:
    for row in Publication.objects.filter(item__in=item_ids, is_current=True):
        announce(SiteChange(SiteVerb.RELATED, row.item_id, row.path))


def keep_link(context: EffectContext) -> None:
    """Keep the address of an item on the provincial platform. Raises Refused for what is no web address."""
    link = str(context.given.get("external_link") or "")
    if link and not link.startswith(("https://", "http://")):
        raise Refused([Refusal("bad_link", "链接应以 http:// 或者 https:// 开头", "请核对链接")])
    Item.objects.filter(pk=context.case.pk).update(external_link=link)
