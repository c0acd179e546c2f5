"""The words for this room's stream in the ledger: saves and comments of reports, imports of earlier ones."""

from mingzheng.domains.reports.services.saving import STREAM
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

KINDS = {
    "report_saved": "保存文稿",
    "comment_written": "写意见",
    "comment_settled": "处理意见",
    "number_kept": "保留文字中的数",
    "read_back_taken": "采用 Word 回读稿",
    "read_back_dropped": "放弃 Word 回读稿",
    "earlier_imported": "导入往年报告",
    "earlier_confirmed": "确认往年数",
}


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return KINDS.get(entry.kind, "")


tell_stream(STREAM, "年度报告", title_of)
