"""Refuse marked secrets in typed text before anything is kept 涉密标志拒收. Recognising a mark is `platform.files`'s.

Legal basis: 保守国家秘密法(2024) 第二十九条、第三十一条
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from mingzheng.casework.declaration import Refusal
from mingzheng.casework.errors import Refused
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import must_refuse, record_refusal


def screen_given(data: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    """Raise Refused when any text carries a secrecy mark in marking form; keep only that it happened.

    Must run outside the door's transaction, so that the record of the refusal stays.
    """
    if must_refuse(_texts(data)):
        contact = record_refusal(actor=actor, purpose="typed_text", at=at)
        raise Refused(
            [
                Refusal(
                    "secrecy_mark",
                    "内容带有涉密标志，本系统为非涉密系统，已拒收且未保存任何内容",
                    f"请立即停止在本系统处理，改走涉密渠道，并报告{contact}",
                    "保守国家秘密法第二十九条、第三十一条",
                )
            ]
        )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
