"""Give out numbers: case numbers (gaps allowed, nobody waits) and official document numbers (gapless, under a lock)."""

import re
from collections.abc import Iterable

from django.db import connection, connections, transaction

from mingzheng.platform.database.public import fetch_rows
from mingzheng.platform.ledger import public as ledger
from mingzheng.platform.numbering.models import DocumentNumber, DocumentSeries, NumberState

_PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,15}")
_NEXT_ON_SQLITE = """
    INSERT INTO numbering_casecounter (prefix, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (prefix, year) DO UPDATE SET last = numbering_casecounter.last + 1 RETURNING last
"""
_NEXT_ON_POSTGRESQL = "SELECT numbering_next_case(%s, %s)"
_NEXT_MANY_ON_SQLITE = """
    INSERT INTO numbering_casecounter (prefix, year, last) VALUES (%s, %s, %s)
    ON CONFLICT (prefix, year) DO UPDATE SET last = numbering_casecounter.last + %s RETURNING last
"""
_NEXT_MANY_ON_POSTGRESQL = "SELECT numbering_next_case(%s, %s) FROM generate_series(1, %s)"
_NEXT_IN_SERIES = """
    INSERT INTO numbering_documentseries (code, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (code, year) DO UPDATE SET last = numbering_documentseries.last + 1 RETURNING id
"""


class NumberError(ValueError):
    """The number cannot be given, used or voided as asked; `message` is Chinese and for the person."""

    def __init__(self, code: str, message: str) -> None:
        """Keep code and message."""
        self.code = code
        self.message = message
        super().__init__(message)


def next_case_number(prefix: str, year: int) -> str:
    """Return the next case number, e.g. YPFG-2026-00017. One statement.

    Numbers taken by a transaction that fails are lost on PostgreSQL, where a sequence gives them out and nobody waits
    for another's commit. Raises ValueError for a prefix that is not 1-16 capitals and digits.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"case number prefix {prefix!r}: 1-16 capitals and digits")
    link = connections["default"]
    next_number = _NEXT_ON_SQLITE if link.vendor == "sqlite" else _NEXT_ON_POSTGRESQL
    ((number,),) = fetch_rows(link, next_number, [prefix, year])
    return f"{prefix}-{year}-{number:05d}"


def next_case_numbers(prefix: str, year: int, count: int) -> list[str]:
    """Return the next so many case numbers, for imports. One statement; otherwise as `next_case_number`."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"case number prefix {prefix!r}: 1-16 capitals and digits")
    if count < 1:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_NEXT_MANY_ON_SQLITE, [prefix, year, count, count])
            (last,) = cursor.fetchone()
            numbers = list(range(last - count + 1, last + 1))
        else:
            cursor.execute(_NEXT_MANY_ON_POSTGRESQL, [prefix, year, count])
            numbers = sorted(number for (number,) in cursor.fetchall())
    return [f"{prefix}-{year}-{number:05d}" for number in numbers]


def reserve_document_number(
    series: str, year: int, *, actor: str, subject: str = "", title: str = ""
) -> DocumentNumber:
    """Take the next number of a series (机关代字, year), in the caller's transaction: rolled back, it is free again.

    The series stays locked until that transaction ends, so take the number late. Raises NumberError for an empty code.
    """
    code = series.strip()
    if not code or len(code) > 40 or any(mark in code for mark in "〔〕[]（）()"):
        raise NumberError("bad_series", "机关代字不能为空，也不能含括号。")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_NEXT_IN_SERIES, [code, year])
            (series_id,) = cursor.fetchone()
        held = DocumentSeries.objects.get(pk=series_id)
        number = DocumentNumber.objects.create(
            series=held,
            number=held.last,
            subject=subject,
            title=title,
            reserved_by=actor,
            reserved_at=ledger.now(),
        )
        _record(number, "number_reserved", actor=actor, reason="")
    return number


def issue_number(number_id: int, *, actor: str) -> DocumentNumber:
    """Mark a reserved number as used on an issued document. Raises NumberError in any other state."""
    with transaction.atomic():
        number = _locked(number_id)
        if number.state != NumberState.RESERVED:
            raise NumberError("not_reserved", f"{number.text} {number.get_state_display()}，不能再用。")
        number.state = NumberState.ISSUED
        number.issued_at = ledger.now()
        number.save(update_fields=["state", "issued_at"])
        _record(number, "number_issued", actor=actor, reason="")
    return number


def void_number(number_id: int, *, actor: str, reason: str) -> DocumentNumber:
    """Void a number with its reason; it is never given out again. Raises NumberError without a reason or when void."""
    if not reason.strip():
        raise NumberError("no_reason", "请填写作废理由。")
    with transaction.atomic():
        number = _locked(number_id)
        if number.state == NumberState.VOID:
            raise NumberError("already_void", f"{number.text} 已作废：{number.void_reason}")
        number.state = NumberState.VOID
        number.voided_by = actor
        number.voided_at = ledger.now()
        number.void_reason = reason.strip()
        number.save(update_fields=["state", "voided_by", "voided_at", "void_reason"])
        _record(number, "number_voided", actor=actor, reason=number.void_reason)
    return number


def start_series(series: str, year: int, *, last_used: int, actor: str, reason: str) -> DocumentSeries:
    """Let a series go on after numbers given out on paper before. Raises NumberError once one was given out here."""
    with transaction.atomic():
        held, _ = DocumentSeries.objects.select_for_update().get_or_create(code=series.strip(), year=year)
        if held.numbers.exists() or held.last > last_used or not reason.strip():
            raise NumberError("series_under_way", f"{held} 已有编号，或未填写理由，不能重设起号。")
        held.last = last_used
        held.save(update_fields=["last"])
        ledger.append(
            stream="number",
            stream_id=f"{held.code}:{held.year}",
            kind="series_started",
            payload={"last_used": last_used, "reason": reason.strip()},
            actor=actor,
            occurred_on=None,
            recorded_at=ledger.now(),
        )
    return held


def list_numbers(series: str, year: int) -> list[DocumentNumber]:
    """Return the numbers of a series with their states, in order."""
    rows = DocumentNumber.objects.select_related("series").filter(series__code=series, series__year=year)
    return list(rows.order_by("number"))


def find_numbers(subjects: Iterable[str]) -> dict[str, str]:
    """Return the last number each subject was given, as it stands on the document; a subject without one stays out."""
    rows = DocumentNumber.objects.select_related("series").filter(subject__in=list(subjects)).order_by("pk")
    return {row.subject: row.text for row in rows}


def _locked(number_id: int) -> DocumentNumber:
    rows = DocumentNumber.objects.select_for_update(of=("self",)).select_related("series").filter(pk=number_id)
    number = rows.first()
    if number is None:
        raise NumberError("no_such_number", "没有这个文号。")
    return number


def _record(number: DocumentNumber, kind: str, *, actor: str, reason: str) -> None:
    ledger.append(
        stream="number",
        stream_id=f"{number.series.code}:{number.series.year}",
        kind=kind,
        payload={"number": number.number, "subject": number.subject, "reason": reason},
        actor=actor,
        occurred_on=None,
        recorded_at=ledger.now(),
    )
