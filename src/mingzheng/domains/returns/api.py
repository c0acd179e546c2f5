"""Returns over HTTP: forms, who has reported, a unit's values, filling them in. Other acts are the cases' endpoints.

The kit adds sign-in, scopes, limits, idempotency keys and problems.
"""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest
from pydantic import Field as Bound

from mingzheng.casework.public import BadInput
from mingzheng.domains.returns.models import FormDetail, ReturnDetail
from mingzheng.domains.returns.selectors import (
    forms_for,
    get_form_for,
    get_return_for,
    list_asked,
    returns_for,
    standing_for,
)
from mingzheng.domains.returns.services.filling import Entry, check_entries, entry_of, fill_in
from mingzheng.domains.returns.sheet import SheetLine, read_sheet
from mingzheng.platform.api import public as kit
from mingzheng.platform.ledger.public import now, today

router = kit.ApiRouter(scope="returns", tags=["填报"])
kit.register_router("/returns", router)


class FormOut(kit.Shape):
    """A form with how far its units are."""

    number: str
    title: str
    state: str
    period: str
    due_on: dt.date
    basis: str
    asked: int
    answered: int
    locked: int


class AskedOut(kit.Shape):
    """A figure a form asks for."""

    figure: str
    title: str
    unit: str
    hint: str
    is_required: bool
    needs_evidence: bool
    minimum: Decimal | None
    maximum: Decimal | None
    beyond: str


class StandingOut(kit.Shape):
    """How far one unit is."""

    number: str
    unit: int
    unit_name: str
    state: str
    lamp: str
    due_on: dt.date | None
    filled: int
    asked: int
    urged: int


class FormWholeOut(FormOut):
    """A form with its figures and units."""

    figures: list[AskedOut]
    units: list[StandingOut]


class ReturnOut(kit.Shape):
    """A unit's return."""

    number: str
    title: str
    unit: int
    unit_name: str
    period: str
    state: str
    due_on: dt.date | None
    version: int


class FindingOut(kit.Shape):
    """One thing to look at before submission."""

    code: str
    message: str
    weight: str


class LineOut(kit.Shape):
    """One figure of a unit's return."""

    figure: str
    title: str
    unit: str
    value: str
    is_not_involved: bool
    explanation: str
    source: str
    evidence: list[int]
    origin: str
    last: str
    known: str
    known_from: str
    is_computed: bool
    problem: str
    reading: int | None
    findings: list[FindingOut]


class ReturnWholeOut(ReturnOut):
    """A unit's return with its values."""

    lines: list[LineOut]


class EntryIn(kit.Input):
    """What is filled in for one figure; what is left out becomes empty."""

    figure: kit.Text80
    value: kit.Text80 = ""
    is_not_involved: bool = False
    explanation: kit.Text500 = ""
    source: kit.Text200 = ""
    evidence: list[kit.Id] = Bound([], max_length=20)


class FillIn(kit.Input):
    """Values to fill in; figures not named stay as they are."""

    values: list[EntryIn] = Bound(..., min_length=1, max_length=300)


@router.get("/forms", response=kit.PageOf[FormOut])
def list_forms(request: HttpRequest, page: kit.Query[kit.PageQuery]) -> object:
    """列出有权查看的填报表，附各有几个单位已报、已锁定。"""
    found = kit.take_page(forms_for(kit.caller(request).actor), page)
    return {**found, "items": [_form(form) for form in found["items"]]}


@router.get("/forms/{number}", response=FormWholeOut)
def get_form(request: HttpRequest, number: kit.Code) -> object:
    """查一份填报表：指标、界限和各单位情况。"""
    actor = kit.caller(request).actor
    found = get_form_for(actor, number)
    form = forms_for(actor).get(pk=found.pk)
    asked = [
        {
            "figure": row.figure,
            "title": figure.title if figure else row.figure,
            "unit": figure.unit if figure else "",
            "hint": row.hint,
            "is_required": row.is_required,
            "needs_evidence": row.needs_evidence,
            "minimum": row.minimum,
            "maximum": row.maximum,
            "beyond": row.beyond,
        }
        for row, figure in list_asked(form)
    ]
    units = [
        {
            "number": row.number,
            "unit": row.unit_id,
            "unit_name": row.unit,
            "state": row.state,
            "lamp": row.lamp,
            "due_on": row.due_on,
            "filled": row.filled,
            "asked": row.asked,
            "urged": row.urged,
        }
        for row in standing_for(actor, form)
    ]
    return {**_form(form), "figures": asked, "units": units}


