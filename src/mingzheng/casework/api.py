"""Cases and the actions of every procedure over HTTP. Reads are access-checked; writes go through the door.

The kit adds sign-in, scopes, limits, idempotency keys and problems. A procedure needs no code here.
"""

from dataclasses import asdict
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse

from mingzheng.casework.api_shapes import (
    ActIn,
    ActOut,
    CaseOut,
    CaseQuery,
    ClockOut,
    OfferOut,
    OpenIn,
    ProcedureOut,
    ReceiptOut,
)
from mingzheng.casework.clocks import deadline_of
from mingzheng.casework.declaration import Action, Procedure
from mingzheng.casework.declaration import Field as Declared
from mingzheng.casework.door import open_case, perform
from mingzheng.casework.errors import BadInput, CaseNotFound, DoorError, KeyReused, Stale
from mingzheng.casework.models import Act, Case, Clock
from mingzheng.casework.openapi import describe_procedure_api
from mingzheng.casework.registry import get_procedure, list_procedures
from mingzheng.casework.selectors import (
    cases_for,
    cases_numbered_for,
    effective_state,
    filter_lamp,
    get_case_for,
    holds_word,
    horizon,
    list_actions_for,
    list_acts_for,
)
from mingzheng.casework.worklists import done_by, todo_for, unit_cases_for, watched_by
from mingzheng.platform.api import public as kit
from mingzheng.platform.ledger.public import now, today

cases = kit.ApiRouter(scope="cases", tags=["事项"])
procedures = kit.ApiRouter(scope="cases", tags=["规程"])
kit.register_router("/cases", cases)
kit.register_router("/procedures", procedures)

CASE_NAMES = (
    "id",
    "number",
    "procedure",
    "procedure_version",
    "title",
    "source",
    "is_open",
    "urgency",
    "tags",
    "external_system",
    "external_number",
    "opened_on",
    "due_on",
    "closed_on",
    "is_suspended",
    "version",
)
ACT_NAMES = (
    "sequence",
    "action",
    "title",
    "from_state",
    "to_state",
    "actor_name",
    "on_behalf_name",
    "means",
    "occurred_on",
    "recorded_at",
    "is_late_entry",
    "data",
    "changes",
)
LISTS = {"todo": todo_for, "done": done_by, "unit": unit_cases_for, "watched": watched_by}
LAMPS = ("overdue", "due_soon", "normal", "paused", "done")
MOST_DATA = 100_000


def _problem(error: DoorError) -> kit.Problem:
    errors = []
    if isinstance(error, BadInput):
        errors = [
            {"field": f"body.data.{name}", "message": text} for name, texts in error.errors.items() for text in texts
        ]
    reasons = [asdict(reason) for reason in getattr(error, "reasons", ())]
    return kit.Problem(error.status, error.code, error.message, error.next_step, errors=errors, reasons=reasons)


kit.register_problem(DoorError, _problem)
kit.register_problem(
    Stale,
    lambda error: kit.Problem(
        412, "changed_since", error.message, "请重新读取，核对后换一个新的 Idempotency-Key 提交。"
    ),
)
kit.register_problem(
    KeyReused,
    lambda error: kit.Problem(409, "key_reused", "该 Idempotency-Key 已用于另一请求。", "新的操作请换一个新的值。"),
)


def present_case(case: Case) -> dict[str, Any]:
    """Return a case as the API gives it."""
    at = horizon(today())
    return _present(case, at)


def _present(case: Case, at: Any) -> dict[str, Any]:
    state = effective_state(case, at.today)
    procedure = get_procedure(case.procedure, case.procedure_version)
    return {
        **{name: getattr(case, name) for name in CASE_NAMES},
        "state": state,
        "state_title": procedure.state(state).title,
        "lamp": at.lamp_of(is_open=case.is_open, due_on=case.due_on, is_suspended=case.is_suspended),
        "origin_unit": case.origin_unit_id,
        "handling_unit": case.handling_unit_id,
        "handling_unit_name": case.handling_unit.name if case.handling_unit else "",
        "handler_name": case.handler.name if case.handler else "",
        "parent": case.parent_id,
    }


