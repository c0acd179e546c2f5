"""The words for acts of this room in the ledger. Told by `administration`."""

from mingzheng.domains.openness.services import STREAM
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

TITLES = {"link": "挂接已公开信息", "unlink": "取消挂接"}


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return TITLES.get(entry.kind, "")


tell_stream(STREAM, "目录挂接", title_of)
