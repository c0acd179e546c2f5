"""Workbooks filled in offline: what merging one would change, the sealed order of a preview, and carrying it out.

Answers for: nothing is done that the preview did not show, and each act goes through the door by itself. Does not belong
here: which columns a workbook has and what they mean (the domain), writing and reading it (`documents`).
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core import signing

from mingzheng.casework.door import perform
from mingzheng.casework.errors import DoorError, Stale
from mingzheng.casework.models import Case
from mingzheng.casework.recording import Receipt
from mingzheng.platform.access.public import Actor

_SALT = "casework.offline"
KEPT_FOR = 3600 * 4


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a row as it is and as the workbook has it."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """An act a workbook means, not yet done. `key` must follow from the workbook, so that it is done once.

    `seen_version` is the case's as the preview showed it: what somebody else did since is not written over.
    """

    case_id: int
    action: str
    data: Mapping[str, Any]
    key: str
    seen_version: int | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one case: the acts done, or why not."""

    number: str
    title: str
    done: tuple[str, ...]
    error: str = ""
    is_repeated: bool = False


class OrderLost(Exception):
    """A confirmation that is not ours or too old."""

    message = "预览已过期，请重新上传填报表。"


def sheet_key(purpose: str) -> bytes:
    """Return the installation's secret by which workbooks of one purpose are signed."""
    return hmac.new(settings.SECRET_KEY.encode(), purpose.encode(), hashlib.sha256).digest()


def seal_order(subject: str, acts: Iterable[PlannedAct]) -> str:
    """Return what the confirmation of a preview carries: the acts as they were shown, signed."""
    rows = [
        {"case": act.case_id, "act": act.action, "data": dict(act.data), "key": act.key, "seen": act.seen_version}
        for act in acts
    ]
    return signing.dumps({"subject": subject, "acts": rows}, salt=_SALT, compress=True)


def carry_out(
    order: str,
    *,
    subject: str,
    words: Mapping[str, str],
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
) -> list[Merged]:
    """Carry out a sealed order, case by case; a repeated order does nothing twice. `words` say what an act did.

    Raises OrderLost.
    """
    by_case: dict[int, list[PlannedAct]] = {}
    for act in _unseal(order, subject):
        by_case.setdefault(act.case_id, []).append(act)
    cases = Case.objects.in_bulk(by_case)
    return [
        _merge_case(cases[pk], acts, words, actor, occurred_on, recorded_at)
        for pk, acts in by_case.items()
        if pk in cases
    ]


def _unseal(order: str, subject: str) -> list[PlannedAct]:
    try:
        sealed = signing.loads(order, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise OrderLost from error
    if sealed["subject"] != subject:
        raise OrderLost
    return [PlannedAct(row["case"], row["act"], row["data"], row["key"], row.get("seen")) for row in sealed["acts"]]


def _merge_case(
    case: Case,
    acts: Iterable[PlannedAct],
    words: Mapping[str, str],
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
) -> Merged:
    done: list[str] = []
    receipts: list[Receipt] = []
    for act in acts:
        try:
            receipt = perform(
                case.pk,
                act.action,
                actor=actor,
                occurred_on=occurred_on,
                recorded_at=recorded_at,
                data=act.data,
                key=act.key,
                seen_version=None if receipts else act.seen_version,
            )
        except Stale as error:
            return Merged(case.number, case.title, tuple(done), error=f"{error.message}请重新上传填报表核对。")
        except DoorError as error:
            told = f"{error.message}。{error.next_step}".rstrip("。") + "。"
            return Merged(case.number, case.title, tuple(done), error=told)
        receipts.append(receipt)
        done.append(words[act.action])
    return Merged(case.number, case.title, tuple(done), is_repeated=all(receipt.repeated for receipt in receipts))
