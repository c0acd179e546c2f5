"""Tell an applicant that something happened, by the way he chose: which application and where to look, never what.

The message in the outbox names the case; whom it goes to is read from the encrypted record when it leaves.
"""

import re
from dataclasses import replace

from mingzheng.casework.public import Case, EffectContext
from mingzheng.domains.foi.applicants import applicant_of
from mingzheng.domains.foi.citizen.models import CitizenCase
from mingzheng.platform.jobs.public import Channel, Outgoing, post_message
from mingzheng.platform.notices.public import send_by_mail, send_by_sms
from mingzheng.platform.parameters.public import get_value

CHANNEL = "foi_applicant"
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def tell_applicant(context: EffectContext) -> None:
    """Put a message in the outbox when the applicant wants to be told; part of the act's transaction."""
    row = CitizenCase.objects.filter(pk=context.case.pk).exclude(told_by=CitizenCase.Told.NONE).first()
    if row is None or context.actor.kind == "public":
        return
    post_message(
        channel=CHANNEL,
        kind=f"foi.{context.action.code}",
        payload={"case": context.case.pk, "by": row.told_by},
        at=context.recorded_at,
        subject_ref=f"case:{context.case.pk}",
    )


def send(message: Outgoing) -> str:
    """Send one message; returns the carrier's reference, or why nobody could be told."""
    case = Case.objects.filter(pk=message.payload["case"]).first()
    contact = applicant_of(case).get("contact", "") if case else ""
    pattern = MOBILE if message.payload["by"] == CitizenCase.Told.SMS else MAILBOX
    found = pattern.search(contact)
    if case is None or found is None:
        return "no contact"
    text = message_text(case)
    if message.payload["by"] == CitizenCase.Told.SMS:
        return send_by_sms(replace(message, payload={"to": found[0], "text": text}))
    return send_by_mail(
        replace(message, payload={"to": found[0], "subject": "政府信息公开申请有新的进展", "text": text})
    )


def message_text(case: Case) -> str:
    """Return the words of a message: the number and where to look."""
    site = str(get_value("notices.site_address")).rstrip("/")
    return f"您的政府信息公开申请 {case.number} 有新的进展，请凭编号和查询码查看：{site}/apply/status"


CHANNELS = (Channel(name=CHANNEL, send=send, safe_to_repeat=False),)
