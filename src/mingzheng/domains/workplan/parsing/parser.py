"""Turns a document that was read into a scheme: tables first, running text where no table holds the list.

Reading files is `documents.reading`; each step here has its own module in this package.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from mingzheng.documents.reading import Document, Paragraph

from .assembling import build_duty, build_headings
from .checks import check_frame, check_list
from .frame import Frame, read_frame
from .notes import find_first_leads
from .records import DutyRecord, Record
from .running_text import read_running_text
from .scheme import Scheme, SchemeFinding
from .tables import TableContents, read_blocks

SHORTEST_WORK = 4
SCRAPS = 0.1


def parse_scheme(document: Document) -> Scheme:
    """Return the scheme `document` contains, with findings about what a person must look at."""
    contents = read_blocks(document.blocks)
    frame = read_frame(contents.before, contents.after)
    records, duties = _find_list(contents, frame)
    unsure = _is_unsure(document, records)
    records = [] if unsure else records
    first_leads = _find_first_leads(document)
    records = [replace(r, first_leads=bool(first_leads)) for r in records]
    preamble = tuple(build_duty(d) for d in duties)
    issued = datetime.date.fromisoformat(frame.date) if frame.date else None
    headings, list_findings = check_list(build_headings(records, issued), preamble)
    findings = [*_document_findings(document, contents), *check_frame(frame), *list_findings]
    if unsure:
        message = "表格没有框线，各行各栏分不清，没有导入；请改用Word、Excel文件，或者有框线的PDF"
        findings.append(SchemeFinding("table_unreadable", message))
    if first_leads:
        message = "按文件的说明，责任单位中第一个为牵头单位，其余为配合单位"
        findings.append(SchemeFinding("first_leads", message, first_leads))
    return Scheme(
        title=frame.titles.main,
        annex_title=frame.titles.annex if frame.titles.notice else "",
        doc_number=frame.doc_number,
        date=frame.date,
        year=_scheme_year(frame),
        issuer=frame.issuer,
        recipients=frame.recipients,
        publicity=frame.publicity,
        copies=frame.copies,
        preamble=preamble,
        headings=headings,
        findings=tuple(findings),
    )


def _find_list(contents: TableContents, frame: Frame) -> tuple[list[Record], list[DutyRecord]]:
    records, duties = read_running_text(frame.rest)
    if contents.records:
        return contents.records, [*duties, *contents.duties]
    return records, [*duties, *contents.duties]


def _is_unsure(document: Document, records: Sequence[Record]) -> bool:
    """Tell whether a table without rules fell into scraps: so many rows hold a torn-off word that none can be trusted."""
    if not records or all(f.code != "table_without_rules" for f in document.findings):
        return False
    scraps = sum(1 for r in records if len(r.text or r.title or "") < SHORTEST_WORK)
    return scraps >= SCRAPS * len(records)


def _find_first_leads(document: Document) -> str:
    """Return the words, in a note or in the head of a column, that let the first of several units lead."""
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [c.text for row in block.rows for c in row]
        for text in texts:
            if found := find_first_leads(text):
                return found
    return ""


def _scheme_year(frame: Frame) -> int | None:
    """Return the year the scheme is for: the one in its title, else of its date or number."""
    for text in (frame.titles.annex, frame.titles.cited, frame.titles.notice, frame.date, frame.doc_number):
        found = re.search(r"(?:19|20)\d{2}", text)
        if found:
            return int(found[0])
    return None


def _document_findings(document: Document, contents: TableContents) -> list[SchemeFinding]:
    findings = [SchemeFinding(f.code, f.message, f.quote) for f in document.findings]
    findings.extend(
        SchemeFinding("table_skipped", "有一张表没有识别为任务表，未导入", head) for head in contents.skipped
    )
    return findings
