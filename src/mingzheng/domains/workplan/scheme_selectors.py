"""Reads of schemes while they are checked and while they go round, access-checked by the scheme's case."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, QuerySet

from mingzheng.casework.public import Case, CaseNotFound, cases_for, get_case_for, list_actions_for
from mingzheng.domains.workplan.models import Requirement, RequirementUnit, SchemeDetail, SchemeFinding, SchemeOpinion
from mingzheng.domains.workplan.models.schemes import join_heading
from mingzheng.domains.workplan.parsing import UnitName, match_unit
from mingzheng.domains.workplan.services.checking import describe_deadline, fingerprint
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import today
from mingzheng.platform.org.public import Unit

KINDS = {
    "unknown_unit": "单位未对应",
    "unknown_recipient": "主送单位待选定",
    "no_lead_unit": "没有牵头单位",
    "broken_sentence": "句子不完整",
    "broken_row": "表格断行",
    "numbering_gap": "编号不连续",
    "duplicate_number": "编号重复",
    "title_differs": "标题不一致",
    "shared_cell": "共用责任单位栏",
    "open_ended_units": "单位没有列全",
    "deadline_not_understood": "时限没有读懂",
    "unknown_section": "科室未对应",
    "duty_unassigned": "未列入台账",
    "missing_number": "没有文号",
    "missing_title": "没有标题",
    "missing_date": "没有日期",
    "table_skipped": "有表格未导入",
    "table_without_rules": "表格没有框线",
    "table_unreadable": "表格没有读出",
    "first_leads": "第一个单位牵头",
    "hidden_rows": "有隐藏的行",
    "split_item": "一条拆成几项",
    "units_in_sentence": "单位读自句中",
    "deadline_counted": "时限为推算",
    "page_without_text": "有页未核查",
}


_SEVERAL = re.compile("各|全[省市区县镇体]|所有|有关|相关|镇街|乡镇|区直|县直|市直|等")


def get_scheme_for(actor: Actor, number: str) -> SchemeDetail:
    """Return a scheme the actor may see. Raises CaseNotFound."""
    case = get_case_for(actor, number=number)
    detail = SchemeDetail.objects.filter(pk=case.pk).first()
    if detail is None:
        raise CaseNotFound("没有这份方案，或您无权查看", next_step="请核对编号")
    detail.case = case
    return detail


def list_schemes_for(actor: Actor) -> QuerySet[SchemeDetail]:
    """Return the schemes an actor may see, newest first."""
    visible = cases_for(actor, procedure="workplan_scheme").values("pk")
    return SchemeDetail.objects.filter(pk__in=visible).select_related("case").order_by("-year", "-pk")


@dataclass(slots=True)
class CheckedRow:
    """A requirement as it stands beside its source."""

    row: Requirement
    units: list[RequirementUnit]
    findings: list[SchemeFinding]
    candidates: dict[int, str] = field(default_factory=dict)
    anchor: int | None = None

    @property
    def deadline(self) -> str:
        """Return the deadline in words."""
        return describe_deadline(self.row)

    @property
    def seen(self) -> str:
        """Return what a form sees of the row."""
        return fingerprint(self.row)

    @property
    def chips(self) -> list[dict[str, Any]]:
        """Return the units with role, section names and, where unanswered, the units that may be meant."""
        return [
            {
                "unit": unit,
                "name": unit.unit.name if unit.unit else unit.printed,
                "role": unit.get_role_display(),
                "is_open": unit.unit_id is None,
                "may_be_several": bool(_SEVERAL.search(unit.printed)),
                "may_be_alias": unit.unit is not None
                and not _SEVERAL.search(unit.printed)
                and not _is_known(unit.unit, unit.printed),
                "sections": "、".join(unit.sections),
                "candidates": [(pk, self.candidates[pk]) for pk in unit.candidates if pk in self.candidates],
            }
            for unit in self.units
        ]

    @property
    def open_findings(self) -> list[SchemeFinding]:
        """Return what still waits to be looked at."""
        return [finding for finding in self.findings if finding.settled_at is None]

    @property
    def is_blocked(self) -> bool:
        """Say whether something here stands against booking."""
        return any(finding.is_blocking for finding in self.open_findings)


def _is_known(unit: Unit, printed: str) -> bool:
    """Tell whether a unit is found by this printing already: by name, with or without the district's prefix, or as alias."""
    return match_unit(printed, [UnitName(unit.pk, unit.name, unit.short_name, tuple(unit.aliases))]).unit_id is not None


