"""Take and answer objections to what is published: an objection 异议, credit repair 信用修复, a wish for correction.

Legal basis: 行政处罚法 第四十八条; 政府信息公开条例 第四十一条.
"""

from datetime import date

from mingzheng.casework.public import EffectContext
from mingzheng.domains.publishing.models import Objection, Publication
from mingzheng.domains.publishing.services.releasing import take_back
from mingzheng.domains.publishing.words import ObjectionKind, ObjectionOutcome, WithdrawalKind


def take_objection(context: EffectContext) -> None:
    """Keep what somebody asks for; one at a time is under way."""
    given = context.given
    Objection.objects.create(
        item_id=context.case.pk,
        kind=given["objection_kind"],
        by_whom=given["by_whom"],
        content=given["content"],
        received_on=date.fromisoformat(str(given["received_on"])),
    )


def answer_objection(context: EffectContext) -> None:
    """Keep the answer; what is withdrawn by it shows its public note at once. A page that was down before keeps its note."""
    given = context.given
    held = Objection.objects.get(item=context.case.pk, answered_on=None)
    held.outcome, held.reply, held.answered_on = given["outcome"], given["reply"], context.occurred_on
    held.save(update_fields=["outcome", "reply", "answered_on"])
    is_down = Publication.objects.filter(item=context.case.pk, is_current=True, withdrawn_at__isnull=False).exists()
    if held.outcome == ObjectionOutcome.WITHDRAWN and not is_down:
        repaired = held.kind == ObjectionKind.CREDIT_REPAIR
        kind = WithdrawalKind.CREDIT_REPAIRED if repaired else WithdrawalKind.OTHER
        take_back(context, {"kind": kind, "note": held.reply})
