"""The demo's annual reports: last year's published, this year's being written, made of the district's own cases.

Every act goes through the door; where the rules say no, the report waits there, as it would in an office.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from mingzheng.casework.public import DoorError
from mingzheng.config.demo.story import Stage, dice
from mingzheng.domains.reports.public import (
    Block,
    Report,
    Section,
    add_comment,
    ask_contribution,
    save_block,
    start_report,
)
from mingzheng.worktime.public import SHANGHAI

WRITER, CHECKER, HEAD, IN_CHARGE = "dzb.liaison", "office_section", "director", "office_section"


def annual_reports(stage: Stage) -> int:
    """Play the reports; returns how many were begun."""
    year = stage.year
    _published(stage, year - 1)
    begun = stage.today - timedelta(days=12)
    units = (("dzb", "office-flat"), ("jyj", "default"), ("zsj", "bureau-six"), ("mzj", "bureau-upward"))
    reports = [_begin(stage, unit, year, profile, begun) for unit, profile in units]
    _written(stage, reports[0], begun)
    _tried(stage, reports[1], "submit", "jyj.liaison", begun + timedelta(days=6))
    return len(reports) + 1


def _moment(stage: Stage, day: date) -> datetime:
    return min(stage.moment(day, dice(f"report:{day}")), stage.until)


def _begin(stage: Stage, unit: str, year: int, profile: str, day: date) -> Report:
    at = _moment(stage, day)
    receipt = start_report(
        stage.district.units[unit],
        year,
        profile,
        actor=stage.actor("clerk", at.date()),
        occurred_on=at.date(),
        recorded_at=at,
        key=f"demo:report:{unit}:{year}",
    )
    return Report.objects.select_related("case").get(pk=receipt.case_id)


def _tried(stage: Stage, report: Report, action: str, who: str, day: date, **data: Any) -> bool:
    """Perform an act where the rules allow it; a day after the present is not reached."""
    at = _moment(stage, day)
    try:
        stage.perform(report.case_id, action, who, at, **data)
    except DoorError:
        return False
    return True


def _published(stage: Stage, year: int) -> None:
    """Last year's report of the office, from drafting in January to its publication in March."""
    january = datetime(year + 1, 1, 8, 9, tzinfo=SHANGHAI).date()
    if january + timedelta(days=60) > stage.today:
        return
    report = _begin(stage, "dzb", year, "office-flat", january)
    held = (january + timedelta(days=20)).isoformat()
    meeting = {"meeting": "office", "meeting_name": "主任办公会", "held_on": held, "outcome": "agreed"}
    steps: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
        ("submit", WRITER, 12, {}),
        ("pass_check", CHECKER, 15, {"opinion": "数字已核对"}),
        ("record_discussion", WRITER, 21, meeting),
        ("sign", HEAD, 24, {"opinion": "同意"}),
        ("send", WRITER, 26, {"addressees": "区依法治区委员会"}),
        ("accept", IN_CHARGE, 40, {}),
        ("publish", WRITER, 55, {"address": "https://www.yunshan.example/fzzf"}),
    )
    for action, who, after, data in steps:
        if not _tried(stage, report, action, who, january + timedelta(days=after), **data):
            return


def _written(stage: Stage, report: Report, begun: date) -> None:
    """This year's report of the office: a 科室 is asked, a paragraph written, a leader's remark waits."""
    at = _moment(stage, begun + timedelta(days=2))
    writer = stage.actor(WRITER, at.date())
    section = Section.objects.filter(report=report, kind="law_study").first()
    block = Block.objects.filter(section__report=report, section__kind="shortcomings").first()
    unit = stage.district.units.get("dzb6") or stage.district.units["dzb"]

    def _ask() -> None:
        assert section is not None
        ask_contribution(
            report,
            section,
            unit,
            due_on=stage.today + timedelta(days=5),
            note="写明学法次数、考试情况",
            actor=writer,
            occurred_on=at.date(),
            recorded_at=at,
            key="demo:report:ask",
        )

    def _write() -> None:
        assert block is not None
        text = f"{report.year}年，我办法治政府建设取得一定成效，但对照上级要求还有差距，主要有以下几个方面。"
        save_block(block.pk, text=text, seen_version=block.version, actor=writer, at=at)

    def _remark() -> None:
        assert block is not None
        director = stage.actor(HEAD, at.date())
        add_comment(report, text="不足要写具体，对应到下一年的安排。", block_id=block.pk, actor=director, at=at)

    for act in (_ask, _write, _remark):
        _quietly(act)


def _quietly(act: Callable[[], None]) -> None:
    try:
        act()
    except DoorError:
        return
