"""What is on record about a check or a row of the lexicon, in words, for the foot of its page."""

from collections.abc import Iterable

from mingzheng.domains.proofreading.ledger_words import title_of
from mingzheng.platform.design.public import Act
from mingzheng.platform.ledger.public import Entry
from mingzheng.worktime.public import SHANGHAI


def present_history(entries: Iterable[Entry]) -> list[Act]:
    """Return the entries as a timeline shows them."""
    return [_present(entry) for entry in entries]


def _present(entry: Entry) -> Act:
    number = entry.payload.get("number")
    title = (title_of(entry) or entry.kind) + (f"（第{number}条）" if number else "")
    at = entry.recorded_at.astimezone(SHANGHAI)
    who = str(entry.payload.get("by", "系统"))
    return Act(
        title,
        who,
        entry.occurred_on or at.date(),
        recorded_at=at,
        text=str(entry.payload.get("reason") or entry.payload.get("why") or ""),
    )
