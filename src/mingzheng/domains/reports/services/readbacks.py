"""Reading a Word file back into its report: keep what it would change, then take what somebody chose. Never silently."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mingzheng.casework.public import BadInput, NotPermitted, screen_given
from mingzheng.documents.reading import UnreadableDocument
from mingzheng.documents.reading.marked import read_marked
from mingzheng.domains.reports.errors import Gone, Overtaken
from mingzheng.domains.reports.models import Block, ReadBack, Report, Section, Version
from mingzheng.domains.reports.readback.moving import HEADING_REMOVED, MOVED, SECTION_MOVED
from mingzheng.domains.reports.readback.proposals import (
    BLOCK,
    HEADING,
    LEAD_IN,
    NEW,
    NEW_HEADING,
    REMOVED,
    propose,
)
from mingzheng.domains.reports.selectors import composed_report, rights_of
from mingzheng.domains.reports.services.saving import STREAM, Save, saving
from mingzheng.domains.reports.services.sections import clean_heading
from mingzheng.domains.reports.services.writing import insert_block, put_after, put_runs
from mingzheng.figures.public import Run, join_runs, runs_from_json, runs_to_json
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append


def read_back(
    report: Report, data: bytes, *, file_name: str, actor: Actor, at: datetime, file_id: int | None = None
) -> ReadBack:
    """Compare a Word file with its report and keep what it would change. Raises BadInput, NotPermitted."""
    if not rights_of(actor, report).everything:
        raise NotPermitted("只有报告的起草人员在起草中可以回读 Word 稿")
    try:
        paragraphs = read_marked(data, filename=file_name)
    except UnreadableDocument as error:
        raise BadInput({"document": [error.message_zh + error.advice_zh]}) from None
    screen_given({"text": [paragraph.text for paragraph in paragraphs]}, actor=actor, at=at)
    headings = dict(Section.objects.filter(report=report).values_list("pk", "heading"))
    proposals = propose(composed_report(report), paragraphs, headings=headings)
    versions = dict(Block.objects.filter(section__report=report).values_list("pk", "version"))
    for proposal in proposals:
        proposal["seen"] = versions.get(proposal.get("block", 0), 0)
    last = Version.objects.filter(report=report).values_list("number", flat=True).first()
    return ReadBack.objects.create(
        report=report,
        file_id=file_id,
        file_name=file_name[:255],
        proposals=proposals,
        report_version=last or 0,
        uploaded_by=actor.name[:60],
        account_id=actor.account_id,
        uploaded_at=at,
    )


def take_read_back(
    read_back_id: int, *, chosen: Collection[int], typed: Collection[tuple[int, int]], actor: Actor, at: datetime
) -> int:
    """Take the chosen proposals over; returns how many. `typed` names (proposal, number) whose typed words are wanted.

    A typed number becomes plain text without a source, which the check will ask about. Raises Gone, NotPermitted.
    """
    row = ReadBack.objects.select_related("report").filter(pk=read_back_id, state=ReadBack.State.OPEN).first()
    if row is None:
        raise Gone("这份回读稿已经处理过")
    with saving(row.report_id, actor=actor, at=at) as save:
        save.require(None)
        wanted = [proposal for proposal in row.proposals if proposal["id"] in chosen]
        _refuse_overtaken(row.report, wanted)
        taking = _Taking(save, actor, at)
        for proposal in sorted(wanted, key=lambda one: _ORDER.index(one["kind"])):
            words = {place for number, place in typed if number == proposal["id"]}
            _APPLIERS[proposal["kind"]](taking, proposal, words)
        taken = len(wanted)
        row.state, row.decided_at = ReadBack.State.TAKEN, at
        row.save(update_fields=["state", "decided_at"])
        save.words = f"采用 Word 稿“{row.file_name}”的 {taken} 处修改"[:200]
        _note(row, "read_back_taken", {"taken": sorted(chosen), "of": len(row.proposals)}, actor, at)
        return taken


def drop_read_back(read_back_id: int, *, actor: Actor, at: datetime) -> None:
    """Set a read-back aside. Raises Gone, NotPermitted."""
    row = ReadBack.objects.select_related("report__case").filter(pk=read_back_id, state=ReadBack.State.OPEN).first()
    if row is None:
        raise Gone("这份回读稿已经处理过")
    if not rights_of(actor, row.report).everything:
        raise NotPermitted("只有报告的起草人员可以放弃回读稿")
    row.state, row.decided_at = ReadBack.State.DROPPED, at
    row.save(update_fields=["state", "decided_at"])
    _note(row, "read_back_dropped", {}, actor, at)


def _note(row: ReadBack, kind: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    append(
        stream=STREAM,
        stream_id=str(row.report_id),
        kind=kind,
        payload={"read_back": row.pk, **payload},
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )


def chosen_runs(proposal: Mapping[str, Any], typed: Collection[int]) -> tuple[Run, ...]:
    """Return a proposal's runs; the numbers named in `typed` as the words that were typed."""
    stated = {number["place"]: number["stated"] for number in proposal["numbers"]}
    runs: list[Run] = []
    place = 0
    for run in runs_from_json(proposal["runs"]):
        if isinstance(run, str):
            runs.append(run)
            continue
        runs.append(stated[place] if place in typed and place in stated else run)
        place += 1
    return join_runs(runs)


