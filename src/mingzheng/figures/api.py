"""Figures over HTTP: definitions, values, the rows behind them, parts and series; readings in and verified.

What a caller may ask is `selectors`; the kit adds sign-in, scopes, limits, idempotency keys and problems.
"""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from pydantic import Field as Bound

from mingzheng.figures.declaration import UNIT, Figure
from mingzheng.figures.desk.asking import usual_period
from mingzheng.figures.desk.naming import source_label
from mingzheng.figures.errors import BadReading, FigureError, UnknownFigure
from mingzheng.figures.models import Reading
from mingzheng.figures.parts import breakdown, compare, series
from mingzheng.figures.pedigree import rows_of
from mingzheng.figures.periods import Period, Scope
from mingzheng.figures.readings import rules
from mingzheng.figures.readings.recording import Given
from mingzheng.figures.readings.selectors import find_reading, readings_for
from mingzheng.figures.readings.services import record_reading, verify_reading
from mingzheng.figures.registry import get_figure, list_figures
from mingzheng.figures.selectors import may_read_figure, may_read_figures, scope_for, subtree
from mingzheng.figures.values import FigureValue, value_of
from mingzheng.figures.wordings import offers
from mingzheng.platform.access.public import Actor
from mingzheng.platform.api import public as kit
from mingzheng.platform.ledger.public import today

figures = kit.ApiRouter(scope="figures", tags=["指标"])
readings = kit.ApiRouter(scope="figures", tags=["填报值"])
kit.register_router("/figures", figures)
kit.register_router("/readings", readings)


def _problem(error: FigureError) -> kit.Problem:
    errors = []
    if isinstance(error, BadReading):
        errors = [{"field": f"body.{name}", "message": text} for name, texts in error.errors.items() for text in texts]
    return kit.Problem(error.status, error.code, error.message, error.next_step, errors=errors)


kit.register_problem(FigureError, _problem)


class DimensionOut(kit.Shape):
    """By what a figure can be taken apart."""

    code: str
    title: str


class FigureOut(kit.Shape):
    """A definition."""

    code: str
    version: int
    title: str
    counts: str
    unit: str
    scale: str
    period: str
    kind: str
    decimals: int
    source: str
    dimensions: list[DimensionOut]
    systems: list[str]
    basis: str


class ValueOut(kit.Shape):
    """A value with what it rests on. `value` is text, so that no digit is lost; null where there is none."""

    figure: str
    version: int
    period: str
    period_label: str
    value: str | None
    printed: str
    qualifier: str
    state: str
    as_of: dt.date | None
    rows_count: int
    readings: list[int]
    wordings: list[str]
    differs: str
    why_missing: str


class RowOut(kit.Shape):
    """One row behind a value; `ref` is its ledger stream."""

    key: str
    title: str
    url: str
    ref: str
    amount: str
    when: dt.date | None


class RowsOut(kit.Shape):
    """Rows behind a value. `hidden` are counted and not shown; null where they were not counted."""

    items: list[RowOut]
    page: int
    pages: int
    total: int
    hidden: int | None


class PartOut(kit.Shape):
    """One part of a value; `key` is null for what is not classified."""

    key: str | None
    label: str
    value: str


class PartsOut(kit.Shape):
    """A value by the parts of a dimension; `is_exact` says that they sum to the whole."""

    dimension: str
    whole: ValueOut
    parts: list[PartOut]
    is_exact: bool


class ComparisonOut(kit.Shape):
    """A value beside that of the same period a year before."""

    present: ValueOut
    before: ValueOut
    difference: str | None
    percent: str | None


class AskQuery(kit.Shape):
    """Of which unit (with those below it) and for which period: year:2025, as_of:2025-10-31, range:…:…, standing."""

    unit: int | None = Bound(None, ge=1, le=2**31 - 1)
    period: kit.Text80 = ""


class RowsQuery(AskQuery):
    """The same with a page."""

    page: int = Bound(1, ge=1, le=300)


class SeriesQuery(AskQuery):
    """The same with how many years back."""

    years: int = Bound(5, ge=1, le=20)


