"""Tie what was published to an entry, and untie it. One transaction each, on record."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from mingzheng.casework.public import BadInput, NotPermitted, Refusal, Refused, screen_given
from mingzheng.catalogues.public import Catalogue, get_entry_for, may_propose
from mingzheng.domains.openness.models import PublishedLink
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append
from mingzheng.platform.portal.public import PageRef, publish_after_commit
from mingzheng.worktime.public import SHANGHAI

STREAM = "openness"
# The section of the public site on which the catalogues stand; drawn in `site_pages`.
SECTION = "catalogues"
SEALED = "〔已下线〕"


def link_published(
    catalogue: Catalogue,
    entry_id: int,
    *,
    actor: Actor,
    title: str,
    url: str,
    published_on: date,
    recorded_at: datetime,
    item_ref: str = "",
) -> PublishedLink:
    """Tie a publication to an entry. Raises NotPermitted, BadInput, Refused."""
    _require_right(catalogue, entry_id, actor)
    title, url = title.strip(), url.strip()
    screen_given({"title": title, "url": url}, actor=actor, at=recorded_at)
    errors = _faults(title, url, published_on, recorded_at.astimezone(SHANGHAI).date())
    if errors:
        raise BadInput(errors)
    try:
        with transaction.atomic():
            link = PublishedLink.objects.create(
                entry_id=entry_id,
                item_ref=item_ref,
                title=title,
                url=url,
                published_on=published_on,
                added_name=actor.name[:80],
                added_at=recorded_at,
            )
            _put_on_record("link", link, actor, recorded_at)
            publish_after_commit([PageRef(SECTION, catalogue.code)])
    except IntegrityError:
        raise Refused([Refusal("linked", "这个网址已经挂接在本条目下", "不需要重复挂接")]) from None
    return link


def unlink_published(catalogue: Catalogue, link_id: int, *, actor: Actor, recorded_at: datetime) -> None:
    """Untie a publication; the row stays. Raises NotPermitted; a link taken off already stays as it is."""
    with transaction.atomic():
        link = PublishedLink.objects.select_for_update().filter(pk=link_id, removed_at__isnull=True).first()
        if link is None:
            return
        _require_right(catalogue, link.entry_id, actor)
        link.removed_at = recorded_at
        link.save(update_fields=["removed_at"])
        _put_on_record("unlink", link, actor, recorded_at)
        publish_after_commit([PageRef(SECTION, catalogue.code)])


def let_go_of(item_ref: str, *, is_sealed: bool) -> None:
    """Draw the public catalogues anew without an item that left the site; what was sealed loses its title here, too.

    In the transaction of the act that took it down.
    """
    links = PublishedLink.objects.filter(item_ref=item_ref)
    codes = set(links.values_list("entry__catalogue", flat=True))
    if is_sealed:
        links.update(title=SEALED)
    publish_after_commit([PageRef(SECTION, code) for code in sorted(codes)])


def _require_right(catalogue: Catalogue, entry_id: int, actor: Actor) -> None:
    newest = get_entry_for(actor, catalogue, entry_id)[0]
    if not may_propose(actor, newest.unit_id):
        raise NotPermitted("您不能为这个条目挂接", next_step="请由条目的责任单位挂接，或联系政务公开主管科室")


def _faults(title: str, url: str, published_on: date, today: date) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if not title or len(title) > 300:
        errors["title"] = ["“标题”必填，最多 300 字"]
    if not url.startswith(("http://", "https://", "/")) or len(url) > 500:
        errors["url"] = ["“网址”应以 http:// 或 https:// 开头，最多 500 字"]
    if published_on > today:
        errors["published_on"] = ["“公开日期”不能晚于今天"]
    return errors


def _put_on_record(kind: str, link: PublishedLink, actor: Actor, at: datetime) -> None:
    append(
        stream=STREAM,
        stream_id=str(link.entry_id),
        kind=kind,
        payload={
            "link": link.pk,
            # The title of an item of ours is the item's: it can be sealed there, and never here.
            **({"item": link.item_ref} if link.item_ref else {"title": link.title}),
            "url": link.url,
            "published_on": link.published_on.isoformat(),
        },
        actor=actor.ref,
        occurred_on=at.astimezone(SHANGHAI).date(),
        recorded_at=at,
    )
