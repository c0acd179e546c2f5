"""Turn the rows of a confirmed opening balance into cases, through the door, with their true dates.

Every act is a late entry 补录 with the workbook as its evidence, under the account of the person who confirmed the
batch: who did what in earlier years is not known, who vouches for it is, and the ledger names him. It is not judged as
his own act (he did not do it: he holds no right of the units and is not barred from verifying what they report later).
Safe to repeat: each act has its key, a posted row its case.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingzheng.casework.public import Case, DoorError, open_case, perform
from mingzheng.domains.workplan.models import BalanceBatch, BalanceRow, Requirement, RequirementUnit, SchemeDetail
from mingzheng.domains.workplan.services.balance_reading import CODES
from mingzheng.platform.access.public import SYSTEM, Actor
from mingzheng.platform.files.public import list_files
from mingzheng.platform.jobs.public import job
from mingzheng.platform.ledger.public import now, today
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import descendant_ids, holders_of

SOURCE = "期初导入"
WORKED = ("under_way", "reported", "verified", "done")


@dataclass(frozen=True, slots=True)
class Posting:
    """What every act of one batch shares."""

    batch: BalanceBatch
    actor: Actor
    origin_unit_id: int
    recorded_at: datetime
    evidence: tuple[int, ...]

    def act(self, case_id: int, action: str, on: str, key: str, **data: Any) -> None:
        """Perform one act with the day it truly happened."""
        perform(
            case_id,
            action,
            actor=self.actor,
            occurred_on=date.fromisoformat(on),
            recorded_at=self.recorded_at,
            data={name: value for name, value in data.items() if value not in ("", None)},
            key=f"balance:{self.batch.pk}:{key}",
            evidence=self.evidence,
        )


@job(attempts=3)
def post_balance(batch_id: int, origin_unit_id: int, confirmed_by: str) -> None:
    """Post a confirmed batch."""
    post_batch(batch_id, origin_unit_id=origin_unit_id, confirmed_by=confirmed_by, recorded_at=now())


def post_batch(batch_id: int, *, origin_unit_id: int, confirmed_by: str, recorded_at: datetime) -> int:
    """Post every row that has no case yet and return how many were; a row the door refuses keeps the reason."""
    batch = BalanceBatch.objects.get(pk=batch_id, state=BalanceBatch.State.CONFIRMED)
    posting = Posting(
        batch,
        replace(SYSTEM, name=f"{SOURCE}（{confirmed_by}确认）", account_id=batch.confirmed_by_id),
        origin_unit_id,
        recorded_at,
        tuple(reference.file_id for reference in list_files([f"workplan_balance:{batch.pk}"])),
    )
    scheme = _book_scheme(posting)
    requirements = {_row_key(row): row for row in scheme.requirements.select_related("case")}
    posted = 0
    for row in batch.rows.filter(case__isnull=True):
        requirement = requirements[_row_key_of(row.data)]
        try:
            with transaction.atomic():
                row.case_id = _post_row(posting, scheme, requirement, row)
                row.save(update_fields=["case"])
            posted += 1
        except DoorError as error:
            row.problems = [error.message]
            row.save(update_fields=["problems"])
    for requirement in requirements.values():
        _close_parent(posting, requirement)
    _tell_units(batch)
    return posted


def _row_key(row: Requirement) -> tuple[str, str]:
    return row.number, row.text


def _row_key_of(data: Mapping[str, Any]) -> tuple[str, str]:
    return data.get("number", ""), data["title"]


def _groups(batch: BalanceBatch) -> Iterator[tuple[tuple[str, str], list[BalanceRow]]]:
    groups: dict[tuple[str, str], list[BalanceRow]] = {}
    for row in batch.rows.all():
        groups.setdefault(_row_key_of(row.data), []).append(row)
    yield from groups.items()


def _book_scheme(posting: Posting) -> SchemeDetail:
    """Register the earlier scheme with its requirements and parent rows and book it, all at once or not at all."""
    batch = posting.batch
    groups = list(_groups(batch))
    first = min(row.data["given_on"] for _, rows in groups for row in rows)
    with transaction.atomic():
        receipt = open_case(
            "workplan_scheme",
            actor=posting.actor,
            occurred_on=date.fromisoformat(first),
            recorded_at=posting.recorded_at,
            data={"title": batch.title, "year": batch.year, "kind": "issued"},
            key=f"balance:{batch.pk}:scheme",
            origin_unit_id=posting.origin_unit_id,
            evidence=posting.evidence,
        )
        scheme = SchemeDetail.objects.get(pk=receipt.case_id)
        if receipt.repeated:
            return scheme
        for order, (key, rows) in enumerate(groups, start=1):
            _open_requirement(posting, scheme, order, key, rows)
        scheme.recipient_units.set({row.data["unit_id"] for _, rows in groups for row in rows})
        posting.act(scheme.pk, "book", first, "book")
        perform(
            scheme.pk,
            "finish_booking",
            actor=SYSTEM,
            occurred_on=date.fromisoformat(first),
            recorded_at=posting.recorded_at,
            data={},
            key=f"book:finish:{scheme.pk}",
        )
    return scheme


def _open_requirement(
    posting: Posting, scheme: SchemeDetail, order: int, key: tuple[str, str], rows: list[BalanceRow]
) -> None:
    data = rows[0].data
    requirement = Requirement.objects.create(
        scheme=scheme, order=order, number=key[0], heading=data.get("heading", "")[:500], title="", text=key[1],
        deadline_kind="fixed", due_on=data.get("due_on") or None,
    )  # fmt: skip
    leads = [row.data["unit_id"] for row in rows if row.data.get("lead") == "是"] or [data["unit_id"]]
    units = dict.fromkeys(row.data["unit_id"] for row in rows)
    RequirementUnit.objects.bulk_create(
        RequirementUnit(
            requirement=requirement,
            role=RequirementUnit.Role.LEAD if unit_id in leads else RequirementUnit.Role.CO,
            printed=next(row.data["unit"] for row in rows if row.data["unit_id"] == unit_id),
            unit_id=unit_id,
            order=place,
        )
        for place, unit_id in enumerate(units)
    )
    due = max((row.data["due_on"] for row in rows if row.data.get("due_on")), default="")
    receipt = open_case(
        "workplan_requirement",
        actor=posting.actor,
        occurred_on=date.fromisoformat(min(row.data["given_on"] for row in rows)),
        recorded_at=posting.recorded_at,
        data={
            "lead_units": leads[:1],
            "co_units": [unit_id for unit_id in units if unit_id not in leads[:1]],
            "source": posting.batch.title,
            **({"due_on": due} if due else {}),
        },
        key=f"balance:{posting.batch.pk}:requirement:{order}",
        title=key[1],
        origin_unit_id=posting.origin_unit_id,
        parent_id=scheme.pk,
        evidence=posting.evidence,
        detail={
            "scheme_id": scheme.pk,
            "requirement_id": requirement.pk,
            "number": key[0],
            "heading": requirement.heading,
        },
    )
    Requirement.objects.filter(pk=requirement.pk).update(case_id=receipt.case_id)


def _post_row(posting: Posting, scheme: SchemeDetail, requirement: Requirement, row: BalanceRow) -> int:
    data = row.data
    given = {name: data[name] for name in ("due_on", "external_system", "external_number") if data.get(name)}
    receipt = open_case(
        "workplan_item",
        actor=posting.actor,
        occurred_on=date.fromisoformat(data["given_on"]),
        recorded_at=posting.recorded_at,
        data={"lead_units": [data["unit_id"]], "source": posting.batch.title, **given},
        key=f"balance:{posting.batch.pk}:item:{row.line}",
        title=data["title"],
        origin_unit_id=posting.origin_unit_id,
        parent_id=requirement.case_id or Requirement.objects.values_list("case_id", flat=True).get(pk=requirement.pk),
        evidence=posting.evidence,
        detail={
            "scheme_id": scheme.pk,
            "requirement_id": requirement.pk,
            "number": data.get("number", ""),
            "is_lead": data.get("lead") == "是",
            "deadline_kind": "fixed",
        },
    )
    for action, on, fields in acts_to(CODES[data["state"]], data):
        posting.act(receipt.case_id, action, on, f"{row.line}:{action}", **fields)
    return receipt.case_id


def acts_to(state: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the acts (code, day, fields) that lead a row from its opening to a state."""
    if state == "not_involved":
        yield "claim_not_involved", data["closed_on"], {"reason": data["reason"]}
        yield "confirm_not_involved", data["closed_on"], {}
        return
    if state == "sent":
        return
    yield "receive", data["received_on"], {}
    if state not in WORKED:
        return
    plan = {"measure": data["measure"], "responsible_person": data["person"], "planned_on": data["due_on"]}
    yield "set_plan", data["received_on"], plan
    if data.get("progress"):
        yield "report_progress", data["progress_on"], {"progress": data["progress"]}
    if state in {"reported", "verified", "done"}:
        yield "report_done", data["done_on"], {"result": data["result"]}
    if state in {"verified", "done"}:
        yield "verify", data["verified_on"], {"opinion": data["opinion"]}
    if state == "done":
        yield "strike_off", data["closed_on"], {"note": SOURCE}


