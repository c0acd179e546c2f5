"""Headings and what stands around the text: add, change, move and remove sections; change title, addressee, closing.

Numbers before headings are never typed; writing paragraphs is `writing`.
"""

from datetime import datetime
from typing import Any

from django.db.models import F, Max

from mingzheng.casework.public import BadInput, Stale, screen_given
from mingzheng.domains.reports.composition.numbering import LEVELS
from mingzheng.domains.reports.errors import Gone
from mingzheng.domains.reports.models import Report, Section
from mingzheng.domains.reports.profiles import KINDS
from mingzheng.domains.reports.services.saving import saving
from mingzheng.domains.reports.services.writing import read_text
from mingzheng.figures.public import runs_to_json
from mingzheng.kit.numerals import parse_ordinal
from mingzheng.platform.access.public import Actor

ELEMENTS = {"title": 200, "salutation": 300, "closing": 60, "openness": 20, "copies": 300}
CHANGEABLE = frozenset({"heading", "level", "kind", "run_in", "items_run_in"})


def clean_heading(text: str) -> str:
    """Return a heading without the sign the software puts before it. Raises BadInput."""
    bare = " ".join(text.split())
    found = parse_ordinal(bare)
    bare = (found[1] if found else bare).strip().rstrip("。")
    if not bare:
        raise BadInput({"heading": ["“标题”必填"]})
    if len(bare) > 120:
        raise BadInput({"heading": [f"标题最多 120 字，现有 {len(bare)} 字"]})
    return bare


def _clean(changes: dict[str, Any]) -> dict[str, Any]:
    clean = {name: value for name, value in changes.items() if name in CHANGEABLE}
    if "heading" in clean:
        clean["heading"] = clean_heading(clean["heading"])
    if "level" in clean and clean["level"] not in LEVELS:
        raise BadInput({"level": ["层级只能是一、（一）、1. 三级"]})
    if "kind" in clean and clean["kind"] not in {*KINDS, ""}:
        raise BadInput({"kind": ["没有这一类内容"]})
    return clean


def add_section(
    report_id: int,
    *,
    heading: str,
    level: int,
    actor: Actor,
    at: datetime,
    after: int | None = None,
    kind: str = "other",
    run_in: bool = False,
) -> Section:
    """Add a section after another or at the end. Raises BadInput, NotPermitted."""
    screen_given({"heading": heading}, actor=actor, at=at)
    clean = _clean({"heading": heading, "level": level, "kind": kind, "run_in": run_in})
    with saving(report_id, actor=actor, at=at) as save:
        save.require(None)
        rows = Section.objects.filter(report=save.report)
        position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
        before = rows.filter(pk=after).values_list("position", flat=True).first() if after else None
        if before is not None:
            position = before + 1
            rows.filter(position__gt=before).update(position=F("position") + 1)
        section = Section.objects.create(
            report=save.report, position=position, updated_by=actor.name[:60], updated_at=at, **clean
        )
        save.words = f"增加“{section.heading}”一节"
        return section


def change_section(
    section_id: int, changes: dict[str, Any], *, seen_version: int, actor: Actor, at: datetime
) -> Section:
    """Change heading, level or setting of a section. Raises Stale, Gone, BadInput, NotPermitted."""
    screen_given(changes, actor=actor, at=at)
    clean = _clean(changes)
    with saving(_report_of(section_id), actor=actor, at=at) as save:
        save.require(None)
        section = Section.objects.get(pk=section_id)
        if section.version != seen_version:
            raise Stale(by=section.updated_by, action="修改标题", at=section.updated_at or at, version=section.version)
        for name, value in clean.items():
            setattr(section, name, value)
        section.version += 1
        section.updated_by, section.updated_at = actor.name[:60], at
        section.save(update_fields=[*clean, "version", "updated_by", "updated_at"])
        save.words = f"修改“{section.heading}”的标题和格式"
        return section


def move_section(section_id: int, *, up: bool, actor: Actor, at: datetime) -> None:
    """Move a section with the sections under it before or after its neighbour of the same level. Raises Gone."""
    with saving(_report_of(section_id), actor=actor, at=at) as save:
        save.require(None)
        rows = list(Section.objects.filter(report=save.report).order_by("position", "pk"))
        order = move_branch([(row.pk, row.level) for row in rows], section_id, up=up)
        by_id = {row.pk: row for row in rows}
        for position, pk in enumerate(order, start=1):
            by_id[pk].position = position
        Section.objects.bulk_update(rows, ["position"])
        save.words = f"移动“{by_id[section_id].heading}”一节"


def move_branch(rows: list[tuple[int, int]], wanted: int, *, up: bool) -> list[int]:
    """Return the order after moving one branch past its neighbour; unchanged at either end."""
    branches = _branches(rows, wanted)
    place = next(index for index, branch in enumerate(branches) if branch[0][0] == wanted)
    level = branches[place][0][1]
    other = place - 1 if up else place + 1
    if 0 <= other < len(branches) and branches[other][0][1] == level:
        branches[place], branches[other] = branches[other], branches[place]
    return [pk for branch in branches for pk, _ in branch]


def _branches(rows: list[tuple[int, int]], wanted: int) -> list[list[tuple[int, int]]]:
    """Split the rows into branches of the wanted row's level; higher headings stand alone and are not passed."""
    level = dict(rows)[wanted]
    branches: list[list[tuple[int, int]]] = []
    for row in rows:
        if branches and row[1] > level and branches[-1][0][1] >= level:
            branches[-1].append(row)
        else:
            branches.append([row])
    return branches


def remove_section(section_id: int, *, actor: Actor, at: datetime) -> None:
    """Remove a section with its paragraphs; versions keep it. Raises Gone, NotPermitted."""
    with saving(_report_of(section_id), actor=actor, at=at) as save:
        save.require(None)
        section = Section.objects.get(pk=section_id)
        heading = section.heading
        section.delete()
        save.words = f"删去“{heading}”一节"


def change_elements(
    report_id: int, given: dict[str, str], *, lead_in: str | None, seen_version: int, actor: Actor, at: datetime
) -> Report:
    """Change title, addressee, lead-in, closing, way of disclosure and copies. Raises Stale, BadInput, NotPermitted."""
    screen_given({**given, "lead_in": lead_in or ""}, actor=actor, at=at)
    clean = {name: " ".join(str(given[name]).split()) for name in ELEMENTS if name in given}
    errors = {name: [f"最多 {ELEMENTS[name]} 字"] for name, value in clean.items() if len(value) > ELEMENTS[name]}
    if not clean.get("title", "-"):
        errors["title"] = ["“标题”必填"]
    if errors:
        raise BadInput(errors)
    with saving(report_id, actor=actor, at=at) as save:
        save.require(None)
        report = save.report
        if report.elements_version != seen_version:
            raise Stale(by="其他人", action="修改公文要素", at=at, version=report.elements_version)
        for name, value in clean.items():
            setattr(report, name, value)
        if lead_in is not None:
            report.lead_in = runs_to_json(read_text(lead_in))
        report.elements_version += 1
        report.save(update_fields=[*clean, "lead_in", "elements_version"])
        save.words = "修改标题、主送等公文要素"
        return report


def _report_of(section_id: int) -> int:
    report_id = Section.objects.filter(pk=section_id).values_list("report_id", flat=True).first()
    if report_id is None:
        raise Gone("这一节已被删去", next_step="请刷新后再试")
    return int(report_id)