@cases.get("", response=kit.PageOf[CaseOut])
def list_cases(request: HttpRequest, query: kit.Query[CaseQuery]) -> Any:
    """列出有权查看的事项，按期限先后；work 为 todo、done、unit、watched 时只列本人的工作清单。"""
    rows = _narrow(kit.caller(request).actor, query)
    page = kit.take_page(
        rows.select_related("handling_unit", "handler").order_by(F("due_on").asc(nulls_last=True), "pk"), query
    )
    at = horizon(today())
    return {**page, "items": [_present(case, at) for case in page["items"]]}


def _narrow(actor: Any, query: CaseQuery) -> QuerySet[Case]:
    if query.work and query.work not in LISTS:
        raise kit.ProblemError(kit.Problem(422, "unknown_list", "work 只能是 todo、done、unit、watched。"))
    if query.lamp and query.lamp not in LAMPS:
        raise kit.ProblemError(kit.Problem(422, "unknown_lamp", f"lamp 只能是 {'、'.join(LAMPS)}。"))
    words = (query.q or "").split()[:5]
    if query.work:
        rows = LISTS[query.work](actor)
    else:
        named = cases_numbered_for(actor, words)
        rows = cases_for(actor, procedure=query.procedure) if named is None else named
    for name, value in (
        ("procedure", query.procedure),
        ("state", query.state),
        ("handling_unit_id", query.unit),
        ("parent_id", query.parent),
    ):
        rows = rows.filter(**{name: value}) if value is not None else rows
    if query.lamp:
        rows = filter_lamp(rows, query.lamp, horizon(today()))
    for word in words:
        rows = rows.filter(holds_word(word))
    return rows


@cases.post("", response={201: ReceiptOut})
def open_one(request: HttpRequest, body: OpenIn) -> Any:
    """登记一件；同一 Idempotency-Key 再次提交返回第一次的结果。"""
    _check_size(body.data)
    who = kit.caller(request)
    try:
        get_procedure(body.procedure)
    except KeyError:
        raise kit.ProblemError(kit.Problem(422, "unknown_procedure", "没有这种事项。")) from None
    receipt = open_case(
        body.procedure,
        actor=who.actor,
        occurred_on=body.occurred_on or today(),
        recorded_at=now(),
        data=body.data,
        key=who.key,
        title=body.title,
        origin_unit_id=body.origin_unit,
        parent_id=_readable(who.actor, body.parent),
        evidence=body.evidence,
        record_for=_record_for(body),
    )
    return kit.Status(201, asdict(receipt))


def _readable(actor: Any, case_id: int | None) -> int | None:
    return get_case_for(actor, case_id=case_id).pk if case_id is not None else None


def _check_size(data: dict[str, Any]) -> None:
    if len(str(data)) > MOST_DATA:
        raise kit.ProblemError(kit.Problem(413, "too_large", "内容过大，请分次提交或以附件提交。"))


def _record_for(body: ActIn) -> tuple[int, str] | None:
    return (body.on_behalf_of.person, body.on_behalf_of.means) if body.on_behalf_of else None


@cases.get("/by-number/{number}", response=CaseOut)
def find_case(request: HttpRequest, number: kit.Code) -> Any:
    """按编号查一件。"""
    return present_case(get_case_for(kit.caller(request).actor, number=number))


@cases.get("/{pk}", response=CaseOut, etag=True)
def get_case(request: HttpRequest, response: HttpResponse, pk: kit.Pk) -> Any:
    """查一件；ETag 为本件版本，办理时以 If-Match 带回。"""
    case = get_case_for(kit.caller(request).actor, case_id=pk)
    kit.stamp(request, response, kit.version_tag(case.version))
    return present_case(case)


@cases.get("/{pk}/acts", response=kit.PageOf[ActOut])
def list_acts(request: HttpRequest, pk: kit.Pk, page: kit.Query[kit.PageQuery]) -> Any:
    """列出一件的办理记录。"""
    actor = kit.caller(request).actor
    case = get_case_for(actor, case_id=pk)
    found = kit.take_page(list_acts_for(actor, case), page)
    return {**found, "items": [_present_act(act) for act in found["items"]]}


def _present_act(act: Act) -> dict[str, Any]:
    return {name: getattr(act, name) for name in ACT_NAMES}