def list_rows(scheme: SchemeDetail, *, ids: Iterable[int] | None = None) -> list[CheckedRow]:
    """Return the scheme's rows with units, findings and their place in the source, in a fixed number of queries."""
    rows = scheme.requirements.prefetch_related(
        Prefetch("units", RequirementUnit.objects.filter(is_dismissed=False).select_related("unit")), "findings"
    )
    rows = rows.filter(pk__in=list(ids)) if ids is not None else rows
    found = [CheckedRow(row, list(row.units.all()), list(row.findings.all())) for row in rows]
    wanted = {pk for item in found for unit in item.units if unit.unit_id is None for pk in unit.candidates}
    names = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    anchors: dict[int, int] = {}
    for index, line in enumerate(scheme.source_blocks):
        for order in line["rows"]:
            anchors.setdefault(order, index)
    for item in found:
        item.candidates, item.anchor = names, anchors.get(item.row.order)
    return found


def find_row(scheme: SchemeDetail, row_id: int) -> Requirement | None:
    """Return a row of the scheme, or None."""
    return scheme.requirements.filter(pk=row_id).first()


def find_finding(scheme: SchemeDetail, finding_id: int) -> SchemeFinding | None:
    """Return a finding about the scheme, or None."""
    return scheme.findings.filter(pk=finding_id).first()


def count_open_names(scheme: SchemeDetail) -> dict[int, int]:
    """Return how many printed names of units still wait for an answer, by row."""
    waiting = RequirementUnit.objects.filter(requirement__scheme=scheme, unit__isnull=True, is_dismissed=False)
    return dict(Counter(waiting.values_list("requirement_id", flat=True)))


def find_unit(unit_id: int, *, at: date) -> Unit | None:
    """Return a unit that exists on a day, or None."""
    return Unit.objects.on(at).filter(pk=unit_id).first()


def list_units_by_id(unit_ids: Iterable[int], *, at: date) -> list[Unit]:
    """Return those of the units that exist on a day, in the order of units."""
    return list(Unit.objects.on(at).filter(pk__in=list(unit_ids)).order_by("order", "code"))


def find_scheme_of(case: Case) -> SchemeDetail | None:
    """Return the scheme of a case whose page the reader has been admitted to, or None."""
    return SchemeDetail.objects.filter(pk=case.pk).first()


def group_rows(rows: list[CheckedRow]) -> list[dict[str, Any]]:
    """Return the rows as the tree people know: headings, tasks, rows."""
    groups = []
    for head, of_heading in groupby(rows, key=lambda item: (item.row.heading_number, item.row.heading)):
        tasks = [
            {"title": join_heading(*task), "rows": list(members)}
            for task, members in groupby(of_heading, key=lambda item: (item.row.task_number, item.row.task))
        ]
        groups.append({"title": join_heading(*head), "tasks": tasks})
    return groups


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one kind, as the summary counts them."""

    code: str
    title: str
    is_blocking: bool
    items: tuple[SchemeFinding, ...]


def group_findings(scheme: SchemeDetail) -> tuple[list[FindingGroup], int, int]:
    """Return the open findings by kind, those that block first; how many block, and how many were settled."""
    every = list(scheme.findings.select_related("requirement"))
    waiting = [finding for finding in every if finding.settled_at is None]
    counts = Counter((finding.code, finding.is_blocking) for finding in waiting)
    order = sorted(counts, key=lambda key: (not key[1], list(KINDS).index(key[0]) if key[0] in KINDS else 99))
    groups = [
        FindingGroup(
            code,
            KINDS.get(code, "其他"),
            blocking,
            tuple(f for f in waiting if (f.code, f.is_blocking) == (code, blocking)),
        )
        for code, blocking in order
    ]
    return groups, sum(1 for finding in waiting if finding.is_blocking), len(every) - len(waiting)


def may_check(actor: Actor, scheme: SchemeDetail) -> bool:
    """Say whether the actor may correct the scheme now."""
    return find_action(actor, scheme, "edit_row") is not None


def find_action(actor: Actor, scheme: SchemeDetail, code: str) -> Any:
    """Return an action offered to the actor on the scheme, or None."""
    return next((item for item in list_actions_for(actor, scheme.case, today()) if item.action.code == code), None)


def latest_opinions(scheme: SchemeDetail) -> dict[int | None, list[SchemeOpinion]]:
    """Return each unit's last word on each row (None: on the whole scheme), in the order of the units."""
    last: dict[tuple[int | None, int], SchemeOpinion] = {}
    for opinion in scheme.opinions.select_related("unit").order_by("pk"):
        last[(opinion.requirement_id, opinion.unit_id)] = opinion
    by_row: dict[int | None, list[SchemeOpinion]] = {}
    for opinion in sorted(last.values(), key=lambda item: (item.unit.order, item.unit.code)):
        by_row.setdefault(opinion.requirement_id, []).append(opinion)
    return by_row
