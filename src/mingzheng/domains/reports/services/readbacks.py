"""Reading a Word file back into its report: keep what it would change, then take what somebody chose. Never silently."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from mingzheng.casework.public import BadInput, NotPermitted, screen_given
from mingzheng.documents.reading import UnreadableDocument
from mingzheng.documents.reading.marked import read_marked
from mingzheng.domains.reports.errors import Gone
from mingzheng.domains.reports.models import Block, ReadBack, Report, Section, Version
from mingzheng.domains.reports.readback.proposals import BLOCK, HEADING, LEAD_IN, NEW, REMOVED, propose
from mingzheng.domains.reports.selectors import composed_report, rights_of
from mingzheng.domains.reports.services.saving import STREAM, Save, saving
from mingzheng.domains.reports.services.sections import clean_heading
from mingzheng.domains.reports.services.writing import insert_block, put_runs
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
        taken = 0
        for proposal in row.proposals:
            if proposal["id"] in chosen:
                words = {place for number, place in typed if number == proposal["id"]}
                _APPLIERS[proposal["kind"]](save, proposal, words, actor, at)
                taken += 1
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


def _take_block(save: Save, proposal: Mapping[str, Any], typed: Collection[int], actor: Actor, at: datetime) -> None:
    block = Block.objects.filter(section__report=save.report, pk=proposal["block"]).first()
    if block is None:
        raise Gone("有一段已被删去，请重新回读")
    put_runs(block, chosen_runs(proposal, typed), actor=actor, at=at)


def _take_new(save: Save, proposal: Mapping[str, Any], typed: Collection[int], actor: Actor, at: datetime) -> None:
    section = Section.objects.filter(report=save.report, pk=proposal["section"]).first()
    if section is None:
        raise Gone("有一节已被删去，请重新回读")
    runs = chosen_runs(proposal, typed)
    insert_block(section, runs, is_item=False, after=proposal["block"] or None, actor=actor, at=at)


def _take_removal(save: Save, proposal: Mapping[str, Any], typed: Collection[int], actor: Actor, at: datetime) -> None:
    Block.objects.filter(section__report=save.report, pk=proposal["block"]).delete()


def _take_heading(save: Save, proposal: Mapping[str, Any], typed: Collection[int], actor: Actor, at: datetime) -> None:
    section = Section.objects.filter(report=save.report, pk=proposal["section"]).first()
    if section is None:
        raise Gone("有一节已被删去，请重新回读")
    section.heading = clean_heading(proposal["after"])
    section.version += 1
    section.updated_by, section.updated_at = actor.name[:60], at
    section.save(update_fields=["heading", "version", "updated_by", "updated_at"])


def _take_lead_in(save: Save, proposal: Mapping[str, Any], typed: Collection[int], actor: Actor, at: datetime) -> None:
    save.report.lead_in = runs_to_json(chosen_runs(proposal, typed))
    save.report.elements_version += 1
    save.report.save(update_fields=["lead_in", "elements_version"])


_APPLIERS = {
    BLOCK: _take_block,
    NEW: _take_new,
    REMOVED: _take_removal,
    HEADING: _take_heading,
    LEAD_IN: _take_lead_in,
}
