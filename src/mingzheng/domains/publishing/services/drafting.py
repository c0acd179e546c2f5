"""Begin an item, keep its fields and its text, and put files to it. Who may is asked of the engine."""

from datetime import date
from typing import Any

from django.db import transaction

from mingzheng.casework.public import BadInput, Case, Clock, EffectContext, NotInThisState
from mingzheng.domains.publishing.models import Column, Item
from mingzheng.domains.publishing.topics import find_topic_faults, last_day_of, topic_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.content.public import (
    Asset,
    Body,
    Revision,
    add_asset,
    begin_body,
    describe_asset,
    remove_asset,
    save_revision,
)
from mingzheng.platform.files.public import StoredFile, refuse_marked_text

OWNER = "publishing.item"
WRITABLE = frozenset({"drafting", "correcting"})


def take_item(context: EffectContext) -> None:
    """Place a new item in its column, with an empty text and the last day of its disclosure."""
    column = Column.objects.filter(code=context.given["column"], closed_on__isnull=True).first()
    if column is None:
        raise BadInput({"column": ["没有这个栏目，或者栏目已停用"]})
    unit = context.case.origin_unit
    values: dict[str, Any] = {"column": column, "body": begin_body(OWNER), "source": unit.name[:120]}
    Item.objects.filter(pk=context.case.pk).update(**values, disclose_by=_disclose_by(context))


def keep_fields(context: EffectContext) -> None:
    """Bring the last day of disclosure in line with what was typed."""
    Item.objects.filter(pk=context.case.pk).update(disclose_by=_disclose_by(context))


def _disclose_by(context: EffectContext) -> date | None:
    """Return the last day of disclosure as the case's clock has it; without a running clock what was known stays."""
    clock = Clock.objects.filter(case=context.case.pk, limit="disclosure").order_by("-pk").first()
    return clock.due_on if clock else None


def write_text(case: Case, html: str, *, actor: Actor, note: str = "") -> Revision:
    """Keep the text of an item as its next revision. Raises NotInThisState, Rejected for a secrecy mark.

    Call it outside a transaction: a refusal must stay on record.
    """
    refuse_marked_text(html, actor, purpose="publishing")
    with transaction.atomic():
        body = _writable(case)
        return save_revision(body, html, actor=actor, note=note)


def keep_topic(case: Case, values: dict[str, str], *, actor: Actor) -> None:
    """Keep the own fields of an item's topic; the day its publication ends follows. Raises BadInput, NotInThisState.

    Call it outside a transaction: a refusal must stay on record.
    """
    refuse_marked_text("\n".join(values.values()), actor, purpose="publishing")
    with transaction.atomic():
        _writable(case)
        item = Item.objects.select_related("column").get(pk=case.pk)
        topic = topic_of(item.column.topic, item.item_class) if item.column else None
        if topic is None:
            raise BadInput({"topic": ["本件不属于专题，没有专题要素"]})
        faults = find_topic_faults(topic, values)
        if faults:
            raise BadInput({"topic": faults})
        item.extra = {field.code: values[field.code] for field in topic.fields if values.get(field.code)}
        item.shown_until = last_day_of(topic, item.extra) or item.shown_until
        item.save(update_fields=["extra", "shown_until"])


def put_file(
    case: Case, file: StoredFile, *, kind: str, actor: Actor, title: str, alt: str, map_number: str, is_map: bool
) -> Asset:
    """Put an image or attachment to an item."""
    with transaction.atomic():
        body = _writable(case)
        return add_asset(body, file, kind=kind, actor=actor, title=title, alt=alt, map_number=map_number, is_map=is_map)


def change_file(case: Case, number: int, values: dict[str, Any]) -> None:
    """Say anew what an image or attachment is called and shows; `remove` takes it away."""
    with transaction.atomic():
        body = _writable(case)
        asset = Asset.objects.filter(body=body, pk=number, removed_at=None).first()
        if asset is None:
            raise BadInput({"asset": ["这个文件已经移除"]})
        if values.pop("remove", False):
            remove_asset(asset)
        else:
            describe_asset(asset, **values)


def _writable(case: Case) -> Body:
    """Return the text of an item under the case's lock. Raises NotInThisState outside drafting and correction."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.state not in WRITABLE:
        raise NotInThisState(
            "本件正在审校或者已经发布，正文不能修改", next_step="请审校人退回修改，或者办理勘误、修订重审"
        )
    item = Item.objects.select_related("body").get(pk=case.pk)
    if item.body is None:
        raise NotInThisState("本件没有正文", next_step="请重新起草")
    return item.body