@cases.get("/{pk}/clocks", response=list[ClockOut])
def list_clocks(request: HttpRequest, pk: kit.Pk) -> Any:
    """列出一件的各个期限和推算过程。"""
    case = get_case_for(kit.caller(request).actor, case_id=pk)
    return [_present_clock(clock) for clock in case.clocks.all()]


def _present_clock(clock: Clock) -> dict[str, Any]:
    deadline = deadline_of(clock, as_of=today())
    names = ["limit", "title", "basis", "state", "started_on", "due_on", "unannounced_years"]
    return {**{name: getattr(clock, name) for name in names}, "steps": [step.text for step in deadline.steps]}


@cases.get("/{pk}/actions", response=list[OfferOut])
def list_offers(request: HttpRequest, pk: kit.Pk) -> Any:
    """列出现在可以办理的动作；暂不能办的附全部理由。"""
    actor = kit.caller(request).actor
    case = get_case_for(actor, case_id=pk)
    return [
        {
            "code": offered.action.code,
            "title": offered.action.title,
            "is_lawful": offered.is_lawful,
            "reasons": [reason.message for reason in offered.reasons],
            "fields": [_present_field(item) for item in offered.action.fields],
        }
        for offered in list_actions_for(actor, case, today())
    ]


@cases.post("/{pk}/actions/{action}", response=ReceiptOut, if_match=True)
def act_on(request: HttpRequest, pk: kit.Pk, action: kit.Code, body: ActIn) -> Any:
    """办理一个动作；If-Match 带所见版本时，他人先办的会得到 412 和办理情况。"""
    _check_size(body.data)
    who = kit.caller(request)
    receipt = perform(
        pk,
        action,
        actor=who.actor,
        occurred_on=body.occurred_on or today(),
        recorded_at=now(),
        data=body.data,
        key=who.key,
        seen_version=kit.seen_version(request),
        evidence=body.evidence,
        record_for=_record_for(body),
    )
    return asdict(receipt)


def _present_field(item: Declared) -> dict[str, Any]:
    return {
        "code": item.code,
        "label": item.label,
        "kind": item.kind.value,
        "required": item.required,
        "help": item.help,
        "choices": [list(choice) for choice in item.choices],
    }


def _present_action(action: Action) -> dict[str, Any]:
    return {
        "code": action.code,
        "title": action.title,
        "within": list(action.within),
        "to": action.to,
        "system": action.system,
        "consequence": action.consequence,
        "basis": action.basis,
        "who": [who.title for who in action.by],
        "fields": [_present_field(item) for item in action.fields],
    }


def _present_procedure(procedure: Procedure) -> dict[str, Any]:
    return {
        **{name: getattr(procedure, name) for name in ("name", "version", "title", "basis")},
        "states": [{"code": state.code, "title": state.title, "kind": state.kind.value} for state in procedure.states],
        "limits": [
            {
                "code": limit.code,
                "title": limit.title,
                "length": limit.period.label if limit.period else "",
                "basis": limit.basis,
                "parameter": limit.parameter,
                "is_main": limit.main,
            }
            for limit in procedure.limits
        ],
        "opening": _present_action(procedure.opening),
        "actions": [_present_action(action) for action in procedure.actions],
    }


@procedures.get("", response=list[ProcedureOut])
def list_all_procedures(request: HttpRequest) -> Any:
    """列出各类事项的规程。"""
    return [_present_procedure(procedure) for procedure in list_procedures()]


@procedures.get("/{name}", response=ProcedureOut)
def get_one_procedure(request: HttpRequest, name: kit.Code) -> Any:
    """查一种事项的规程。"""
    try:
        return _present_procedure(get_procedure(name))
    except KeyError:
        raise CaseNotFound("没有这种事项") from None


@procedures.get("/{name}/openapi.json", response=dict[str, Any])
def describe_one_procedure(request: HttpRequest, name: kit.Code) -> Any:
    """一种事项的 OpenAPI 3.1 说明：登记和每个动作各有哪些字段。"""
    try:
        procedure = get_procedure(name)
    except KeyError:
        raise CaseNotFound("没有这种事项") from None
    return describe_procedure_api(
        procedure,
        opening=OpenIn,
        acting=ActIn,
        receipt=ReceiptOut,
        problem=kit.ProblemOut,
        headers=([kit.KEY_PARAMETER], [kit.KEY_PARAMETER, kit.IF_MATCH_PARAMETER]),
    )
