"""Comments on a report, and typed numbers kept as text with a reason."""

from datetime import datetime

from mingzheng.casework.public import BadInput, NotPermitted, screen_given
from mingzheng.domains.reports.errors import Gone
from mingzheng.domains.reports.models import Block, Comment, KeptNumber, Report
from mingzheng.domains.reports.services.saving import STREAM, saving
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append


def add_comment(
    report: Report, *, text: str, actor: Actor, at: datetime, block_id: int | None = None, quote: str = ""
) -> Comment:
    """Put a comment on a block or on the report; whoever may read it may comment. Raises BadInput."""
    text = text.strip()
    if not text or len(text) > 1000:
        raise BadInput({"text": ["请写明意见，最多 1000 字"]})
    screen_given({"text": text, "quote": quote}, actor=actor, at=at)
    block = Block.objects.filter(pk=block_id or 0, section__report=report).first()
    comment = Comment.objects.create(
        report=report,
        block=block,
        quote=quote[:200],
        text=text,
        written_by=actor.name[:60],
        account_id=actor.account_id,
        written_at=at,
    )
    _note(report, "comment_written", {"comment": comment.pk, "block": block.pk if block else None}, actor, at)
    return comment


def settle_comment(report: Report, comment_id: int, *, answer: str, actor: Actor, at: datetime) -> None:
    """Mark a comment as dealt with. Raises Gone."""
    screen_given({"answer": answer}, actor=actor, at=at)
    found = Comment.objects.filter(report=report, pk=comment_id, settled_at__isnull=True).update(
        settled_by=actor.name[:60], settled_at=at, answer=answer.strip()[:500]
    )
    if not found:
        raise Gone("这条意见已经处理过，或已不存在")
    _note(report, "comment_settled", {"comment": comment_id}, actor, at)


def keep_number(report_id: int, *, words: str, reason: str, actor: Actor, at: datetime) -> None:
    """Let a typed number stay text, with the reason. Raises BadInput, NotPermitted."""
    reason = reason.strip()
    if not reason:
        raise BadInput({"reason": ["请说明为什么不接到指标，如“规定数，不是统计数”"]})
    screen_given({"reason": reason}, actor=actor, at=at)
    with saving(report_id, actor=actor, at=at) as save:
        if not (save.rights.everything or save.rights.sections):
            raise NotPermitted(save.rights.why_not)
        KeptNumber.objects.update_or_create(
            report=save.report,
            words=words[:100],
            defaults={"reason": reason[:200], "kept_by": actor.name[:60], "kept_at": at},
        )
        _note(save.report, "number_kept", {"words": words[:100], "reason": reason[:200]}, actor, at)


def _note(report: Report, kind: str, payload: dict[str, object], actor: Actor, at: datetime) -> None:
    append(
        stream=STREAM,
        stream_id=str(report.pk),
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