@dataclass(slots=True)
class _Taking:
    """One taking over: whose, when, the last paragraph put behind each one so far, and the headings made."""

    save: Save
    actor: Actor
    at: datetime
    last_after: dict[tuple[int, int], int] = field(default_factory=dict)
    heads: dict[int, Section] = field(default_factory=dict)
    last_head: dict[int, int] = field(default_factory=dict)

    def block(self, block_id: int) -> Block:
        """Return a block of the report. Raises Gone."""
        found = Block.objects.filter(section__report=self.save.report, pk=block_id).first()
        if found is None:
            raise Gone("有一段已被删去，请重新回读")
        return found

    def section(self, section_id: int) -> Section:
        """Return a section of the report. Raises Gone."""
        found = Section.objects.filter(report=self.save.report, pk=section_id).first()
        if found is None:
            raise Gone("有一节已被删去，请重新回读")
        return found


def _refuse_overtaken(report: Report, proposals: Collection[Mapping[str, Any]]) -> None:
    """Refuse to write over what somebody has saved since the file was compared. Raises Overtaken."""
    seen = {one["block"]: one["seen"] for one in proposals if one["kind"] in {BLOCK, REMOVED} and one.get("seen")}
    for block in Block.objects.filter(section__report=report, pk__in=seen).select_related("section"):
        if block.version != seen[block.pk]:
            raise Overtaken(by=block.updated_by, heading=block.section.heading)


def _take_block(taking: _Taking, proposal: Mapping[str, Any], typed: Collection[int]) -> None:
    put_runs(taking.block(proposal["block"]), chosen_runs(proposal, typed), actor=taking.actor, at=taking.at)


def _take_new(taking: _Taking, proposal: Mapping[str, Any], typed: Collection[int]) -> None:
    """Put a new paragraph behind its neighbour, wherever that stands by now, and several in the order of the file."""
    runs = chosen_runs(proposal, typed)
    made = taking.heads.get(proposal.get("under", -1))
    if made is not None:
        insert_block(made, runs, is_item=False, after=None, actor=taking.actor, at=taking.at)
        return
    neighbour = Block.objects.filter(section__report=taking.save.report, pk=proposal["block"]).first()
    section = taking.section(neighbour.section_id if neighbour else proposal["section"])
    place = (section.pk, proposal["block"])
    after = taking.last_after.get(place) or (neighbour.pk if neighbour else None)
    block = insert_block(section, runs, is_item=False, after=after, actor=taking.actor, at=taking.at)
    taking.last_after[place] = block.pk


