"""What is on record about a group or a hearing, in words, for the foot of its page."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from mingzheng.domains.workplan.ledger_words import title_of
from mingzheng.domains.workplan.models import HeadHearing
from mingzheng.platform.design.public import Act, Change, format_date
from mingzheng.platform.ledger.public import Entry
from mingzheng.worktime.public import SHANGHAI

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LABELS = {
    "held_on": "日期",
    "chair": "主持人",
    "agenda": "议题",
    "decisions": "议定事项",
    "help_given": "指导解决情况",
    "solved_on": "解决日期",
    "meeting": "研究的会议",
    "kind": "形式",
    "head_name": "主要负责人",
    "subject": "主题",
}


def present_history(entries: Iterable[Entry]) -> list[Act]:
    """Return the entries as a timeline shows them, corrections with before and after."""
    return [
        Act(
            _title(entry),
            str(entry.payload.get("by", "")),
            entry.occurred_on or entry.recorded_at.astimezone(SHANGHAI).date(),
            recorded_at=entry.recorded_at.astimezone(SHANGHAI),
            text=str(entry.payload.get("reason") or entry.payload.get("text") or entry.payload.get("agenda") or ""),
            changes=tuple(_changes(entry.payload)),
        )
        for entry in entries
    ]


def _changes(payload: dict[str, Any]) -> Iterable[Change]:
    before, after = payload.get("before", {}), payload.get("after", {})
    for name in after:
        yield Change(LABELS.get(name, name), _text(before.get(name)), _text(after[name]))


def _title(entry: Entry) -> str:
    title, name = title_of(entry) or entry.kind, entry.payload.get("name")
    return f"{title}：{name}" if name else title


def _text(value: Any) -> str:
    if value is None:
        return ""
    text = dict(HeadHearing.Kind.choices).get(value, str(value))
    return format_date(date.fromisoformat(text)) if ISO_DAY.fullmatch(str(text)) else str(text)
