"""What must hold of a review or a suit on record. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal


def _same_day(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    """Hold that the clock starts on the day the notice came: the act is dated that day."""
    if given.get("received_on") == facts.on.isoformat():
        return None
    return Refusal("other_day", "“发生日期”应当与收到通知书之日相同", "期限自收到通知书之日起算，请把发生日期改为该日")


def _decided_after(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    received: date | None = facts.own.received_on if facts.own else None
    if received is None or facts.on >= received:
        return None
    return Refusal("before_received", f"不能早于收到通知书之日 {received:%Y年%-m月%-d日}", "请核对日期")


ON_RECEIPT = Guard("same_day", "发生日期即收到通知书之日", _same_day)
DECIDED_AFTER = Guard("decided_after", "不早于收到通知书之日", _decided_after)
