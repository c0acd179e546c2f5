"""Writes to annual disclosure reports: beginning, texts, explanations, reported cells, freezing, handing to publishing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingzheng.casework.public import (
    BadInput,
    Case,
    NotPermitted,
    Receipt,
    Refusal,
    Refused,
    open_case,
    perform,
    screen_given,
)
from mingzheng.domains.foi.annual.composing import bind_typed
from mingzheng.domains.foi.annual.facts import verdicts_of
from mingzheng.domains.foi.annual.models import AnnualExplanation, AnnualReport, AnnualText
from mingzheng.domains.foi.annual.numbers import figure_values
from mingzheng.domains.foi.annual.output.as_html import as_fragment
from mingzheng.domains.foi.annual.ports import Release, publisher
from mingzheng.domains.foi.annual.procedure import NAME
from mingzheng.domains.foi.annual.selectors import composed_report, counted_units, district_of, may_write, unit_of
from mingzheng.domains.foi.annual.words import BY_CODE, title_of
from mingzheng.domains.foi.annual_report import list_reported
from mingzheng.domains.foi.figures import figure_of
from mingzheng.figures.public import (
    Reading,
    correct_reading,
    list_bindings,
    parse_markup,
    record_reading,
    verify_reading,
)
from mingzheng.kit.digests import sha256_hex
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append
from mingzheng.platform.org.public import Unit
from mingzheng.platform.parameters.public import get_value
from mingzheng.proofing.disclosure.form import CellKey, FormTable

STREAM = "foi_annual"
LONGEST = 10_000
SUBMIT_BY, PUBLISH_BY = "foi.annual_submit_by", "foi.annual_publish_by"


def due_days(year: int, *, consolidated: bool) -> tuple[date, date]:
    """Return by when the report on a year is submitted and published.

    Legal basis: 政府信息公开条例第四十九条 (部门1月31日前提交并公布), 第五十条 (本级政府3月31日前公布)
    """
    month, day = get_value(PUBLISH_BY if consolidated else SUBMIT_BY).split("-")
    last = date(year + 1, int(month), int(day))
    return last, last


def start_report(
    lead: Unit,
    year: int,
    *,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
    key: str,
    consolidated: bool = False,
    organ: str = "",
) -> Receipt:
    """Open the report of an organ, or the government's consolidated one drafted by `lead`. Raises the errors of the door."""
    submit, publish = due_days(year, consolidated=consolidated)
    name = organ or (government_name(lead, year) if consolidated else lead.name)
    return open_case(
        NAME,
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data={
            "title": title_of(name, year),
            "lead_units": [lead.pk],
            "year": year,
            "is_consolidated": consolidated,
            "organ": name,
            "submit_due_on": submit.isoformat(),
            "publish_due_on": publish.isoformat(),
        },
        key=key,
    )


def government_name(lead: Unit, year: int) -> str:
    """Return the full name of the government a competent department drafts for."""
    district = district_of(lead, date(year, 12, 31))
    return get_value("foi.own_government") or f"{district.name}人民政府"


def save_text(report: AnnualReport, code: str, text: str, *, seen_version: int, actor: Actor, at: datetime) -> int:
    """Save a block; numbers that repeat the tables are bound to them. Returns how many bindings were added.

    Raises NotPermitted, BadInput, Refused when somebody else saved meanwhile; a secrecy mark is refused and recorded.
    """
    if code not in BY_CODE or not may_write(actor, report):
        raise NotPermitted("报告不在起草中，或您不是起草人员，不能修改", next_step="需要修改的，请先退回起草")
    clean = "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip())
    if len(clean) > LONGEST:
        raise BadInput({"text": [f"一段最多 {LONGEST} 字，现有 {len(clean)} 字"]})
    if any(ord(character) < 32 and character != "\n" for character in clean):
        raise BadInput({"text": ["文字含有不可见的控制字符，请删除后重填"]})
    screen_given({"text": clean}, actor=actor, at=at)
    composed = composed_report(report, live=True)
    figures = figure_values(list_bindings(parse_markup(clean)), units=counted_units(report), year=report.year)
    bound = bind_typed(clean, composed, figures)
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=report.pk)
        row = AnnualText.objects.select_for_update().get(report=report, code=code)
        if locked.state != "drafting":
            raise NotPermitted("报告已送签，不能修改", next_step="需要修改的，请先退回起草")
        if row.text == bound:
            return 0
        if row.version != seen_version:
            words = f"{row.updated_by or '他人'}刚才保存了这一段，您的文字还在下面"
            raise Refused([Refusal("moved", words, "请对照现在的内容合并后再保存")])
        row.text, row.version = bound, row.version + 1
        row.updated_by, row.updated_at = actor.name[:60], at
        row.save()
        _note(
            report,
            "text_saved",
            {"block": code, "version": row.version, "digest": sha256_hex(bound.encode())},
            actor,
            at,
        )
    return len(list_bindings(parse_markup(bound))) - len(list_bindings(parse_markup(clean)))


