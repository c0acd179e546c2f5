"""What acts on reports do besides moving state: first draft, versions, freezing and thawing, number, sending, publishing.

Each runs inside the act's transaction, after the act is on record.
"""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.public import EffectContext, Refused
from mingzheng.casework.public import Refusal as Reason
from mingzheng.domains.reports.models import Report
from mingzheng.domains.reports.output.as_json import composed_to_json
from mingzheng.domains.reports.selectors import composed_report
from mingzheng.domains.reports.services.saving import keep_version
from mingzheng.domains.reports.services.snapshots import keep_snapshot
from mingzheng.domains.reports.services.starting import fill_new_report
from mingzheng.kit.digests import canonical_json, sha256_hex
from mingzheng.platform.numbering.public import issue_number, reserve_document_number


def _report(context: EffectContext) -> Report:
    case = context.case
    return Report.objects.select_related("case", "unit").get(pk=case.parent_id or case.pk)


def keep_this_version(context: EffectContext) -> None:
    """Keep the text as it is handed on as a version."""
    keep_version(_report(context), f"{context.action.title}时的文稿", actor=context.actor, at=context.recorded_at)


def freeze(context: EffectContext) -> None:
    """Fix text and numbers under the signature: whoever reads the report from now on reads this.

    Legal basis: 党政机关公文处理工作条例 第二十二条 (签发)
    """
    report = _report(context)
    signed = report.case.acts.filter(action="sign").order_by("-sequence").first()
    report.signer = (signed.on_behalf_name or signed.actor_name)[:60] if signed else context.actor.name[:60]
    report.signed_on = context.occurred_on
    report.frozen = {}
    composed = composed_report(report)
    if composed.gaps or composed.unverified:
        raise Refused([Reason("moved", "刚才有数据变动，请刷新后重新签发")])
    report.frozen = composed_to_json(composed)
    report.frozen_digest = sha256_hex(canonical_json(report.frozen))
    report.snapshot_id = keep_snapshot(report, composed, actor=context.actor)
    report.save(update_fields=["signer", "signed_on", "frozen", "frozen_digest", "snapshot_id"])
    context.notes.append({"digest": report.frozen_digest, "numbers": sum(1 for _ in composed.numbers())})


def thaw(context: EffectContext) -> None:
    """Let text and numbers move again; the signature is void, a number already given stays with the report."""
    Report.objects.filter(pk=context.case.pk).update(
        frozen={}, frozen_digest="", signer="", signed_on=None, snapshot_id=None
    )


def give_number(context: EffectContext) -> None:
    """Give the report its document number, gapless in its series; a report that was sent back keeps the one it has."""
    report = _report(context)
    if report.doc_number:
        return
    number = reserve_document_number(
        context.given["series"],
        context.occurred_on.year,
        actor=context.actor.ref,
        subject=f"case:{report.pk}",
        title=report.title,
    )
    Report.objects.filter(pk=report.pk).update(doc_number=number.text)
    issue_number(number.pk, actor=context.actor.ref)


def send(context: EffectContext) -> None:
    """Note the day on which the report went to its addressees."""
    Report.objects.filter(pk=context.case.pk).update(sent_on=context.occurred_on)


def publish(context: EffectContext) -> None:
    """Note the day of publication; what is published is what was signed."""
    Report.objects.filter(pk=context.case.pk).update(published_on=context.occurred_on)


def drop(context: EffectContext) -> None:
    """Make room for another report of the same unit and year."""
    Report.objects.filter(pk=context.case.pk).update(is_dropped=True)


EFFECTS: Mapping[str, Any] = {
    "reports.start": fill_new_report,
    "reports.keep_version": keep_this_version,
    "reports.freeze": freeze,
    "reports.thaw": thaw,
    "reports.number": give_number,
    "reports.send": send,
    "reports.publish": publish,
    "reports.drop": drop,
}
