"""Importing an earlier year's published report, and recording its confirmed figures as readings of that year."""

from datetime import datetime

from django.db import transaction

from mingzheng.casework.public import BadInput, NotPermitted, screen_given
from mingzheng.documents.reading import Document
from mingzheng.domains.reports.composition.matching import Candidate
from mingzheng.domains.reports.earlier.reading import read_earlier
from mingzheng.domains.reports.errors import Gone
from mingzheng.domains.reports.models import EarlierFigure, EarlierReport
from mingzheng.domains.reports.services.saving import STREAM
from mingzheng.figures.public import Given, Period, find_figure, list_figures, may_record, record_reading
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append
from mingzheng.platform.org.public import Unit


def import_earlier(
    document: Document,
    unit: Unit,
    *,
    file_name: str,
    actor: Actor,
    at: datetime,
    year: int | None = None,
    file_id: int | None = None,
) -> EarlierReport:
    """Keep a published report with the numbers read in it. Raises BadInput (no year), NotPermitted."""
    if not may_record(actor, unit.pk):
        raise NotPermitted(f"您不能为{unit.name}导入往年报告", next_step="请联系该单位联络员或党政办")
    screen_given({"text": document.text}, actor=actor, at=at)
    candidates = [Candidate(figure.code, figure.title, figure.counts, figure.unit) for figure in list_figures()]
    found = read_earlier(document, candidates=candidates)
    meant = year or found.year
    if meant is None:
        raise BadInput({"year": ["报告里没有读出年度，请填写"]})
    with transaction.atomic():
        report = EarlierReport.objects.create(
            unit=unit,
            year=meant,
            title=found.title[:200],
            file_id=file_id,
            file_name=file_name[:255],
            passages=list(found.passages),
            imported_by=actor.name[:60],
            imported_at=at,
        )
        EarlierFigure.objects.bulk_create(
            EarlierFigure(
                report=report,
                position=position,
                printed=number.printed[:60],
                counts=number.counts[:200],
                period_words=number.period_words[:60],
                kind=number.kind,
                quote=number.quote[:300],
                figure=number.figure,
                confidence=number.confidence,
            )
            for position, number in enumerate(found.numbers, start=1)
        )
        _note(report, "earlier_imported", {"numbers": len(found.numbers), "year": meant}, actor, at)
    return report


def confirm_number(
    number_id: int, *, code: str, actor: Actor, at: datetime, printed: str = "", key: str = ""
) -> EarlierFigure:
    """Record a number of an earlier report as its unit's reading of that year, 未核 until verified.

    Raises Gone, BadInput, NotPermitted and what `record_reading` raises.
    """
    row = EarlierFigure.objects.select_related("report__unit").filter(pk=number_id).first()
    if row is None or row.state == EarlierFigure.State.CONFIRMED:
        raise Gone("这个数已经确认过，或已不存在")
    figure = find_figure(code)
    if figure is None:
        raise BadInput({"code": ["请选择指标"]})
    report = row.report
    with transaction.atomic():
        reading = record_reading(
            code,
            unit_id=report.unit_id,
            period=Period.year(report.year),
            value=printed or row.printed,
            actor=actor,
            details=Given(
                source_words=f"{report.title or report.file_name}：{row.quote}"[:500],
                period_words=row.period_words,
                # What the system counts today was counted by hand that year: the published number stands for it.
                means="imported" if figure.is_reading else "published",
                evidence=(report.file_id,) if report.file_id else (),
            ),
            key=key,
            screened=True,
        )
        row.figure, row.state, row.reading_id = code, EarlierFigure.State.CONFIRMED, reading.pk
        row.decided_by, row.decided_at = actor.name[:60], at
        row.save(update_fields=["figure", "state", "reading_id", "decided_by", "decided_at"])
        _note(report, "earlier_confirmed", {"number": row.pk, "reading": reading.pk, "figure": code}, actor, at)
    return row


def set_aside(number_id: int, *, actor: Actor, at: datetime) -> None:
    """Leave a number out. Raises Gone, NotPermitted."""
    row = EarlierFigure.objects.select_related("report").filter(pk=number_id, state="offered").first()
    if row is None:
        raise Gone("这个数已经处理过")
    if not may_record(actor, row.report.unit_id):
        raise NotPermitted("您不能处理该单位的往年报告")
    row.state, row.decided_by, row.decided_at = EarlierFigure.State.SET_ASIDE, actor.name[:60], at
    row.save(update_fields=["state", "decided_by", "decided_at"])


def _note(report: EarlierReport, kind: str, payload: dict[str, object], actor: Actor, at: datetime) -> None:
    append(
        stream=STREAM,
        stream_id=f"earlier-{report.pk}",
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
