"""The proofreader over HTTP: send words or a stored file, read the findings, decide on them. Rights are those of the desk."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from pydantic import Field as Bound

from mingzheng.domains.proofreading.models import FindingState, ProofCheck, ProofFinding
from mingzheng.domains.proofreading.selectors import (
    checks_for,
    find_check_for,
    find_finding_for,
    find_readable_file_for,
    list_findings,
)
from mingzheng.domains.proofreading.services.deciding import decide
from mingzheng.domains.proofreading.services.sending import MOST_CHARACTERS, MOST_PEERS, Wish, send_file, send_text
from mingzheng.platform.access.public import Actor
from mingzheng.platform.api import public as kit
from mingzheng.platform.files.public import Rejected, StoredFile
from mingzheng.platform.ledger.public import now

checks = kit.ApiRouter(scope="proofreading", tags=["核校"])
kit.register_router("/proofreading", checks)
kit.register_problem(Rejected, lambda error: kit.Problem(422, error.code, error.message_zh, error.advice_zh))
_DECISIONS = {"accept": FindingState.ACCEPTED, "dismiss": FindingState.DISMISSED, "reopen": FindingState.OPEN}
_NOT_FOUND = kit.Problem(404, "check_not_found", "没有这份核校记录，或您无权查看。")


class CheckOut(kit.Shape):
    """A check."""

    id: int
    title: str
    profile: str
    state: str
    failure: str
    second_state: str
    second_words: str
    text_layer: bool
    as_of: dt.date | None
    unit: int | None
    requested_by_name: str
    requested_at: dt.datetime
    checked_at: dt.datetime | None


class FindingOut(kit.Shape):
    """A finding and what was decided about it."""

    number: int
    code: str
    severity: str
    level: int
    confidence: float
    paragraph: int
    start: int
    end: int
    quote: str
    message: str
    stated: str
    computed: str
    suggestion: str
    basis: str
    mark: str
    state: str
    reason: str
    decided_by_name: str
    version: int


class CheckWithFindings(CheckOut):
    """A check with its findings in reading order."""

    findings: list[FindingOut]


class SendIn(kit.Input):
    """Words, or the number of a stored file; what kind of document it is; the day it is judged by.

    `previous` is the stored file of last year's document, `peers` those of other units' to find likeness with.
    `second` asks for the second reader and, where that one reads only what is published, says that the document is.
    """

    text: str = Bound("", max_length=MOST_CHARACTERS)
    file: kit.Id | None = None
    title: kit.Text200 = ""
    profile: kit.Text80 = ""
    as_of: kit.Day | None = None
    second: bool = False
    previous: kit.Id | None = None
    peers: list[kit.Id] = Bound(default=[], max_length=MOST_PEERS)


class DecisionIn(kit.Input):
    """A decision: accept, dismiss (with a reason) or reopen; `version` is the one that was read."""

    decision: kit.Code
    reason: kit.Text500 = ""
    version: int = Bound(ge=1, le=2**31 - 1)


def _check(check: ProofCheck) -> dict[str, Any]:
    row = {name: getattr(check, name) for name in CheckOut.model_fields if name != "unit"}
    return {**row, "unit": check.unit_id}


def _finding(finding: ProofFinding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in FindingOut.model_fields}


def _whole(check: ProofCheck) -> dict[str, Any]:
    return {**_check(check), "findings": [_finding(row) for row in list_findings(check)]}


def _file(actor: Actor, number: int) -> StoredFile:
    file = find_readable_file_for(actor, number)
    if file is None:
        raise kit.ProblemError(kit.Problem(404, "file_not_found", "没有这个文件，或您无权查看。"))
    return file


@checks.get("", response=kit.PageOf[CheckOut])
def list_checks(request: HttpRequest, query: kit.Query[kit.PageQuery]) -> Any:
    """列出本人送核校的和负责审核的文件，新的在前。"""
    page = kit.take_page(checks_for(kit.caller(request).actor), query)
    return {**page, "items": [_check(check) for check in page["items"]]}


@checks.post("", response={201: CheckWithFindings})
def send(request: HttpRequest, body: SendIn) -> Any:
    """送核校一段文字或一份已上传的文件；大文件在后台核校，state 为 waiting。"""
    who = kit.caller(request)
    actor, key = who.actor, who.key[:64]
    wish = Wish(
        body.profile,
        body.as_of,
        previous=_file(actor, body.previous) if body.previous is not None else None,
        second=body.second,
        peers=tuple(_file(actor, number) for number in body.peers),
    )
    if body.file is None:
        check = send_text(body.text, title=body.title, actor=actor, wish=wish, key=key, recorded_at=now())
    else:
        check = send_file(_file(actor, body.file), actor=actor, wish=wish, key=key, recorded_at=now())
    return kit.Status(201, _whole(check))


@checks.get("/{pk}", response=CheckWithFindings)
def get_check(request: HttpRequest, pk: kit.Pk) -> Any:
    """读取一份核校记录和全部意见。"""
    check = find_check_for(kit.caller(request).actor, pk)
    if check is None:
        raise kit.ProblemError(_NOT_FOUND)
    return _whole(check)


@checks.post("/{pk}/findings/{number}", response=FindingOut)
def decide_finding(request: HttpRequest, pk: kit.Pk, number: kit.Pk, body: DecisionIn) -> Any:
    """采纳、不采纳（须写理由）或撤回对一条意见的处理；已被他人处理的返回 409。"""
    actor = kit.caller(request).actor
    finding = find_finding_for(actor, pk, number)
    if finding is None:
        raise kit.ProblemError(_NOT_FOUND)
    if body.decision not in _DECISIONS:
        raise kit.ProblemError(kit.Problem(422, "unknown_decision", "decision 只能是 accept、dismiss、reopen。"))
    decided = decide(
        finding,
        _DECISIONS[body.decision],
        reason=body.reason,
        seen_version=body.version,
        actor=actor,
        recorded_at=now(),
    )
    return _finding(decided)
