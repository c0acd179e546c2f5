"""The words for this room's own stream in the ledger: opinions that came, who looked at a sender's contact."""

from mingzheng.domains.participation.submitting import STREAM
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

TITLES = {"opinion_received": "收到意见", "contact_viewed": "查看提意见人的联系方式"}


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return TITLES.get(entry.kind, "")


tell_stream(STREAM, "公众意见", title_of)
