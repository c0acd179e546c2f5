"""Take what a unit typed: compare it with its lines, and send what changed through the door as one act.

A value that cannot be read is never dropped: it is answered at its field and stays in the draft.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzheng.casework.public import Case, Receipt, perform
from mingzheng.domains.returns.models import ReturnDetail
from mingzheng.domains.returns.sheet import Sheet, SheetLine, period_for
from mingzheng.figures.public import check_readings
from mingzheng.platform.access.public import Actor

OPEN_STATES = ("assigned", "filling")


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed for one figure. `papers` are the files it keeps, `more_papers` those that came with it."""

    value: str = ""
    is_not_involved: bool = False
    explanation: str = ""
    source: str = ""
    papers: tuple[int, ...] = ()

    def as_row(self, code: str, title: str) -> dict[str, str]:
        """Return the entry as a row of the act."""
        row = {
            "title": title,
            "value": self.value,
            "not_involved": "是" if self.is_not_involved else "",
            "explanation": self.explanation,
            "source": self.source,
            "evidence": ",".join(map(str, self.papers)),
            "code": code,
        }
        return {name: text for name, text in row.items() if text}


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a filling: how many figures were stored, and what is wrong at which figure."""

    stored: int
    errors: Mapping[str, Sequence[str]]
    receipt: Receipt | None = None


def entry_of(line: SheetLine) -> Entry:
    """Return what a line holds now."""
    row = line.line
    return Entry(row.printed, row.is_not_involved, row.explanation, row.source_words, tuple(row.evidence))


def check_entries(item: ReturnDetail, sheet: Sheet, entries: Mapping[str, Entry]) -> dict[str, tuple[str, ...]]:
    """Return what speaks against typed values, by figure: no number, beyond the figure's bounds, a closed period."""
    errors: dict[str, tuple[str, ...]] = {}
    by_period: dict[Any, dict[str, str]] = {}
    for code, entry in entries.items():
        line = sheet.line(code)
        if line is None:
            errors[code] = ("本表没有这项指标",)
        elif line.is_computed:
            errors[code] = (f"“{line.figure.title}”由系统统计，不能填报；如有出入，请更正其来源记录",)
        elif entry.value and not entry.is_not_involved:
            by_period.setdefault(period_for(line.figure, item.form.period), {})[code] = entry.value
    for period, values in by_period.items():
        checked = check_readings(values, unit_id=item.unit_id, period=period)
        errors |= {code: found.texts for code, found in checked.items() if found.texts}
    return errors


def fill_in(
    item: ReturnDetail,
    sheet: Sheet,
    entries: Mapping[str, Entry],
    *,
    actor: Actor,
    occurred_on: date,
    recorded_at: datetime,
    key: str,
    seen_version: int | None = None,
) -> Taken:
    """Store what changed and can be read, as one act; the rest comes back with its reasons.

    Raises the door's errors.
    """
    changed = {
        code: entry for code, entry in entries.items() if (line := sheet.line(code)) is None or entry != entry_of(line)
    }
    errors = check_entries(item, sheet, changed)
    good = {code: entry for code, entry in changed.items() if code not in errors}
    if not good:
        return Taken(0, errors)
    receipt = perform(
        item.pk,
        "fill_in",
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        data=act_data(sheet, good),
        key=key,
        seen_version=seen_version,
    )
    return Taken(len(good), errors, receipt)


def act_data(sheet: Sheet, entries: Mapping[str, Entry]) -> dict[str, Any]:
    """Return the data of the act that stores these entries."""
    titles = {line.code: line.figure.title for line in sheet.lines}
    data: dict[str, Any] = {"values": [entry.as_row(code, titles.get(code, code)) for code, entry in entries.items()]}
    papers = sorted({paper for entry in entries.values() for paper in entry.papers})
    return {**data, "papers": papers} if papers else data


def may_fill(case: Case) -> bool:
    """Say whether a return is in a state in which it is filled in."""
    return case.state in OPEN_STATES