def explain(
    report: AnnualReport, *, code: str, subject: str, states: str, text: str, actor: Actor, at: datetime
) -> AnnualExplanation:
    """Keep why something stands as it does. Only what is asked now can be explained. Raises NotPermitted, BadInput."""
    if not may_write(actor, report):
        raise NotPermitted("报告不在起草中，或您不是起草人员，不能说明", next_step="需要修改的，请先退回起草")
    asked = [one.ask for one in verdicts_of(report)[0] if one.ask]
    ask = next((one for one in asked if (one.code, one.subject, one.states) == (code, subject, states)), None)
    if ask is None:
        raise BadInput({"text": ["数据已变动，这一处不再需要说明，请刷新"]})
    words = text.strip()
    if len(words) < 4:
        raise BadInput({"text": ["请写明原因"]})
    screen_given({"text": words}, actor=actor, at=at)
    with transaction.atomic():
        row, _ = AnnualExplanation.objects.update_or_create(
            report=report,
            code=code,
            subject=subject,
            defaults={"states": states, "text": words[:1000], "written_by": actor.name[:60], "written_at": at},
        )
        _note(report, "explained", {"code": code, "subject": subject, "states": states, "text": row.text}, actor, at)
    return row


def report_cell(report: AnnualReport, cell: CellKey, value: str, *, actor: Actor, reason: str = "") -> Reading | None:
    """Record what the organ reports for a cell of table 1, or correct it. None when nothing changed.

    Raises the errors of readings (BadReading, NotPermitted …), BadInput for a consolidated report.
    """
    if report.is_consolidated or cell.table is not FormTable.OPENNESS:
        raise BadInput({"value": ["汇总数和统计数不填报"]})
    unit = unit_of(report)
    words = f"{value}万" if cell.row == "fees" and value.strip() not in {"", "0"} else value
    code, period = figure_of(cell, report.year)
    held = next((row for _, key, row in list_reported(report.year, frozenset({unit.pk})) if key == cell), None)
    if held is None:
        return record_reading(code, unit_id=unit.pk, period=period, value=words, actor=actor)
    if held.printed.removesuffix("件").removesuffix("元") == words:
        return None
    return correct_reading(held.pk, value=words, reason=reason or "年报填报更正", actor=actor)


def verify_cells(report: AnnualReport, *, actor: Actor) -> int:
    """Confirm every reported cell of table 1 that waits; returns how many. Raises NotPermitted for one's own."""
    rows = list_reported(report.year, frozenset({unit_of(report).pk}))
    waiting = [row for _, _, row in rows if row.state == Reading.State.UNVERIFIED]
    for row in waiting:
        verify_reading(row.pk, actor=actor, opinion="年报表1核验", screened=True)
    return len(waiting)


def send_to_publishing(report: AnnualReport, *, actor: Actor, at: datetime, on: date, key: str) -> Receipt:
    """Hand the frozen report to the publishing room and record its item. Raises what either room refuses."""
    assert report.signed_on is not None
    composed = composed_report(report)
    release = Release(composed.title, as_fragment(composed), report.organ, report.signed_on)
    number = report.item_number or publisher().take(
        release, actor=actor, key=f"{NAME}:{report.pk}:{report.frozen_digest[:16]}"
    )
    return perform(
        report.pk,
        "send_to_publishing",
        actor=actor,
        occurred_on=on,
        recorded_at=at,
        data={"item_number": number},
        key=key,
    )


def _note(report: AnnualReport, kind: str, payload: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    append(
        stream=STREAM,
        stream_id=str(report.pk),
        kind=kind,
        payload=dict(payload),
        actor=actor.ref,
        occurred_on=None,
        recorded_at=at,
    )
