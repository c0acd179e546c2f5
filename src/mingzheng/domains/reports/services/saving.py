"""One save of a report: lock it, judge who writes, let the change happen, keep the whole as a version, put it on record.

Every write to a report's text goes through `saving`. What the change is lives in the other services.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from mingzheng.casework.public import NotPermitted
from mingzheng.domains.reports.composition.content import sections_to_json
from mingzheng.domains.reports.models import Block, FigureUse, Report, Version
from mingzheng.domains.reports.permissions import Rights
from mingzheng.domains.reports.selectors import rights_of, section_text, sections_of
from mingzheng.figures.public import list_bindings, runs_from_json
from mingzheng.kit.digests import canonical_json, sha256_hex
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append

STREAM = "report"


@dataclass(slots=True)
class Save:
    """A save under way: the locked report, what its writer may write, and the line that will say what was done."""

    report: Report
    rights: Rights
    words: str = ""

    def require(self, section_id: int | None) -> None:
        """Raise NotPermitted unless this section may be written."""
        if not self.rights.may_write(section_id):
            raise NotPermitted(self.rights.why_not or "您只能修改请您供稿的章节", next_step="请联系报告的起草人员")


@contextmanager
def saving(report_id: int, *, actor: Actor, at: datetime) -> Iterator[Save]:
    """Open a save in one transaction; without words in the end nothing is kept as a version."""
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).select_related("case", "unit").get(pk=report_id)
        save = Save(report, rights_of(actor, report))
        yield save
        if save.words:
            keep_version(report, save.words, actor=actor, at=at)


def keep_version(report: Report, words: str, *, actor: Actor, at: datetime) -> Version | None:
    """Keep the report as it stands now as its next version; nothing when it is as the last one."""
    content = content_of(report)
    digest = sha256_hex(canonical_json(content))
    last = Version.objects.filter(report=report).only("number", "digest").first()
    if last is not None and last.digest == digest:
        return None
    note_uses(report)
    version = Version.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest,
        words=words[:200],
        saved_by=actor.name[:60],
        account_id=actor.account_id,
        saved_at=at,
    )
    append(
        stream=STREAM,
        stream_id=str(report.pk),
        kind="report_saved",
        payload={"version": version.number, "digest": digest, "words": version.words},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
    return version


def note_uses(report: Report) -> None:
    """Keep which figures the text uses now: those of its blocks and of the words before them."""
    used = {binding.code for binding in list_bindings(runs_from_json(report.lead_in))}
    for codes in Block.objects.filter(section__report=report).values_list("figures", flat=True):
        used.update(codes)
    held = set(FigureUse.objects.filter(report=report).values_list("figure", flat=True))
    FigureUse.objects.filter(report=report, figure__in=held - used).delete()
    FigureUse.objects.bulk_create(FigureUse(report=report, figure=code) for code in sorted(used - held))


def content_of(report: Report) -> dict[str, Any]:
    """Return what a version keeps: elements and sections."""
    return {
        "title": report.title,
        "salutation": report.salutation,
        "lead_in": report.lead_in,
        "closing": report.closing,
        "openness": report.openness,
        "copies": report.copies,
        "sections": sections_to_json(section_text(section) for section in sections_of(report)),
    }