def _close_parent(posting: Posting, requirement: Requirement) -> None:
    """Close a requirement whose rows are all closed, on the day of the last of them."""
    parent = Case.objects.get(pk=Requirement.objects.values_list("case_id", flat=True).get(pk=requirement.pk))
    closed = list(parent.children.values_list("closed_on", flat=True))
    days = [day for day in closed if day is not None]
    if parent.state != "tracking" or not days or len(days) < len(closed):
        return
    last = max(days).isoformat()
    key = f"parent:{requirement.pk}"
    posting.act(parent.pk, "consolidate", last, f"{key}:consolidate", summary="各责任单位台账均已办结。")
    posting.act(parent.pk, "verify", last, f"{key}:verify", opinion="按期初台账登记。")
    posting.act(parent.pk, "strike_off", last, f"{key}:strike_off", note=SOURCE)


def _tell_units(batch: BalanceBatch) -> None:
    """Tell each unit's liaisons once how many open rows came in."""
    on, counts = today(), dict[int, int]()
    for case in Case.objects.filter(pk__in=batch.rows.values("case_id"), is_open=True).only("handling_unit_id"):
        counts[case.handling_unit_id or 0] = counts.get(case.handling_unit_id or 0, 0) + 1
    for unit_id, count in counts.items():
        people = holders_of(descendant_ids([unit_id], on), "liaison", on)
        notify(
            [person.pk for person in people],
            kind="workplan_balance.posted",
            subject_ref=f"balance:{batch.pk}",
            count_text=f"期初导入在办台账 {count} 件",
            url="/desk/work/unit/",
        )
