"""The words for this room's streams in the ledger: checks with their decisions, and the lexicon."""

from mingzheng.domains.proofreading.selectors import LEXICON_STREAM, STREAM
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

STREAMS = {STREAM: "核校", LEXICON_STREAM: "核校词库"}
KINDS = {
    "check_requested": "送核校",
    "check_done": "核校完成",
    "check_failed": "未能核校",
    "second_reading_done": "第二读者已读",
    "second_reading_failed": "第二读者未读",
    "finding_accepted": "采纳核校意见",
    "finding_dismissed": "不采纳核校意见",
    "finding_open": "撤回对核校意见的处理",
    "entry_added": "增加词条",
    "entry_ended": "终止词条",
}


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return KINDS.get(entry.kind, "")


for stream, title in STREAMS.items():
    tell_stream(stream, title, title_of)
