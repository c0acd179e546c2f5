"""Entries over HTTP: every catalogue, what was in force on a day, one entry with its versions, proposing a change.

The kit adds sign-in, scopes, limits, idempotency keys and problems. Review, approval and publication are acts on the
proposal's case, under its own endpoints. A catalogue needs no code here.
"""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from pydantic import Field as Bound

from mingzheng.casework.public import CaseNotFound
from mingzheng.catalogues.declaration import Catalogue, ChangeKind
from mingzheng.catalogues.registry import get_catalogue, list_catalogues
from mingzheng.catalogues.rules import works_here
from mingzheng.catalogues.selectors import EntryNotFound, count_by_class, entries_for, get_entry_for
from mingzheng.catalogues.services import ProposedLine, propose_change
from mingzheng.catalogues.values import all_fields, stored_values
from mingzheng.platform.access.public import Actor
from mingzheng.platform.api import public as kit
from mingzheng.platform.ledger.public import now, today

router = kit.ApiRouter(scope="catalogues", tags=["目录"])
kit.register_router("/catalogues", router)


class CatalogueFieldOut(kit.Shape):
    """A field of an entry."""

    code: str
    label: str
    kind: str
    required: bool
    choices: list[list[str]]


class CatalogueOut(kit.Shape):
    """A catalogue as declared, with how much of each class is in force today."""

    code: str
    title: str
    purpose: str
    basis: str
    fields: list[CatalogueFieldOut]
    counts: dict[str, int]


class EntryOut(kit.Shape):
    """A version of an entry. It holds from `valid_from` up to, not including, `valid_to`."""

    entry: int
    number: str
    version: int
    title: str
    class_code: str
    unit: int
    valid_from: dt.date
    valid_to: dt.date | None
    data: dict[str, Any]


class EntryQuery(kit.PageQuery):
    """Which entries, as of which day."""

    on: kit.Day | None = None
    class_code: kit.Code | None = None
    unit: int | None = Bound(None, ge=1, le=2**31 - 1)


class LineIn(kit.Input):
    """One entry to add, alter or cancel."""

    kind: ChangeKind
    number: str = Bound(max_length=40)
    data: kit.Values = Bound(default_factory=dict, max_length=60)


class ProposalIn(kit.Input):
    """A proposal: its lines, from when, why."""

    lines: list[LineIn] = Bound(min_length=1, max_length=500)
    effective_on: kit.Day
    reason: kit.Text500


class ProposalOut(kit.Shape):
    """The case that was opened; reviewed and published under `/cases`."""

    case_number: str
    state: str
    repeated: bool


def _catalogue(actor: Actor, code: str) -> Catalogue:
    try:
        found = get_catalogue(code)
    except KeyError:
        raise CaseNotFound("没有这个目录，或您无权查看。") from None
    if not works_here(actor):
        raise CaseNotFound("没有这个目录，或您无权查看。")
    return found


def _present(catalogue: Catalogue, version: Any) -> dict[str, Any]:
    return {
        "entry": version.entry_id,
        "number": version.entry.number,
        "version": version.number,
        "title": version.title,
        "class_code": version.class_code,
        "unit": version.unit_id,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "data": stored_values(catalogue, version),
    }


@router.get("", response=list[CatalogueOut])
def list_all(request: HttpRequest) -> Any:
    """列出目录及其各栏，各类今日有效条数之和等于总数。"""
    if not works_here(kit.caller(request).actor):
        return []
    return [
        {
            **{name: getattr(item, name) for name in ("code", "title", "purpose", "basis")},
            "fields": [
                {
                    **{name: getattr(one, name) for name in ("code", "label", "required")},
                    "kind": one.kind.value,
                    "choices": [list(choice) for choice in one.choices],
                }
                for one in all_fields(item)
            ],
            "counts": count_by_class(item, today()),
        }
        for item in list_catalogues()
    ]


@router.get("/{code}/entries", response=kit.PageOf[EntryOut])
def list_entries(request: HttpRequest, code: kit.Code, query: kit.Query[EntryQuery]) -> Any:
    """列出某日有效的条目；不指明日期时为今天。"""
    actor = kit.caller(request).actor
    catalogue = _catalogue(actor, code)
    rows = entries_for(actor, catalogue, query.on or today())
    rows = rows.filter(class_code=query.class_code) if query.class_code else rows
    rows = rows.filter(unit_id=query.unit) if query.unit is not None else rows
    page = kit.take_page(rows, query)
    return {**page, "items": [_present(catalogue, version) for version in page["items"]]}


@router.get("/{code}/entries/{pk}", response=list[EntryOut])
def get_one(request: HttpRequest, code: kit.Code, pk: kit.Pk) -> Any:
    """查一条的全部版本，新的在前。"""
    actor = kit.caller(request).actor
    catalogue = _catalogue(actor, code)
    try:
        versions = get_entry_for(actor, catalogue, pk)
    except EntryNotFound:
        raise CaseNotFound("目录中没有这一条，或您无权查看。") from None
    return [_present(catalogue, version) for version in versions]


@router.post("/{code}/proposals", response={201: ProposalOut})
def propose(request: HttpRequest, code: kit.Code, body: ProposalIn) -> Any:
    """申报调整：新增、修改、取消若干条；同一 Idempotency-Key 再次提交返回第一次的结果。"""
    who = kit.caller(request)
    catalogue = _catalogue(who.actor, code)
    receipt = propose_change(
        catalogue.code,
        actor=who.actor,
        lines=[ProposedLine(line.kind, line.number, line.data) for line in body.lines],
        effective_on=body.effective_on,
        reason=body.reason,
        recorded_at=now(),
        occurred_on=today(),
        key=who.key,
    )
    return kit.Status(201, {"case_number": receipt.number, "state": receipt.state, "repeated": receipt.repeated})
