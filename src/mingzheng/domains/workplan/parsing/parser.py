"""Turns a document that was read into a scheme: tables first, running text where no table holds the list.

Reading files is `documents.reading`; each step here has its own module in this package.
"""

import datetime
import re

from mingzheng.documents.reading import Document

from .assembling import build_duty, build_headings
from .checks import check_frame, check_list
from .frame import Frame, read_frame
from .records import DutyRecord, Record
from .running_text import read_running_text
from .scheme import Scheme, SchemeFinding
from .tables import TableContents, read_blocks


def parse_scheme(document: Document) -> Scheme:
    """Return the scheme `document` contains, with findings about what a person must look at."""
    contents = read_blocks(document.blocks)
    frame = read_frame(contents.before, contents.after)
    records, duties = _find_list(contents, frame)
    preamble = tuple(build_duty(d) for d in duties)
    issued = datetime.date.fromisoformat(frame.date) if frame.date else None
    headings, list_findings = check_list(build_headings(records, issued), preamble)
    findings = [*_document_findings(document, contents), *check_frame(frame), *list_findings]
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
