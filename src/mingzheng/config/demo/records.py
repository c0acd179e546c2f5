"""The demo's record books: what `data/registers.toml` tells, entered and verified through the services.

Days are told back from the load, so that the books always hold a year. Closed books get the grants that open them.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from mingzheng.config.demo.story import Stage, dice
from mingzheng.platform.access.public import SYSTEM, grant_role
from mingzheng.registers.public import Field, Kind, Register, enter_record, get_register, verify_record

DATA = Path(__file__).parent / "data" / "registers.toml"
CLOSED = "official_activity"
OPENED_TO = (("clerk", "office_clerk"), ("office_section", "office_section_head"), ("director", "office_director"))
# Days that are told back from the load, by the field they fill.
TOLD_BACK = {
    "decided": "decided_on",
    "result": "result_on",
    "assessed": "assessed_on",
    "ended": "valid_to",
    "supervised": "supervised_on",
}
PAST = ("decided", "result", "assessed", "supervised")
OWN = frozenset({"ago", "by", "unit", "pending"})


def keep_books(stage: Stage) -> int:
    """Enter every row of every book in the order of the file; return how many records there are."""
    _open_closed_books(stage)
    books: dict[str, dict[str, Any]] = tomllib.loads(DATA.read_text("utf-8"))
    titles: dict[str, dict[str, int]] = {}
    count = 0
    for code, told in books.items():
        known = titles.setdefault(code, {})
        for row in told["rows"]:
            title, pk = _enter(stage, get_register(code), told, row, titles)
            known[title] = pk
            count += 1
    return count


def _open_closed_books(stage: Stage) -> None:
    for key, role in OPENED_TO:
        grant_role(
            account=stage.district.accounts[key],
            role=role,
            unit=stage.district.units["ys"],
            procedure=CLOSED,
            visibility=1,
            valid_from=date(stage.year - 1, 1, 1),
            reason="示范数据：公务活动登记限定范围",
            actor=SYSTEM,
        )
    stage.district.forget_actors()


def _enter(
    stage: Stage,
    book: Register,
    told: Mapping[str, Any],
    row: Mapping[str, Any],
    titles: Mapping[str, Mapping[str, int]],
) -> tuple[str, int]:
    by, unit = row.get("by", told["by"]), row.get("unit", told["unit"])
    day = stage.today - timedelta(days=row["ago"])
    told_later = [stage.today - timedelta(days=row[name]) for name in PAST if name in row]
    at = _moment(stage, max([day, *told_later]), f"{book.code}{row.get('title', row.get('person', ''))}")
    data = {"unit": stage.district.units[unit].pk, "occurred_on": day.isoformat()}
    for name, value in row.items():
        if name in TOLD_BACK:
            data[TOLD_BACK[name]] = (stage.today - timedelta(days=value)).isoformat()
        elif name == "title":
            data[name] = value
        elif name not in OWN:
            data[name] = day.year if name == "year" else _value(stage, book.field(name), value, titles)
    actor = stage.actor(by, at.date())
    receipt = enter_record(book.code, actor=actor, data=data, recorded_at=at)
    if "verified" in told and not row.get("pending"):
        later = min(at + timedelta(days=2), stage.until)
        verifier = stage.actor(told["verified"], later.date())
        verify_record(book.code, receipt.record_id, actor=verifier, recorded_at=later)
    return str(row.get("title", "")), receipt.record_id


def _moment(stage: Stage, day: date, seed: str) -> datetime:
    """Return when it was typed: on the day itself, at the latest an hour before the load."""
    if day >= stage.today:
        day = stage.today - timedelta(days=2)
    return min(stage.moment(day, dice(seed)), stage.until)


def _value(stage: Stage, item: Field, value: Any, titles: Mapping[str, Mapping[str, int]]) -> Any:
    if item.kind is Kind.DATE:
        return (stage.today - timedelta(days=value)).isoformat()
    if item.kind is Kind.UNIT:
        return stage.district.units[value].pk
    if item.kind is Kind.PERSON:
        return stage.district.people[value].pk
    if item.kind is Kind.PERSONS:
        return [stage.district.people[key].pk for key in value]
    if item.kind is Kind.RECORD:
        return titles[item.of][value]
    if item.kind is Kind.RECORDS:
        return [titles[item.of][title] for title in value]
    return value