class ListQuery(kit.Shape):
    """Which definitions."""

    q: kit.Text80 = ""
    room: kit.Text80 = ""


class ReadingOut(kit.Shape):
    """One reported value."""

    id: int
    figure: str
    version: int
    unit: int
    period: str
    printed: str
    value: str | None
    qualifier: str
    state: str
    source_words: str
    recorded_name: str
    recorded_at: dt.datetime
    verified_name: str


class ReadingIn(kit.Input):
    """A value to report."""

    figure: kit.Code
    unit: kit.Id
    period: kit.Text80
    value: kit.Text80
    source_words: kit.Text500
    evidence: list[kit.Id] = Bound(default_factory=list, max_length=20)


class OpinionIn(kit.Input):
    """An opinion."""

    opinion: kit.Text500 = ""


@figures.get("", response=list[FigureOut])
def list_definitions(request: HttpRequest, query: kit.Query[ListQuery]) -> Any:
    """列出指标定义；可按业务和名称筛选。"""
    actor = _reader(request)
    return [
        _definition(figure)
        for figure in list_figures(room=query.room)
        if query.q in f"{figure.code}{figure.title}{figure.counts}" and may_read_figure(actor, figure)
    ]


@figures.get("/{code}", response=FigureOut)
def get_definition(request: HttpRequest, code: kit.Code) -> Any:
    """查一个指标的定义。"""
    return _definition(_figure(request, code))


@figures.get("/{code}/value", response=ValueOut)
def get_value(request: HttpRequest, code: kit.Code, query: kit.Query[AskQuery]) -> Any:
    """查指标在某单位、某时段的数值和依据。"""
    return _value(value_of(code, scope=_scope(request, code, query)))


@figures.get("/{code}/rows", response=RowsOut)
def list_rows(request: HttpRequest, code: kit.Code, query: kit.Query[RowsQuery]) -> Any:
    """列出数值的来源记录；无权查看的计入总数而不列出。"""
    scope = _scope(request, code, query)
    found = rows_of(code, scope, _reader(request), query.page)
    items = [
        {
            "key": row.key,
            "title": row.title,
            "url": row.url,
            "ref": row.ref,
            "amount": str(row.amount),
            "when": row.when,
        }
        for row in found.rows
    ]
    return {"items": items, "page": found.page, "pages": found.pages, "total": found.total, "hidden": found.hidden}


@figures.get("/{code}/parts/{dimension}", response=PartsOut)
def list_parts(request: HttpRequest, code: kit.Code, dimension: kit.Code, query: kit.Query[AskQuery]) -> Any:
    """按单位（unit）或其他分组列出各部分；未分类的单列，各部分之和等于总数。"""
    found = breakdown(code, _scope(request, code, query), dimension)
    return {
        "dimension": found.dimension.code,
        "whole": _value(found.whole),
        "parts": [{"key": part.key, "label": part.label, "value": str(part.value)} for part in found.parts],
        "is_exact": found.is_exact,
    }


@figures.get("/{code}/comparison", response=ComparisonOut)
def get_comparison(request: HttpRequest, code: kit.Code, query: kit.Query[AskQuery]) -> Any:
    """与上年同期比较。"""
    found = compare(code, _scope(request, code, query))
    return {
        "present": _value(found.present),
        "before": _value(found.before),
        "difference": None if found.difference is None else str(found.difference),
        "percent": None if found.percent is None else str(found.percent),
    }


@figures.get("/{code}/series", response=list[ValueOut])
def list_series(request: HttpRequest, code: kit.Code, query: kit.Query[SeriesQuery]) -> Any:
    """列出历年同期的数值。"""
    scope = _scope(request, code, query)
    periods = [scope.period]
    while len(periods) < query.years and (before := periods[0].earlier()) is not None:
        periods.insert(0, before)
    return [_value(value) for value in series(code, scope, periods)]