@router.get("", response=kit.PageOf[ReturnOut])
def list_returns(request: HttpRequest, page: kit.Query[kit.PageQuery]) -> object:
    """列出有权查看的各单位填报。"""
    found = kit.take_page(returns_for(kit.caller(request).actor), page)
    return {**found, "items": [_return(item) for item in found["items"]]}


@router.get("/{number}", response=ReturnWholeOut)
def get_return(request: HttpRequest, number: kit.Code) -> object:
    """查一个单位的填报：逐项数值、上年数值、已有数值和待处理的问题。"""
    return _whole(get_return_for(kit.caller(request).actor, number))


@router.put("/{number}/values", response=ReturnWholeOut)
def put_values(request: HttpRequest, number: kit.Code, body: FillIn) -> object:
    """填写数值，作为一次办理；有一项不能接收时全部不存，逐项说明原因。报送等其他办理用事项的动作接口。"""
    caller = kit.caller(request)
    item = get_return_for(caller.actor, number)
    sheet = read_sheet(item)
    entries = {
        row.figure: Entry(row.value, row.is_not_involved, row.explanation, row.source, tuple(row.evidence))
        for row in body.values
    }
    refused = _find_faults(item, entries)
    if refused:
        raise BadInput(refused)
    fill_in(
        item,
        sheet,
        entries,
        actor=caller.actor,
        occurred_on=today(),
        recorded_at=now(),
        key=caller.key,
    )
    return _whole(get_return_for(caller.actor, number))


def _find_faults(item: ReturnDetail, entries: dict[str, Entry]) -> dict[str, tuple[str, ...]]:
    sheet = read_sheet(item)
    changed = {
        code: entry for code, entry in entries.items() if (line := sheet.line(code)) is None or entry != entry_of(line)
    }
    return check_entries(item, sheet, changed)


def _form(form: FormDetail) -> dict[str, object]:
    return {
        "number": form.case.number,
        "title": form.case.title,
        "state": form.case.state,
        "period": form.period_key,
        "due_on": form.due_on,
        "basis": form.basis,
        "asked": form.asked,  # type: ignore[attr-defined]
        "answered": form.answered,  # type: ignore[attr-defined]
        "locked": form.locked,  # type: ignore[attr-defined]
    }


def _return(item: ReturnDetail) -> dict[str, object]:
    return {
        "number": item.case.number,
        "title": item.case.title,
        "unit": item.unit_id,
        "unit_name": item.unit.name,
        "period": item.form.period_key,
        "state": item.case.state,
        "due_on": item.case.due_on,
        "version": item.case.version,
    }


def _whole(item: ReturnDetail) -> dict[str, object]:
    return {**_return(item), "lines": [_line(line) for line in read_sheet(item).lines]}


def _line(line: SheetLine) -> dict[str, object]:
    row = line.line
    return {
        "figure": line.code,
        "title": line.figure.title,
        "unit": line.figure.unit,
        "value": line.shown,
        "is_not_involved": row.is_not_involved,
        "explanation": row.explanation,
        "source": row.source_words,
        "evidence": row.evidence,
        "origin": row.origin,
        "last": line.last.printed if line.last else "",
        "known": line.known.printed if line.known else "",
        "known_from": line.known.words if line.known else "",
        "is_computed": line.is_computed,
        "problem": row.problem,
        "reading": row.reading_id,
        "findings": [{"code": item.code, "message": item.message, "weight": item.weight} for item in line.findings],
    }
