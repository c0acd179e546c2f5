"""Whether a finding may be closed by hand. Pure."""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal

STANDS_WORDS = "仍然存在"


def _still_there(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if facts.own is None or STANDS_WORDS not in facts.own.look:
        return None
    return Refusal("still_there", f"最近一次{facts.own.look}", "请先“立即复查”，或者“退回整改”", "国办发〔2017〕47号")


STILL_THERE = Guard("still_there", "最近一次复查没有发现问题仍存在", _still_there)
