"""What must hold of a correction of records. Pure. Legal basis: 政府信息公开条例第四十一条."""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.public import CaseFacts, Guard, Refusal
from mingzheng.domains.foi.grounds import LAW

ELSEWHERE = frozenset({"forwarded", "told"})


def _competent_named(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if given.get("result") not in ELSEWHERE or given.get("competent"):
        return None
    return Refusal(
        "no_competent_organ",
        "转送或者告知向有权机关提出的，须写明该机关",
        "填写机关名称和联系方式",
        f"{LAW}第四十一条",
    )


COMPETENT_NAMED = Guard("competent_named", "已写明有权更正的机关", _competent_named)
