"""Bringing a scheme in: a document becomes a scheme's case with its rows, units, findings and source, or nothing at all.

What a document says is `parsing`; checking and correcting what was read is `checking`; booking is `booking`.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from mingzheng.casework.public import Receipt, open_case
from mingzheng.documents.reading import Document, UnreadableDocument, read_document
from mingzheng.domains.workplan.models import Requirement, SchemeDetail, SchemeFinding
from mingzheng.domains.workplan.parsing import (
    Duty,
    Heading,
    Scheme,
    Task,
    parse_scheme,
    resolve_deadline,
)
from mingzheng.domains.workplan.parsing import Requirement as ReadRequirement
from mingzheng.domains.workplan.services.checking import KINDS
from mingzheng.domains.workplan.services.directory import Directory, read_directory
from mingzheng.domains.workplan.services.printed_units import make_finding, match_rows
from mingzheng.domains.workplan.services.source_text import anchor_rows, flatten_source
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import StoredFile, attach, read_bytes, refuse_marked_text

SOURCE_ROLE = "source"


class NotImported(Exception):
    """A document that did not become a scheme: stable `code`, why, and what to do next. Nothing was kept of it."""

    def __init__(self, code: str, message: str, next_step: str, *, number: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.next_step, self.number = code, message, next_step, number


@dataclass(frozen=True, slots=True)
class ReadScheme:
    """A scheme as read, with the document it was read from."""

    scheme: Scheme
    document: Document
    title: str
    year: int


def read_scheme(data: bytes, *, filename: str, year: int | None = None) -> ReadScheme:
    """Read and understand a document. Raises NotImported, with words for people."""
    try:
        document = read_document(data, filename=filename)
    except UnreadableDocument as error:
        raise NotImported(error.code, error.message_zh, error.advice_zh) from error
    scheme = parse_scheme(document)
    if not document.text_layer:
        raise NotImported("no_text", "文件是扫描图像，没有可读的文字。", "请索取 docx、xlsx 或带文字的 PDF 后再导入。")
    if not scheme.requirements:
        raise NotImported(
            "no_requirements",
            "没有读出任何一项要求，文件可能不是分工方案。",
            "请核对所选文件；方案应有编号的要求，或“工作任务、责任单位”表格。",
        )
    found = year or scheme.year
    if found is None:
        raise NotImported("no_year", "文件里没有写明年度。", "请填写“年度”后再导入。")
    title = scheme.title or scheme.annex_title or Path(filename).stem
    return ReadScheme(scheme, document, title[:500], found)


def import_scheme(
    source: StoredFile | bytes,
    *,
    filename: str,
    actor: Actor,
    kind: str,
    key: str,
    occurred_on: date,
    recorded_at: datetime,
    year: int | None = None,
) -> Receipt:
    """Import a document as a scheme through the door, in one transaction; a repeated key returns the first result.

    Call it outside a transaction: a document with a secrecy mark leaves only the record of its refusal. Raises
    NotImported, `files.Rejected` and the door's errors; then nothing is kept.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    read = read_scheme(data, filename=filename, year=year)
    refuse_marked_text(read.document.text, actor, purpose="scheme_import")
    directory = read_directory(occurred_on)
    with transaction.atomic():
        receipt = open_case(
            "workplan_scheme",
            actor=actor,
            occurred_on=occurred_on,
            recorded_at=recorded_at,
            data=_opening(read, kind),
            key=key or f"import:{hashlib.sha256(data).hexdigest()}:{kind}",
        )
        if receipt.repeated:
            return receipt
        if isinstance(source, StoredFile):
            _refuse_twice(source)
            attach(source, subject=f"case:{receipt.case_id}", actor=actor, role=SOURCE_ROLE)
        _store(receipt.case_id, read, directory, source.pk if isinstance(source, StoredFile) else None)
    return receipt


def _opening(read: ReadScheme, kind: str) -> dict[str, Any]:
    scheme = read.scheme
    data = {
        "title": read.title,
        "year": read.year,
        "kind": kind,
        "doc_number": scheme.doc_number[:100],
        "issuer": scheme.issuer[:200],
        "issued_on": scheme.date,
        "publicity": scheme.publicity[:40],
    }
    return {name: value for name, value in data.items() if value}


