"""What is put on record of visitors: codes issued and withdrawn, letters fetched, attempts that were turned away.

Visitors without an application stand in a stream of the day, as a keyed mark of their address, once an hour and kind:
enough to see a flood, not enough to see a person, and a flood cannot fill the ledger.
"""

from datetime import datetime, timedelta
from typing import Any

from mingzheng.domains.foi.applicants import STREAM
from mingzheng.platform.ledger.public import append
from mingzheng.platform.portal.public import count_use

TURNED_AWAY = "foi_turned_away"
HOUR = timedelta(hours=1)
REASONS = {
    "too_often": "提交过于频繁",
    "machine": "疑似程序提交",
    "wrong_code": "查询码不符",
    "wrong_draft": "草稿码不符",
    "challenge": "未通过答题",
    "file": "文件被拒收",
    "sign_in": "登录凭证不符",
    "letter": "核验码不存在",
}


def record_of_case(case_id: int, kind: str, payload: dict[str, Any], *, actor: str = "public", at: datetime) -> None:
    """Put on record what happened to the codes and letters of one application."""
    append(
        stream=STREAM, stream_id=str(case_id), kind=kind, payload=payload, actor=actor, occurred_on=None, recorded_at=at
    )


def record_turned_away(reason: str, address: str, *, at: datetime) -> None:
    """Put on record, once an hour and address, that somebody was turned away for a reason."""
    if count_use(address, f"foi.away.{reason}", most=1, window=HOUR, at=at) is not None:
        return
    append(
        stream=TURNED_AWAY,
        stream_id=at.date().isoformat(),
        kind=reason,
        payload={},
        actor="public",
        occurred_on=None,
        recorded_at=at,
    )
