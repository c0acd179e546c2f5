"""Webhook subscriptions: make, change, remove, and tell them what happened. The call itself is `channels.webhook`."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from mingzheng.platform.access.public import Actor
from mingzheng.platform.jobs.public import post_message
from mingzheng.platform.ledger.public import append, now
from mingzheng.platform.notices import calling
from mingzheng.platform.notices.models import WebhookSubscription
from mingzheng.platform.notices.sealing import make_secret, seal
from mingzheng.platform.parameters.public import get_value

EVENT = re.compile(r"\*|[a-z0-9_]+(\.[a-z0-9_]+)*(\.\*)?")
MOST_SUBSCRIPTIONS = 20
MOST_FAILURES = 50


class WebhookRefused(Exception):
    """The subscription cannot be kept; carries (field, Chinese message) of every reason."""

    code = "webhook_refused"

    def __init__(self, reasons: list[tuple[str, str]]) -> None:
        super().__init__("；".join(message for _, message in reasons))
        self.reasons = reasons


def list_webhooks_for(actor: Actor) -> QuerySet[WebhookSubscription]:
    """Return the actor's own subscriptions."""
    if actor.account_id is None:
        return WebhookSubscription.objects.none()
    return WebhookSubscription.objects.filter(account=actor.account_id).order_by("pk")


def subscribe(*, actor: Actor, title: str, url: str, events: list[str]) -> tuple[WebhookSubscription, str]:
    """Keep a subscription of the actor's account; return it with its signing key, shown this once.

    Raises WebhookRefused with every reason.
    """
    if actor.account_id is None:
        raise WebhookRefused([("account", "只有账号可以订阅。")])
    reasons = _find_faults(url, events)
    if list_webhooks_for(actor).count() >= MOST_SUBSCRIPTIONS:
        reasons.append(("account", f"每个账号最多 {MOST_SUBSCRIPTIONS} 个订阅。"))
    if reasons:
        raise WebhookRefused(reasons)
    secret = make_secret()
    with transaction.atomic():
        row = WebhookSubscription.objects.create(
            account_id=actor.account_id,
            title=title,
            url=url,
            events=sorted(set(events)),
            sealed_secret=seal(secret, owner=actor.account_id),
            created_at=now(),
        )
        _record(row, "webhook_subscribed", {"title": title, "url": url, "events": row.events}, actor)
    return row, secret


def change_webhook(row: WebhookSubscription, *, actor: Actor, **changes: Any) -> WebhookSubscription:
    """Change title, url, events or is_active of a subscription the caller was shown. Raises WebhookRefused."""
    url, events = changes.get("url", row.url), changes.get("events", row.events)
    reasons = _find_faults(url, events)
    if reasons:
        raise WebhookRefused(reasons)
    with transaction.atomic():
        held = WebhookSubscription.objects.select_for_update().get(pk=row.pk)
        for name, value in changes.items():
            setattr(held, name, value)
        if changes.get("is_active"):
            held.failures, held.paused_because = 0, ""
        held.version += 1
        held.save()
        _record(held, "webhook_changed", {"changed": sorted(changes)}, actor)
    return held


def unsubscribe(row: WebhookSubscription, *, actor: Actor) -> None:
    """Remove a subscription; what is already in the outbox is not delivered any more."""
    with transaction.atomic():
        _record(row, "webhook_removed", {}, actor)
        row.delete()


def publish_event(
    event: str,
    *,
    subject_ref: str,
    data: Mapping[str, Any],
    at: dt.datetime,
    find_readers: Callable[[list[int]], set[int]],
) -> int:
    """Queue a call to every subscription that wants the event and whose account may know of the subject.

    `data` holds numbers, counts, dates and links, no titles and no names; `find_readers` gets account ids and returns
    those that may read the subject now. In the caller's transaction; one statement when nobody subscribes. Returns
    how many calls were queued.
    """
    rows = [row for row in _active() if wants(row.events, event)]
    if not rows:
        return 0
    readers = find_readers(sorted({row.account_id for row in rows}))
    told = [row for row in rows if row.account_id in readers]
    for row in told:
        payload = {"subscription": row.pk, "at": at.isoformat(), "data": dict(data)}
        post_message(channel="webhook", kind=event[:60], payload=payload, at=at, subject_ref=subject_ref)
    return len(told)


def wants(patterns: list[str], event: str) -> bool:
    """Say whether one of the patterns ("case.urge", "case.*", "*") covers the event."""
    return any(
        pattern in {"*", event} or (pattern.endswith(".*") and event.startswith(pattern[:-1])) for pattern in patterns
    )


def record_delivery(row: WebhookSubscription, *, at: dt.datetime) -> None:
    """Record that the receiver took a call."""
    WebhookSubscription.objects.filter(pk=row.pk).update(failures=0, last_delivered_at=at)


def record_failure(row: WebhookSubscription, *, at: dt.datetime, pause_because: str = "") -> None:
    """Record that a call failed; pause the subscription for a reason or after too many failures in a row."""
    rows = WebhookSubscription.objects.filter(pk=row.pk)
    rows.update(failures=F("failures") + 1, last_failed_at=at)
    if pause_because:
        rows.update(is_active=False, paused_because=pause_because[:200])
    else:
        rows.filter(failures__gte=MOST_FAILURES).update(
            is_active=False, paused_because=f"连续 {MOST_FAILURES} 次未送达。"
        )


def _active() -> QuerySet[WebhookSubscription]:
    rows = WebhookSubscription.objects.filter(is_active=True, account__is_active=True)
    return rows.only("pk", "account_id", "events").order_by("pk")


def _find_faults(url: str, events: list[str]) -> list[tuple[str, str]]:
    reasons: list[tuple[str, str]] = []
    try:
        calling.check_address(url, allowed=get_value("notices.webhook_hosts"))
    except calling.AddressRefusedError as error:
        reasons.append(("url", str(error)))
    if not events or not all(EVENT.fullmatch(event) for event in events):
        reasons.append(("events", "请写明事件，如 case.report_progress 或 case.*。"))
    return reasons


def _record(row: WebhookSubscription, kind: str, payload: dict[str, Any], actor: Actor) -> None:
    append(
        stream="account",
        stream_id=str(row.account_id),
        kind=kind,
        payload={"webhook": row.pk, **payload},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=now(),
    )
