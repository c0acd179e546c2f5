"""Who sent an opinion: read from the encrypted part of the ledger, on record; forgotten when it is no longer needed.

Legal basis: 个人信息保护法 第十九条 (kept no longer than needed), 第五十一条.
"""

from datetime import datetime, timedelta

from mingzheng.domains.participation.models import Submission
from mingzheng.domains.participation.submitting import STREAM
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append, erase_subject, list_entries, read_private
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import SHANGHAI

LABELS = {"name": "姓名或者单位名称", "contact": "联系方式"}
AT_ONCE = 500


def open_contact(submission: Submission, *, actor: Actor, at: datetime) -> dict[str, str]:
    """Return who sent a submission, by label, and put on record who looked; empty when it was never told or is forgotten."""
    found: dict[str, str] = {}
    for entry in list_entries(STREAM, str(submission.pk)):
        private = read_private(entry) if entry.private_box is not None else None
        found |= {LABELS[code]: str(value) for code, value in (private or {}).items() if code in LABELS}
    append(
        stream=STREAM,
        stream_id=str(submission.pk),
        kind="contact_viewed",
        payload={"number": submission.receipt},
        actor=actor.ref,
        occurred_on=at.astimezone(SHANGHAI).date(),
        recorded_at=at,
    )
    return found


def forget_contacts(*, at: datetime) -> int:
    """Destroy who sent the opinions of consultations answered or stopped long enough ago; return how many."""
    before = at.astimezone(SHANGHAI).date() - timedelta(days=int(get_value("participation.contact_days")))
    rows = Submission.objects.filter(
        has_contact=True, consultation__case__is_open=False, consultation__case__closed_on__lt=before
    )
    due = list(rows.order_by("pk")[:AT_ONCE])
    for row in due:
        erase_subject(stream=STREAM, stream_id=str(row.pk), actor="system", reason="保存期限届满", recorded_at=at)
    Submission.objects.filter(pk__in=[row.pk for row in due]).update(has_contact=False)
    return len(due)
