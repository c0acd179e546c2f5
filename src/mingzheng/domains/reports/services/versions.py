"""Bringing an earlier version of a report back. Keeping versions is `saving`; laying two side by side is `composition`."""

from datetime import datetime

from mingzheng.domains.reports.composition.content import SectionText, sections_from_json
from mingzheng.domains.reports.errors import Gone
from mingzheng.domains.reports.models import Block, Report, Section, Version
from mingzheng.domains.reports.services.saving import saving
from mingzheng.figures.public import list_bindings, runs_to_json
from mingzheng.platform.access.public import Actor

ELEMENTS = ("title", "salutation", "lead_in", "closing", "openness", "copies")


def restore_version(report_id: int, number: int, *, actor: Actor, at: datetime) -> None:
    """Make an earlier version the text again; what stands now remains a version of its own.

    Raises Gone, NotPermitted.
    """
    with saving(report_id, actor=actor, at=at) as save:
        save.require(None)
        version = Version.objects.filter(report=save.report, number=number).first()
        if version is None:
            raise Gone(f"没有第 {number} 稿")
        for name in ELEMENTS:
            setattr(save.report, name, version.content[name])
        save.report.elements_version += 1
        save.report.save(update_fields=[*ELEMENTS, "elements_version"])
        put_sections(save.report, sections_from_json(version.content["sections"]), actor=actor, at=at)
        save.words = f"恢复到第 {number} 稿"


def put_sections(report: Report, sections: tuple[SectionText, ...], *, actor: Actor, at: datetime) -> None:
    """Make the report's rows say this; rows whose ids are known are kept, so that comments and drafts stay."""
    stamp = {"updated_by": actor.name[:60], "updated_at": at}
    kept_sections, kept_blocks = set(), set()
    known = {row.pk: row for row in Section.objects.filter(report=report)}
    blocks = {row.pk: row for row in Block.objects.filter(section__report=report)}
    for position, text in enumerate(sections, start=1):
        row = known.get(text.id) or Section(report=report)
        row.position, row.level, row.heading, row.kind = position, text.level, text.heading, text.kind
        row.run_in, row.items_run_in = text.run_in, text.items_run_in
        _stamp(row, stamp)
        kept_sections.add(row.pk)
        for place, block_text in enumerate(text.blocks, start=1):
            block = blocks.get(block_text.id) or Block()
            block.section, block.position, block.is_item = row, place, block_text.is_item
            block.runs = runs_to_json(block_text.runs)
            block.figures = sorted({binding.code for binding in list_bindings(block_text.runs)})
            _stamp(block, stamp)
            kept_blocks.add(block.pk)
    Block.objects.filter(section__report=report).exclude(pk__in=kept_blocks).delete()
    Section.objects.filter(report=report).exclude(pk__in=kept_sections).delete()


def _stamp(row: Section | Block, stamp: dict[str, object]) -> None:
    row.version += 1 if row.pk else 0
    for name, value in stamp.items():
        setattr(row, name, value)
    row.save()
