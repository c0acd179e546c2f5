"""Saved searches: asked for with a mailbox, confirmed from it, told of what is new once a day, ended with one click.

The address is kept in the encrypted part of the ledger alone and its key destroyed when the search is ended. A message in
the outbox names the search; whom it goes to is read when it leaves.

Legal basis: 个人信息保护法 第十三条 (consent), 第十五条 (withdrawn as easily as given), 第四十七条.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.db import transaction

from mingzheng.platform.jobs.public import Channel, Outgoing, post_message
from mingzheng.platform.ledger.public import append, erase_subject, list_entries, read_private
from mingzheng.platform.notices.public import send_by_mail
from mingzheng.platform.portal.identity import get_site
from mingzheng.platform.portal.models import SavedSearch
from mingzheng.platform.portal.searching import Found, find_public
from mingzheng.worktime.public import SHANGHAI

STREAM, CHANNEL_NAME = "saved_search", "portal_alert"
CONFIRM, NEWS = "confirm", "news"
SALT = "mingzheng.portal.alert"
UNCONFIRMED = dt.timedelta(days=3)
MOST_PAGES, MOST_TOLD = 5, 20


def ask_for_alert(query: str, filters: Mapping[str, str], address: str, *, at: dt.datetime) -> None:
    """Keep a search and send the letter that asks for confirmation; one that is held already is not asked again.

    What the asker sees is the same in both cases: nobody learns whose mailbox is subscribed.
    """
    mark = hmac.new(settings.SECRET_KEY.encode(), f"portal.alert|{address.lower()}".encode(), hashlib.sha256)
    with transaction.atomic():
        row, is_new = SavedSearch.objects.get_or_create(
            query=query,
            filters=dict(sorted(filters.items())),
            address_hash=mark.hexdigest(),
            defaults={"asked_at": at, "told_until": at.astimezone(SHANGHAI).date()},
        )
        if not is_new:
            return
        append(
            stream=STREAM,
            stream_id=str(row.pk),
            kind="search_saved",
            payload={},
            private={"address": address},
            actor="public",
            occurred_on=at.astimezone(SHANGHAI).date(),
            recorded_at=at,
        )
        _post(row, CONFIRM, at)


def read_token(token: str) -> SavedSearch | None:
    """Return the saved search of a link in a letter, or None."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return SavedSearch.objects.filter(pk=key).first()


def confirm_alert(row: SavedSearch, *, at: dt.datetime) -> None:
    """Begin to tell of what is new from today on."""
    day = at.astimezone(SHANGHAI).date()
    SavedSearch.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=at, told_until=day)


def end_alert(row: SavedSearch, *, at: dt.datetime) -> None:
    """End a saved search and destroy the address."""
    with transaction.atomic():
        erase_subject(stream=STREAM, stream_id=str(row.pk), actor="public", reason="订阅人退订", recorded_at=at)
        SavedSearch.objects.filter(pk=row.pk).delete()


def tell_of_news(*, at: dt.datetime) -> int:
    """Write to everybody for whose search something was published since the last letter; return how many letters.

    Days that are over count, so that each publication is told of once.
    """
    day, count = at.astimezone(SHANGHAI).date(), 0
    for row in SavedSearch.objects.filter(confirmed_at__isnull=False, told_until__lt=day).order_by("pk").iterator(500):
        has_news = bool(find_news(row, before=day))
        with transaction.atomic():
            if has_news:
                _post(row, NEWS, at, since=row.told_until, before=day)
            SavedSearch.objects.filter(pk=row.pk).update(told_until=day)
        count += has_news
    return count


def find_news(row: SavedSearch, *, before: dt.date, since: dt.date | None = None) -> list[Found]:
    """Return what a saved search finds that was published from its last letter on and before a day, the newest first."""
    first, found = since or row.told_until, []
    # By year, so that what is old does not stand before what is new.
    for year in range(first.year, before.year + 1):
        filters = {**row.filters, "year": row.filters.get("year", str(year))}
        for page in range(1, MOST_PAGES + 1):
            results = find_public(row.query, filters, page=page, on=before)
            found += [hit.found for hit in results.hits if hit.found.day and first <= hit.found.day < before]
            if not results.has_more:
                break
    return sorted({one.url: one for one in found}.values(), key=lambda one: (one.day, one.url), reverse=True)[
        :MOST_TOLD
    ]


def forget_unconfirmed(*, at: dt.datetime) -> int:
    """End searches nobody confirmed; return how many."""
    rows = list(SavedSearch.objects.filter(confirmed_at=None, asked_at__lt=at - UNCONFIRMED)[:500])
    for row in rows:
        end_alert(row, at=at)
    return len(rows)


def _post(row: SavedSearch, what: str, at: dt.datetime, **days: dt.date) -> None:
    payload = {"search": row.pk, "what": what, **{name: day.isoformat() for name, day in days.items()}}
    post_message(
        channel=CHANNEL_NAME, kind=f"portal.alert.{what}", payload=payload, at=at, subject_ref=f"search:{row.pk}"
    )


def send(message: Outgoing) -> str:
    """Send one letter; nothing for a search that was ended meanwhile."""
    row = SavedSearch.objects.filter(pk=message.payload["search"]).first()
    address = _address_of(row) if row is not None else ""
    if row is None or not address:
        return "ended"
    subject, text = _confirm_letter(row) if message.payload["what"] == CONFIRM else _news_letter(row, message.payload)
    return send_by_mail(replace(message, payload={"to": address, "subject": subject, "text": text}))


def _address_of(row: SavedSearch) -> str:
    for entry in list_entries(STREAM, str(row.pk)):
        if entry.private_box is not None:
            return str((read_private(entry) or {}).get("address", ""))
    return ""


def _link(row: SavedSearch) -> str:
    return get_site().absolute(f"/search/alert/{signing.dumps(row.pk, salt=SALT)}")


def _confirm_letter(row: SavedSearch) -> tuple[str, str]:
    site = get_site().name
    text = (
        f"有人用这个邮箱在{site}订阅了检索“{row.query}”：有新内容时，每天最多发一封邮件。\n\n"
        f"是您本人订阅的，请在 3 天内打开下面的网址确认：\n{_link(row)}\n\n不是您订阅的，不用理会，3 天后自动删除。\n"
    )
    return f"请确认：订阅检索“{row.query}”", text


def _news_letter(row: SavedSearch, payload: Mapping[str, str]) -> tuple[str, str]:
    site = get_site()
    since, before = (dt.date.fromisoformat(payload[name]) for name in ("since", "before"))
    lines = [
        f"{one.day:%Y-%m-%d}　{one.title}\n{site.absolute(one.url)}"
        for one in find_news(row, before=before, since=since)
    ]
    again = site.absolute("/search?" + urlencode({"q": row.query, **row.filters}))
    text = (
        f"您在{site.name}订阅的检索“{row.query}”有新内容：\n\n" + "\n\n".join(lines) + f"\n\n再搜一次：{again}\n"
        f"不再接收，打开下面的网址按一下“退订”，邮箱地址同时删除：\n{_link(row)}\n"
    )
    return f"“{row.query}”有新内容（{len(lines)} 条）", text


CHANNEL = Channel(name=CHANNEL_NAME, send=send, safe_to_repeat=False)