def _take_moved(taking: _Taking, proposal: Mapping[str, Any], typed: Collection[int]) -> None:
    block = taking.block(proposal["block"])
    if "under" not in proposal:
        put_after(block, taking.section(proposal["section"]), proposal["after_block"])
        return
    made = taking.heads.get(proposal["under"])
    if made is not None:
        last = Block.objects.filter(section=made).order_by("-position", "-pk").first()
        put_after(block, made, last.pk if last else 0)


def _take_new_heading(taking: _Taking, proposal: Mapping[str, Any], typed: Collection[int]) -> None:
    """Make a section of a heading that was typed; its sign is left to the software."""
    before = taking.section(taking.last_head.get(proposal["section"], proposal["section"]))
    rows = list(Section.objects.filter(report=taking.save.report, position__gt=before.position))
    made = Section.objects.create(
        report=taking.save.report,
        position=before.position + 1,
        level=proposal["level"],
        heading=clean_heading(proposal["after"]),
        kind="other",
        updated_by=taking.actor.name[:60],
        updated_at=taking.at,
    )
    for row in rows:
        row.position += 1
    Section.objects.bulk_update(rows, ["position"])
    taking.heads[proposal["head"]], taking.last_head[proposal["section"]] = made, made.pk


def _take_section_moved(taking: _Taking, proposal: Mapping[str, Any], typed: Collection[int]) -> None:
    """Put a section behind another; sections under it have moves of their own."""
    rows = list(Section.objects.filter(report=taking.save.report).order_by("position", "pk"))
    moved = next((row for row in rows if row.pk == proposal["section"]), None)
    if moved is None:
        raise Gone("有一节已被删去，请重新回读")
    rows.remove(moved)
    before = [place for place, row in enumerate(rows) if row.pk == proposal["after_section"]]
    rows.insert(before[0] + 1 if before else 0, moved)
    for position, row in enumerate(rows, start=1):
        row.position = position
    Section.objects.bulk_update(rows, ["position"])


def _take_removal(taking: _Taking, proposal: Mapping[str, Any], typed: Collection[int]) -> None:
    Block.objects.filter(section__report=taking.save.report, pk=proposal["block"]).delete()


def _take_heading(taking: _Taking, proposal: Mapping[str, Any], typed: Collection[int]) -> None:
    section = taking.section(proposal["section"])
    section.heading = clean_heading(proposal["after"])
    section.version += 1
    section.updated_by, section.updated_at = taking.actor.name[:60], taking.at
    section.save(update_fields=["heading", "version", "updated_by", "updated_at"])


def _take_heading_removal(taking: _Taking, proposal: Mapping[str, Any], typed: Collection[int]) -> None:
    """Take a heading out; paragraphs still under it go to the end of the section before. The first one stays."""
    section = taking.section(proposal["section"])
    sections = list(Section.objects.filter(report=taking.save.report).order_by("position", "pk"))
    place = sections.index(section)
    if not place:
        return
    before = sections[place - 1]
    last = Block.objects.filter(section=before).order_by("-position", "-pk").first()
    for block in Block.objects.filter(section=section).order_by("position", "pk"):
        put_after(block, before, last.pk if last else 0)
        last = block
    section.delete()


def _take_lead_in(taking: _Taking, proposal: Mapping[str, Any], typed: Collection[int]) -> None:
    report = taking.save.report
    report.lead_in = runs_to_json(chosen_runs(proposal, typed))
    report.elements_version += 1
    report.save(update_fields=["lead_in", "elements_version"])


# What is taken first stands first: words before places, and headings go when nothing needs them any more.
_APPLIERS = {
    BLOCK: _take_block,
    HEADING: _take_heading,
    LEAD_IN: _take_lead_in,
    SECTION_MOVED: _take_section_moved,
    NEW_HEADING: _take_new_heading,
    MOVED: _take_moved,
    NEW: _take_new,
    REMOVED: _take_removal,
    HEADING_REMOVED: _take_heading_removal,
}
_ORDER = tuple(_APPLIERS)
