"""Records over HTTP: every book's list, one record, its history; entering, correcting, verifying, returning, withdrawing.

The kit adds sign-in, scopes, limits, idempotency keys and problems. A book needs no code here.
"""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field as Bound

from mingzheng.casework.public import CaseNotFound
from mingzheng.platform.access.public import Actor
from mingzheng.platform.api import public as kit
from mingzheng.platform.ledger.public import now
from mingzheng.registers.declaration import Register
from mingzheng.registers.models import LIVE
from mingzheng.registers.recording import Receipt
from mingzheng.registers.registry import get_register
from mingzheng.registers.rules import RETURN, VERIFY, WITHDRAW, may_enter, may_read_masked
from mingzheng.registers.selectors import (
    books_for,
    facts_of,
    get_record_for,
    may_open,
    newest_first,
    papers_of,
    records_for,
    with_names,
)
from mingzheng.registers.services import correct_record, enter_record, return_record, verify_record, withdraw_record
from mingzheng.registers.values import all_fields, stored_values

router = kit.ApiRouter(scope="registers", tags=["登记簿"])
kit.register_router("/registers", router)

MOST_DATA = 100_000
NO_BOOK = "没有这个登记簿，或您无权查看。"
RECORD_NAMES = ("id", "state", "visibility", "version", "entered_name", "entered_at", "verified_name", "verified_at")
VERBS: dict[str, Any] = {VERIFY: verify_record, RETURN: return_record, WITHDRAW: withdraw_record}


class BookFieldOut(kit.Shape):
    """A field of a record."""

    code: str
    label: str
    kind: str
    required: bool
    masked: bool
    of: str
    help: str
    choices: list[list[str]]


class BookOut(kit.Shape):
    """A record book as declared."""

    code: str
    title: str
    group: str
    purpose: str
    basis: str
    evidence: str
    verified: bool
    may_enter: bool
    fields: list[BookFieldOut]
    figures: list[str]


class RecordOut(kit.Shape):
    """A record. `data` holds its fields as they would be sent; masked ones only for those who may read them."""

    id: int
    register_code: str
    title: str
    unit: int
    occurred_on: dt.date
    state: str
    visibility: int
    version: int
    entered_name: str
    entered_at: dt.datetime
    verified_name: str
    verified_at: dt.datetime | None
    papers: list[int]
    data: dict[str, Any]


class ReceiptOut(kit.Shape):
    """The book's yes. `repeated`: the same key came before and this is its first result."""

    register_code: str
    record_id: int
    act: str
    version: int
    repeated: bool


class RecordQuery(kit.PageQuery):
    """Which records."""

    state: kit.Code | None = None
    unit: int | None = Bound(None, ge=1, le=2**31 - 1)
    since: kit.Day | None = None
    until: kit.Day | None = None
    q: kit.Text80 | None = None


class RecordIn(kit.Input):
    """A record: its fields and papers."""

    data: kit.Values = Bound(default_factory=dict, max_length=100)
    evidence: list[kit.Id] = Bound(default_factory=list, max_length=50)


class CorrectionIn(RecordIn):
    """A correction: all fields as they shall stand, and why."""

    reason: kit.Text500 = ""


class ReasonIn(kit.Input):
    """Why, or a remark."""

    reason: kit.Text500 = ""


def _book(actor: Actor, code: str) -> Register:
    try:
        book = get_register(code)
    except KeyError:
        raise CaseNotFound(NO_BOOK) from None
    if not may_open(actor, book):
        raise CaseNotFound(NO_BOOK)
    return book


def _present_book(book: Register, actor: Actor) -> dict[str, Any]:
    names = ("code", "title", "group", "purpose", "basis")
    return {
        **{name: getattr(book, name) for name in names},
        "evidence": book.evidence.value,
        "verified": book.verification is not None,
        "may_enter": may_enter(actor, book),
        "fields": [
            {
                **{name: getattr(item, name) for name in ("code", "label", "required", "masked", "of", "help")},
                "kind": item.kind.value,
                "choices": [list(choice) for choice in item.choices],
            }
            for item in all_fields(book)
        ],
        "figures": [*(figure.code for figure in book.figures), *(share.code for share in book.shares)],
    }


