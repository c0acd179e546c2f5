"""Webhook: a signed POST to a subscription's address. A receiver tells repeats apart by the delivery id.

A subscription that says 410, whose host is no longer listed or that fails again and again is paused, not hammered.
"""

import json
from typing import Any

from mingzheng.platform.jobs.public import Channel, NotSentError, Outgoing
from mingzheng.platform.ledger.public import now
from mingzheng.platform.notices import calling
from mingzheng.platform.notices.models import WebhookSubscription
from mingzheng.platform.notices.sealing import sign, unseal
from mingzheng.platform.notices.webhooks import record_delivery, record_failure
from mingzheng.platform.parameters.public import get_value

GONE = 410


def send(message: Outgoing) -> str:
    """Call the subscription once; raises NotSentError when it is to be tried again."""
    row = WebhookSubscription.objects.filter(pk=message.payload["subscription"], is_active=True).first()
    if row is None:
        return "paused"
    at = now()
    body = json.dumps(_body(message), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "mingzheng",
        "X-Mingzheng-Event": message.kind,
        "X-Mingzheng-Delivery": message.message_id,
        "X-Mingzheng-Signature": sign(
            unseal(row.sealed_secret, owner=row.account_id), timestamp=int(at.timestamp()), body=body
        ),
    }
    try:
        target = calling.check_address(row.url, allowed=get_value("notices.webhook_hosts"))
        status = calling.post(target, body=body, headers=headers)
    except calling.AddressRefusedError as error:
        record_failure(row, at=at, pause_because=str(error))
        return "refused"
    except OSError as error:
        record_failure(row, at=at)
        raise NotSentError(type(error).__name__) from error
    return _judge(row, status, at)


def _judge(row: WebhookSubscription, status: int, at: Any) -> str:
    if 200 <= status < 300:
        record_delivery(row, at=at)
    elif status == GONE:
        record_failure(row, at=at, pause_because="接收方答复不再接收（410）。")
    else:
        record_failure(row, at=at)
        raise NotSentError(f"HTTP {status}")
    return f"HTTP {status}"


def _body(message: Outgoing) -> dict[str, Any]:
    return {
        "id": message.message_id,
        "event": message.kind,
        "subject": message.subject_ref,
        "at": message.payload["at"],
        "data": message.payload["data"],
    }


CHANNEL = Channel(name="webhook", send=send, safe_to_repeat=True)
