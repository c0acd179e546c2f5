"""The demo's annual disclosure reports: those of the last finished year published, those of the next under way.

Every act goes through the door; where the rules say no, the report waits there, as it would in an office.
"""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from mingzheng.casework.public import DoorError
from mingzheng.config.demo.story import Stage, dice
from mingzheng.domains.foi.public import AnnualReport, report_cell, save_text, start_report, verify_cells
from mingzheng.figures.public import FigureError
from mingzheng.proofing.disclosure.form import openness
from mingzheng.worktime.public import SHANGHAI

DATA = Path(__file__).parent / "data" / "disclosure.toml"
UNITS = ("jyj", "rsj")
GOVERNMENT, DRAFTER, CHECKER, CHIEF = "ys", "clerk", "office_section", "director"
COLUMNS = {"fees": "amount"}


def disclosure_reports(stage: Stage) -> int:
    """Play the reports; returns how many were begun."""
    texts = tomllib.loads(DATA.read_text("utf-8"))
    finished = stage.today.year - (1 if stage.today >= date(stage.today.year, 4, 5) else 2)
    january = datetime(finished + 1, 1, 6, 9, tzinfo=SHANGHAI).date()
    if january < stage.district.units["ys"].valid_from:
        return 0
    for code in (*UNITS, GOVERNMENT):
        _finished(stage, code, texts[code], finished, january + timedelta(days=30 * (code == GOVERNMENT)))
    begun = stage.today - timedelta(days=9)
    for code in (*UNITS, GOVERNMENT):
        report = _begin(stage, code, finished + 1, begun)
        if code == UNITS[0]:
            _write(stage, report, code, {name: texts[code][name] for name in ("proactive", "management")}, begun)
    return 2 * (len(UNITS) + 1)


def _moment(stage: Stage, day: date) -> datetime:
    return min(stage.moment(day, dice(f"disclosure:{day}")), stage.until)


def _begin(stage: Stage, code: str, year: int, day: date) -> AnnualReport:
    at = _moment(stage, day)
    receipt = start_report(
        stage.district.units["dzb" if code == GOVERNMENT else code],
        year,
        actor=stage.actor(DRAFTER, at.date()),
        occurred_on=at.date(),
        recorded_at=at,
        key=f"demo:disclosure:{code}:{year}",
        consolidated=code == GOVERNMENT,
    )
    return AnnualReport.objects.select_related("case", "unit").get(pk=receipt.case_id)


def _write(stage: Stage, report: AnnualReport, code: str, texts: dict[str, Any], day: date) -> None:
    at = _moment(stage, day)
    writer = stage.actor(DRAFTER if code == GOVERNMENT else f"{code}.liaison", at.date())
    held = dict(report.texts.values_list("code", "version"))
    for name, text in texts.items():
        if isinstance(text, str):
            save_text(report, name, text, seen_version=held[name], actor=writer, at=at)
    for row, value in texts.get("table1", {}).items():
        report_cell(report, openness(row, COLUMNS.get(row, "decisions")), value, actor=writer)


def _finished(stage: Stage, code: str, texts: dict[str, Any], year: int, day: date) -> None:
    """Tell a report from its beginning to its publication."""
    report = _begin(stage, code, year, day)
    is_government = code == GOVERNMENT
    writer, chief = (DRAFTER, CHIEF) if is_government else (f"{code}.liaison", f"{code}.head")
    steps: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
        ("hand_in", writer, 6, {}),
        ("sign", chief, 8, {"opinion": "同意"}),
        ("adopt", chief, 9, {}) if is_government else ("submit", writer, 9, {}),
        *(() if is_government else (("accept", CHECKER, 13, {}),)),
        ("publish", writer, 15, {"address": f"https://www.yunshan.example/gknb/{year}/{code}"}),
    )
    try:
        _write(stage, report, code, texts, day + timedelta(days=2))
        if not is_government:
            verify_cells(report, actor=stage.actor(chief, day + timedelta(days=4)))
        for action, who, after, data in steps:
            stage.perform(report.pk, action, who, _moment(stage, day + timedelta(days=after)), **data)
    except (DoorError, FigureError):
        return