def _present(book: Register, record: Any, actor: Actor, papers: list[int]) -> dict[str, Any]:
    data = stored_values(book, record)
    if not may_read_masked(actor, book, facts_of(record)):
        data = {code: value for code, value in data.items() if code not in {i.code for i in book.fields if i.masked}}
    return {
        **{name: getattr(record, name) for name in RECORD_NAMES},
        "register_code": book.code,
        "title": record.title,
        "unit": record.unit_id,
        "occurred_on": record.occurred_on,
        "papers": papers,
        "data": data,
    }


def _receipt(receipt: Receipt) -> dict[str, Any]:
    values = asdict(receipt)
    return {"register_code": values.pop("register"), **values}


def _check_size(data: dict[str, Any]) -> None:
    if len(str(data)) > MOST_DATA:
        raise kit.ProblemError(kit.Problem(413, "too_large", "内容过大，请分次提交或以附件提交。"))


@router.get("", response=list[BookOut])
def list_books(request: HttpRequest) -> Any:
    """列出有权查看的登记簿及其各栏。"""
    actor = kit.caller(request).actor
    return [_present_book(book, actor) for book in books_for(actor)]


@router.get("/{code}/records", response=kit.PageOf[RecordOut])
def list_records(request: HttpRequest, code: kit.Code, query: kit.Query[RecordQuery]) -> Any:
    """列出一个登记簿中有权查看的记录，新的在前；不指明状态时不含已撤销的。附件编号在单条记录中给出。"""
    actor = kit.caller(request).actor
    book = _book(actor, code)
    rows = records_for(actor, book)
    rows = rows.filter(state=query.state) if query.state else rows.filter(LIVE)
    for name, value in (("unit_id", query.unit), ("occurred_on__gte", query.since), ("occurred_on__lte", query.until)):
        rows = rows.filter(**{name: value}) if value is not None else rows
    for word in (query.q or "").split()[:5]:
        rows = rows.filter(title__icontains=word)
    page = kit.take_page(newest_first(with_names(rows, book)), query)
    return {**page, "items": [_present(book, record, actor, []) for record in page["items"]]}


@router.post("/{code}/records", response={201: ReceiptOut})
def enter_one(request: HttpRequest, code: kit.Code, body: RecordIn) -> Any:
    """登记一条；同一 Idempotency-Key 再次提交返回第一次的结果。"""
    _check_size(body.data)
    who = kit.caller(request)
    book = _book(who.actor, code)
    receipt = enter_record(
        book.code, actor=who.actor, data=body.data, recorded_at=now(), key=who.key, evidence=body.evidence
    )
    return kit.Status(201, _receipt(receipt))


@router.get("/{code}/records/{pk}", response=RecordOut, etag=True)
def get_one(request: HttpRequest, response: HttpResponse, code: kit.Code, pk: kit.Pk) -> Any:
    """查一条；ETag 为记录版本，更正和核验时以 If-Match 带回。"""
    actor = kit.caller(request).actor
    book = _book(actor, code)
    record = get_record_for(actor, book, pk)
    kit.stamp(request, response, kit.version_tag(record.version))
    return _present(book, record, actor, [paper.file_id for paper in papers_of(book, record)])


@router.put("/{code}/records/{pk}", response=ReceiptOut, if_match=True)
def correct_one(request: HttpRequest, code: kit.Code, pk: kit.Pk, body: CorrectionIn) -> Any:
    """更正一条：data 给出更正后的全部各栏；他人先改的会得到 409 和办理情况。"""
    _check_size(body.data)
    who = kit.caller(request)
    book = _book(who.actor, code)
    receipt = correct_record(
        book.code,
        pk,
        actor=who.actor,
        data=body.data,
        reason=body.reason,
        recorded_at=now(),
        key=who.key,
        seen_version=kit.seen_version(request),
        evidence=body.evidence,
    )
    return _receipt(receipt)


@router.post("/{code}/records/{pk}/{act}", response=ReceiptOut, if_match=True)
def act_on(request: HttpRequest, code: kit.Code, pk: kit.Pk, act: kit.Code, body: ReasonIn) -> Any:
    """核验（verify）、退回（return）、撤销（withdraw）一条；登记人不能核验自己的登记。"""
    who = kit.caller(request)
    book = _book(who.actor, code)
    if act not in VERBS:
        raise CaseNotFound("没有这个动作：只有 verify、return、withdraw。")
    receipt = VERBS[act](
        book.code,
        pk,
        actor=who.actor,
        reason=body.reason,
        recorded_at=now(),
        key=who.key,
        seen_version=kit.seen_version(request),
    )
    return _receipt(receipt)
