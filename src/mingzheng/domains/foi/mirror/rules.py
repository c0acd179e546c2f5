"""What differs between our record and the other system's. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

STANDINGS: Mapping[str, str] = {
    "to_confirm": "open",
    "handling": "open",
    "awaiting_supplement": "open",
    "awaiting_fee": "open",
    "drafted": "open",
    "reviewed": "open",
    "approved": "open",
    "answered": "answered",
    "dropped": "dropped",
    "withdrawn": "withdrawn",
}
STANDING_LABELS: Mapping[str, str] = {
    "open": "在办",
    "answered": "已答复",
    "dropped": "不再处理",
    "withdrawn": "已撤回",
}
THEIR_WORDS: Mapping[str, str] = {
    "待受理": "open",
    "已受理": "open",
    "办理中": "open",
    "待补正": "open",
    "补正中": "open",
    "延期": "open",
    "已答复": "answered",
    "已办结": "answered",
    "不再处理": "dropped",
    "已撤回": "withdrawn",
    "已撤销": "withdrawn",
}

KEYS: Mapping[str, str] = {
    "外部编号": "number",
    "申请编号": "number",
    "申请单号": "number",
    "受理编号": "number",
    "本系统编号": "ours",
    "申请事项": "title",
    "申请名称": "title",
    "所需信息": "title",
    "状态": "state",
    "办理状态": "state",
    "收到日期": "received_on",
    "受理日期": "received_on",
    "答复期限": "due_on",
    "办理期限": "due_on",
    "答复日期": "answered_on",
    "办结日期": "answered_on",
}
"""What the headings of such lists mean, as they are met; local ones are a parameter."""


@dataclass(frozen=True, slots=True)
class Side:
    """One application as one side has it. `standing` is open, answered, dropped, withdrawn, or "" when unknown."""

    standing: str
    received_on: date | None
    due_on: date | None
    answered_on: date | None


def standing_of(words: str, known: Mapping[str, str]) -> str:
    """Return the standing their words mean; "" for words nobody has said the meaning of."""
    return known.get(words.strip(), "")


def differences(ours: Side, theirs: Side) -> tuple[str, ...]:
    """Return what differs, in words; what they leave empty is no difference."""
    found = []
    if theirs.standing and ours.standing != theirs.standing:
        found.append(f"状态：我方{STANDING_LABELS[ours.standing]}，对方{STANDING_LABELS[theirs.standing]}")
    for label, mine, other in (
        ("收到日期", ours.received_on, theirs.received_on),
        ("答复期限", ours.due_on, theirs.due_on),
        ("答复日期", ours.answered_on, theirs.answered_on),
    ):
        if other is not None and mine != other:
            found.append(f"{label}：我方{_day(mine)}，对方{_day(other)}")
    return tuple(found)


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "未填"
