"""The door of this room. A line in an inbox, a digest, a message carry counts and links, never titles or contents."""

from mingzheng.platform.notices.channels.mail import send as send_by_mail
from mingzheng.platform.notices.channels.sms import bind_gateway
from mingzheng.platform.notices.channels.sms import send as send_by_sms
from mingzheng.platform.notices.digests import register_digest_section
from mingzheng.platform.notices.letters import DigestLine
from mingzheng.platform.notices.models import WebhookSubscription
from mingzheng.platform.notices.selectors import count_unread_for, list_notices_for
from mingzheng.platform.notices.services import NotOurAddressError, mark_subject_read_for, notify
from mingzheng.platform.notices.webhooks import (
    WebhookRefused,
    change_webhook,
    list_webhooks_for,
    publish_event,
    subscribe,
    unsubscribe,
)

__all__ = [
    "DigestLine",
    "NotOurAddressError",
    "WebhookRefused",
    "WebhookSubscription",
    "bind_gateway",
    "change_webhook",
    "count_unread_for",
    "list_notices_for",
    "list_webhooks_for",
    "mark_subject_read_for",
    "notify",
    "publish_event",
    "register_digest_section",
    "send_by_mail",
    "send_by_sms",
    "subscribe",
    "unsubscribe",
]
