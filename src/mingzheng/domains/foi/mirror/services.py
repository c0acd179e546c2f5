"""Writes of the mirror: a sheet taken over, one of theirs told to be one of ours. An application is never changed by it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from mingzheng.casework.public import Case, CaseNotFound, NotPermitted, Refusal, Refused, get_case_for
from mingzheng.domains.foi.applicants import KNOWERS
from mingzheng.domains.foi.mirror.models import ExternalApplication
from mingzheng.domains.foi.mirror.sheets import DAYS
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append, now, today

STREAM = "foi_mirror"
KEPT = ("title", "state", *DAYS)


def take_sheet(rows: Iterable[Mapping[str, Any]], *, unit_id: int, actor: Actor) -> tuple[int, int]:
    """Take over rows without fault; return how many are new and how many are known. Raises NotPermitted."""
    if not actor.has_any_role(KNOWERS, unit_id):
        raise NotPermitted("您不办理这个机关的申请")
    given = [dict(row) for row in rows]
    with transaction.atomic():
        held = {row.number: row for row in ExternalApplication.objects.select_for_update().filter(unit_id=unit_id)}
        ours = _ours(given, unit_id)
        taken = set(ExternalApplication.objects.filter(case__isnull=False).values_list("case_id", flat=True))
        fresh = 0
        for row in given:
            found = held.get(row["number"])
            if found is None:
                found, fresh = ExternalApplication(unit_id=unit_id, number=row["number"]), fresh + 1
            for name in KEPT:
                value = row.get(name)
                setattr(found, name, date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value)
            case_id = ours.get(row.get("ours", ""))
            if found.case_id is None and case_id is not None and case_id not in taken:
                found.case_id = case_id
                taken.add(case_id)
            found.seen_at = now()
            found.save()
        digest = hashlib.sha256(json.dumps(given, default=str, sort_keys=True).encode()).hexdigest()
        _record(unit_id, "mirror_taken", {"rows": len(given), "new": fresh, "sha256": digest}, actor)
    return fresh, len(given) - fresh


def _ours(rows: list[dict[str, Any]], unit_id: int) -> dict[str, int]:
    numbers = {row.get("ours", "") for row in rows} - {""}
    cases = Case.objects.filter(number__in=numbers, procedure="foi_application", origin_unit_id=unit_id)
    return dict(cases.values_list("number", "pk"))


def match_external(external_id: int, number: str, *, actor: Actor) -> ExternalApplication:
    """Say which of our applications one of theirs is; "" takes it back. Raises NotPermitted and Refused."""
    with transaction.atomic():
        row = ExternalApplication.objects.select_for_update().get(pk=external_id)
        if not actor.has_any_role(KNOWERS, row.unit_id):
            raise NotPermitted("您不办理这个机关的申请")
        row.case_id = _own_case(number.strip().upper(), row, actor) if number.strip() else None
        row.save(update_fields=["case"])
        _record(row.unit_id, "mirror_matched", {"external": row.pk, "case": row.case_id}, actor)
    return row


def _own_case(number: str, row: ExternalApplication, actor: Actor) -> int:
    try:
        case = get_case_for(actor, number=number)
    except CaseNotFound:
        case = None
    if case is None or case.procedure != "foi_application" or case.origin_unit_id != row.unit_id:
        raise Refused([Refusal("no_such_case", f"本机关没有编号为 {number} 的申请", "请核对编号，如 YSQ-2026-00001")])
    if ExternalApplication.objects.filter(case=case).exclude(pk=row.pk).exists():
        raise Refused([Refusal("matched_already", f"{number} 已经对应另一个外部编号", "先取消那一条的对应")])
    return case.pk


def _record(unit_id: int, kind: str, payload: dict[str, Any], actor: Actor) -> None:
    append(
        stream=STREAM,
        stream_id=str(unit_id),
        kind=kind,
        payload=payload,
        actor=actor.ref,
        occurred_on=today(),
        recorded_at=now(),
    )
