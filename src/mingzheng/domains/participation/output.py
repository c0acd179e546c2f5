"""The opinions of a consultation as a workbook: merged with what became of them, and as they came. No names, no telephones."""

from mingzheng.casework.public import Case
from mingzheng.documents.writing.sheets import CellKind, Sheet, SheetColumn, write_xlsx
from mingzheng.domains.participation.selectors import list_merged, list_opinions, receipts_of
from mingzheng.domains.participation.words import WHOLE

MERGED = (
    SheetColumn("article", "条款", width=14),
    SheetColumn("text", "归并后的意见", width=60),
    SheetColumn("count", "条数", CellKind.INTEGER),
    SheetColumn("verdict", "采纳情况", width=12),
    SheetColumn("reason", "理由", width=50),
    SheetColumn("receipts", "意见编号", width=30),
)
AS_THEY_CAME = (
    SheetColumn("receipt", "意见编号", width=20),
    SheetColumn("day", "收到日期", CellKind.DATE),
    SheetColumn("channel", "来源", width=12),
    SheetColumn("author", "提出人", width=8),
    SheetColumn("article", "条款", width=14),
    SheetColumn("text", "意见", width=70),
    SheetColumn("verdict", "采纳情况", width=12),
)


def write_workbook(case: Case) -> bytes:
    """Return the workbook of a consultation the reader was admitted to."""
    merged = (
        [
            (one.piece.label or "正文") if one.piece else WHOLE,
            one.text,
            len(one.opinions.all()),
            one.get_verdict_display(),
            one.reason,
            "、".join(receipts_of(one)),
        ]
        for one in list_merged(case.pk)
    )
    came = (
        [
            one.submission.receipt,
            one.submission.received_on,
            one.submission.get_channel_display(),
            one.submission.get_author_display(),
            (one.piece.label or "正文") if one.piece else WHOLE,
            one.text,
            one.merged.get_verdict_display() if one.merged else "",
        ]
        for one in list_opinions(case.pk)
    )
    return write_xlsx(
        [
            Sheet("采纳情况", MERGED, merged, title=f"{case.title}征求意见采纳情况", note=case.number),
            Sheet("收到的意见", AS_THEY_CAME, came, title=f"{case.title}收到的意见", note=case.number),
        ]
    )