def _refuse_twice(file: StoredFile) -> None:
    """Raise NotImported when the same file is already a scheme that was not withdrawn."""
    same = StoredFile.objects.filter(blob_id=file.blob_id).exclude(pk=file.pk).values("pk")
    earlier = (
        SchemeDetail.objects.filter(source_file__in=same)
        .exclude(case__state="withdrawn")
        .select_related("case")
        .first()
    )
    if earlier is not None:
        raise NotImported(
            "imported_before",
            f"这份文件已经导入，编号 {earlier.case.number}。",
            "请打开已导入的方案继续核对；确需重新导入的，先撤销原方案。",
            number=earlier.case.number,
        )


def _store(case_id: int, read: ReadScheme, directory: Directory, file_id: int | None) -> None:
    scheme, detail = read.scheme, SchemeDetail.objects.get(pk=case_id)
    rows: list[tuple[Requirement, Any]] = [*_duty_rows(detail, scheme), *_listed_rows(detail, read)]
    for order, (row, _) in enumerate(rows, start=1):
        row.order = order
    Requirement.objects.bulk_create(row for row, _ in rows)
    findings = [make_finding(detail, None, item.code, item.message, item.quote) for item in scheme.findings]
    findings += _unassigned_duties(detail, scheme)
    findings += _match_recipients(detail, scheme.recipients, directory)
    for row, read_row in rows:
        findings += [make_finding(detail, row, item.code, item.message, item.quote) for item in _findings_of(read_row)]
    findings += match_rows(detail, rows, directory)
    SchemeFinding.objects.bulk_create(findings)
    detail.copies = [{"kind": copy.kind, "recipients": list(copy.recipients)} for copy in scheme.copies]
    detail.recipients_text = "、".join(scheme.recipients)
    detail.source_file = file_id
    detail.source_blocks = anchor_rows(flatten_source(read.document), [(row.order, row.text) for row, _ in rows])
    detail.save(update_fields=["copies", "recipients_text", "source_file", "source_blocks"])


def _findings_of(row: ReadRequirement | Duty) -> Sequence[Any]:
    return row.findings if isinstance(row, ReadRequirement) else ()


def _duty_rows(detail: SchemeDetail, scheme: Scheme) -> Iterable[tuple[Requirement, Duty]]:
    """Yield the duties outside the list that name who owes them."""
    for duty in scheme.preamble:
        if duty.lead_units or duty.all_units:
            row = Requirement(
                scheme=detail,
                is_preamble=True,
                title=duty.title[:500],
                text=duty.text,
                raw_units=duty.raw_units,
                all_units=duty.all_units,
            )
            yield row, duty


def _unassigned_duties(detail: SchemeDetail, scheme: Scheme) -> list[SchemeFinding]:
    return [
        make_finding(
            detail, None, "duty_unassigned", f"“{duty.title or duty.text[:20]}”没有写责任单位，未列入台账", duty.text
        )
        for duty in scheme.preamble
        if not duty.lead_units and not duty.all_units
    ]


def _listed_rows(detail: SchemeDetail, read: ReadScheme) -> Iterable[tuple[Requirement, ReadRequirement]]:
    for heading in read.scheme.headings:
        for task in heading.tasks:
            for item in task.requirements:
                yield _row(detail, read.year, heading, task, item), item


def _row(detail: SchemeDetail, year: int, heading: Heading, task: Task, item: ReadRequirement) -> Requirement:
    schedule = item.schedule
    return Requirement(
        scheme=detail,
        heading_number=(heading.number or "")[:20],
        heading=(heading.title or "")[:500],
        task_number=(task.number or "")[:20],
        task=(task.title or "")[:500],
        number=(item.number or "")[:20],
        title=(item.title or "")[:500],
        text=item.text,
        deadline_text=(item.deadline or "")[:200],
        deadline_kind=schedule.kind if schedule and schedule.kind in KINDS else "",
        due_on=resolve_deadline(schedule, year) if schedule else None,
        interval=(schedule.interval or "") if schedule else "",
        times=schedule.times if schedule else None,
        raw_units=item.raw_units,
        all_units=item.all_units,
    )


def _match_recipients(detail: SchemeDetail, printed: Sequence[str], directory: Directory) -> list[SchemeFinding]:
    """Keep the recipients that are units of the tree; a name for a group of units is asked, never guessed."""
    findings, units = [], []
    for name in printed:
        match = directory.match(name)
        if match.unit_id is not None:
            units.append(match.unit_id)
        else:
            message = f"主送“{name}”没有对应到单位树，请选定它指哪些单位"
            findings.append(make_finding(detail, None, "unknown_recipient", message, name))
    if not printed:
        message = "没有读出主送单位；“各单位”即指主送范围，请选定"
        findings.append(make_finding(detail, None, "unknown_recipient", message))
    detail.recipient_units.set(units)
    return findings
