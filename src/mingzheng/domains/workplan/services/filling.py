"""Filling in the ledger offline: a workbook goes down with a unit's own rows, comes back, is previewed and merged row by row.

Writing and reading the workbook is `documents.writing.fill_sheets`; each merged row is an act through the door.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzheng.casework.public import (
    Case,
    Change,
    Merged,
    PlannedAct,
    carry_out,
    seal_order,
    sheet_key,
)
from mingzheng.documents.writing.fill_sheets import (
    FilledRow,
    FillProblem,
    FillResult,
    FillRow,
    FillSpec,
    read_fill_sheet,
    write_fill_sheet,
)
from mingzheng.documents.writing.sheets import CellKind, SheetColumn
from mingzheng.domains.workplan.ledger_selectors import items_for
from mingzheng.domains.workplan.models import SchemeDetail
from mingzheng.platform.access.public import Actor

_SALT = "workplan.fill"
OPEN_STATES = ("preparing", "under_way")
PLAN = ("measure", "responsible_person", "responsible_leader", "planned_on")
PROGRESS = ("progress", "percent", "delay_reason", "coordination", "turn_done")
COLUMNS = (
    SheetColumn("number", "序号", width=7),
    SheetColumn("unit", "责任单位", width=18),
    SheetColumn("text", "具体要求", width=44),
    SheetColumn("due_on", "完成时限", kind=CellKind.DATE, width=12),
    SheetColumn("state", "现状", width=10),
    SheetColumn("measure", "具体措施", width=36, is_editable=True),
    SheetColumn("responsible_person", "责任人", width=12, is_editable=True, maximum_length=60),
    SheetColumn("responsible_leader", "分管领导", width=12, is_editable=True, maximum_length=60),
    SheetColumn("planned_on", "计划完成时间", kind=CellKind.DATE, width=14, is_editable=True),
    SheetColumn("progress", "最新进展", width=36, is_editable=True),
    SheetColumn("percent", "完成进度（%）", kind=CellKind.PERCENT, width=10, is_editable=True),
    SheetColumn("delay_reason", "滞后原因", width=24, is_editable=True),
    SheetColumn("coordination", "需协调事项", width=24, is_editable=True),
    SheetColumn("turn_done", "本期已完成", kind=CellKind.CHOICE, width=10, choices=("是",), is_editable=True),
)
TITLES = {column.key: column.title for column in COLUMNS}
_STATES = {"preparing": "待定措施", "under_way": "推进中"}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row the workbook would change."""

    case: Case
    line: int
    changes: tuple[Change, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging a workbook would do: rows, problems, and the sealed order the confirmation carries."""

    rows: tuple[PreviewRow, ...]
    problems: tuple[FillProblem, ...]
    is_refused: bool
    order: str


def fillable_for(actor: Actor, scheme: SchemeDetail) -> list[Case]:
    """Return the rows the actor's own units may fill in now."""
    return list(items_for(actor, scheme).filter(handling_unit_id__in=actor.unit_ids, state__in=OPEN_STATES))


def _spec(scheme: SchemeDetail, actor: Actor) -> FillSpec:
    return FillSpec(
        form_key=f"scheme:{scheme.pk}:units:{','.join(map(str, sorted(actor.unit_ids)))}",
        title=f"{scheme.year}年工作要点台账填报表",
        columns=COLUMNS,
        signing_key=sheet_key(_SALT),
    )


def _row(case: Case) -> FillRow:
    detail = case.workplan_itemdetail
    requirement = detail.requirement
    values = {name: getattr(detail, name) for name in (*PLAN, *PROGRESS) if name != "turn_done"}
    values["percent"] = detail.percent or None
    return FillRow(
        key=case.number,
        values={
            **values,
            "number": requirement.number,
            "unit": case.handling_unit.name if case.handling_unit else "",
            "text": f"{requirement.title} {requirement.text}".strip(),
            "due_on": case.due_on,
            "state": _STATES.get(case.state, ""),
            "turn_done": "",
        },
    )


def write_sheet(actor: Actor, scheme: SchemeDetail) -> bytes:
    """Return the workbook with the rows of the actor's units."""
    return write_fill_sheet(_spec(scheme, actor), [_row(case) for case in fillable_for(actor, scheme)])


def preview_sheet(data: bytes, actor: Actor, scheme: SchemeDetail) -> Preview:
    """Return what merging the workbook would do; nothing is changed."""
    cases = {case.number: case for case in fillable_for(actor, scheme)}
    known = {number: _row(case) for number, case in cases.items()}
    result: FillResult = read_fill_sheet(data, _spec(scheme, actor), list(known.values()))
    rows, problems, orders = [], [_word(problem, cases) for problem in result.problems], []
    sheet = hashlib.sha256(data).hexdigest()[:24]
    for filled in result.rows:
        found = _judge(filled, cases[filled.key])
        if found:
            problems.extend(found)
            continue
        acts = _acts(filled)
        rows.append(_preview(filled, cases[filled.key], known[filled.key], acts))
        orders += [
            PlannedAct(cases[filled.key].pk, act, data_, f"fill:{sheet}:{filled.key}:{act}", cases[filled.key].version)
            for act, data_ in acts.items()
        ]
    return Preview(tuple(rows), tuple(problems), result.is_refused, seal_order(_subject(scheme), orders))


def _word(problem: FillProblem, cases: Mapping[str, Case]) -> FillProblem:
    """Say of a row that changed since the download when it did; it may be this very sheet, merged before."""
    if problem.code != "changed_meanwhile" or problem.key not in cases:
        return problem
    at = cases[problem.key].last_act_at.astimezone()
    message = f"下载之后系统中的此行已有办理（{at:%-m月%-d日 %H:%M}），没有读取。如是本表上次已并入，无需再传；否则请重新下载。"
    return FillProblem(problem.code, message, problem.line, problem.column, problem.key)


def _judge(filled: FilledRow, case: Case) -> list[FillProblem]:
    """Return what stands against a row before the door is asked."""
    values, problems = filled.values, []
    percent = values.get("percent")
    if percent is not None and not 0 <= percent <= 100:
        problems.append(("percent", "应在 0 至 100 之间。"))
    wants_plan = filled.changed & set(PLAN) or case.state == "preparing"
    for name in ("measure", "responsible_person"):
        if wants_plan and not values.get(name):
            problems.append((name, "措施、责任人填齐后才能并入。"))
    if filled.changed & set(PROGRESS) and not values.get("progress"):
        problems.append(("progress", "报进度、滞后原因或本期完成的，须同时填写最新进展。"))
    return [FillProblem("incomplete", text, filled.line, TITLES[name], filled.key) for name, text in problems]


def _acts(filled: FilledRow) -> dict[str, dict[str, Any]]:
    """Return the acts a row's changes mean, in order: the plan first, then progress."""
    groups: tuple[tuple[str, Sequence[str]], ...] = (("set_plan", PLAN), ("report_progress", PROGRESS))
    acts: dict[str, dict[str, Any]] = {}
    for act, names in groups:
        if filled.changed & set(names):
            values = {name: filled.values.get(name) for name in names}
            acts[act] = {name: _plain(value) for name, value in values.items() if value not in (None, "")}
    if acts.get("report_progress", {}).pop("turn_done", ""):
        acts["report_progress"]["turn_done"] = True
    return acts


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _preview(filled: FilledRow, case: Case, now: FillRow, acts: Mapping[str, Any]) -> PreviewRow:
    changes = tuple(
        Change(TITLES[name], _show(now.values.get(name)), _show(filled.values.get(name)))
        for name in TITLES
        if name in filled.changed
    )
    words = {"set_plan": "填写措施", "report_progress": "报送进展"}
    return PreviewRow(case, filled.line, changes, tuple(words[act] for act in acts))


def _show(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value or "")


def merge(order: str, actor: Actor, scheme: SchemeDetail, *, occurred_on: date, recorded_at: datetime) -> list[Merged]:
    """Carry out a previewed order, each row through the door by itself; a repeated order does nothing twice.

    Raises OrderLost.
    """
    words = {"set_plan": "措施已填", "report_progress": "进展已报"}
    return carry_out(
        order, subject=_subject(scheme), words=words, actor=actor, occurred_on=occurred_on, recorded_at=recorded_at
    )


def _subject(scheme: SchemeDetail) -> str:
    return f"scheme:{scheme.pk}"