@readings.get("", response=kit.PageOf[ReadingOut])
def list_readings(request: HttpRequest, page: kit.Query[kit.PageQuery]) -> Any:
    """列出有权查看的填报值，新的在前。"""
    found = kit.take_page(readings_for(_reader(request)).order_by("-pk"), page)
    return {**found, "items": [_reading(row) for row in found["items"]]}


@readings.post("", response={201: ReadingOut})
def report(request: HttpRequest, body: ReadingIn) -> Any:
    """填报一个数值；同一 Idempotency-Key 再次提交返回第一次的结果。"""
    who = kit.caller(request)
    reading = record_reading(
        body.figure,
        unit_id=body.unit,
        period=_period(body.period),
        value=body.value,
        actor=_reader(request),
        details=Given(source_words=body.source_words, means="api", evidence=tuple(body.evidence)),
        key=who.key,
    )
    return kit.Status(201, _reading(reading))


@readings.post("/{pk}/verify", response=ReadingOut)
def verify(request: HttpRequest, pk: kit.Pk, body: OpinionIn) -> Any:
    """核验一个填报值；填报人不能核验自己的填报值。"""
    actor = _reader(request)
    found = find_reading(pk)
    if found is None or not rules.may_read(actor, found.unit_id):
        raise kit.ProblemError(kit.Problem(404, "not_found", "没有这条填报值。"))
    return _reading(verify_reading(pk, actor=actor, opinion=body.opinion))


def _reader(request: HttpRequest) -> Actor:
    actor = kit.caller(request).actor
    if not may_read_figures(actor):
        raise kit.ProblemError(kit.Problem(403, "not_permitted", "您没有查看数据的权限。"))
    return actor


def _figure(request: HttpRequest, code: str) -> Figure:
    figure = get_figure(code)
    if not may_read_figure(_reader(request), figure):
        raise UnknownFigure(f"没有指标 {code}", next_step="请到指标目录中查找")
    return figure


def _scope(request: HttpRequest, code: str, query: AskQuery) -> Scope:
    figure = _figure(request, code)
    period = _period(query.period) if query.period else usual_period(figure, today())
    units = subtree(query.unit, period) if query.unit is not None else None
    return scope_for(_reader(request), period, units)


def _period(key: str) -> Period:
    try:
        return Period.from_key(key)
    except (ValueError, OverflowError):
        raise kit.ProblemError(
            kit.Problem(422, "bad_period", "时段应写作 year:2025、as_of:2025-10-31、range:起:止 或 standing。")
        ) from None


def _definition(figure: Figure) -> dict[str, Any]:
    names = ("code", "version", "title", "counts", "unit", "scale", "decimals", "basis")
    return {
        **{name: getattr(figure, name) for name in names},
        "period": figure.period.value,
        "kind": figure.kind.value,
        "source": source_label(figure),
        "dimensions": [{"code": item.code, "title": item.title} for item in (UNIT, *figure.dimensions)],
        "systems": list(figure.systems),
    }


def _value(value: FigureValue) -> dict[str, Any]:
    wordings = offers(value.value, value.figure.unit) if value.value is not None and value.state == "computed" else ()
    return {
        "figure": value.figure.code,
        "version": value.version,
        "period": value.scope.period.key,
        "period_label": value.scope.period.label(),
        "value": None if value.value is None else f"{value.value:f}",
        "printed": value.printed,
        "qualifier": value.qualifier.value,
        "state": value.state.value,
        "as_of": value.as_of,
        "rows_count": value.rows_count,
        "readings": list(value.reading_ids),
        "wordings": [wording.written(value.figure.unit) for wording in wordings],
        "differs": value.differs,
        "why_missing": value.why_missing,
    }


def _reading(row: Reading) -> dict[str, Any]:
    names = ("figure", "version", "printed", "qualifier", "state", "source_words", "recorded_name", "verified_name")
    return {
        **{name: getattr(row, name) for name in names},
        "id": row.pk,
        "unit": row.unit_id,
        "period": row.period_key,
        "value": None if row.number is None else f"{row.number:f}",
        "recorded_at": row.recorded_at,
    }
