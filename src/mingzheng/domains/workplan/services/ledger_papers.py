"""The ledger as papers: A3 in Word and PDF, and the workbook. Setting them is `documents.writing`; letters are `papers`."""

from collections.abc import Callable
from datetime import date

from mingzheng.documents.writing.ledger_tables import Lamp as PaperLamp
from mingzheng.documents.writing.ledger_tables import LedgerGroup, LedgerTable, render_ledger_pdf
from mingzheng.documents.writing.official import Column
from mingzheng.documents.writing.sheets import CellKind, Sheet, SheetColumn, write_xlsx
from mingzheng.domains.workplan.ledger_selectors import Ledger, LedgerEntry, LedgerItem
from mingzheng.domains.workplan.models import SchemeDetail
from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.design.public import Lamp

ledger_docx = lazy_module("mingzheng.documents.writing.ledger_docx")

_COLUMNS = (
    ("序号", 1.0, "center"),
    ("具体要求", 7.0, "left"),
    ("责任单位", 3.0, "left"),
    ("具体措施", 5.5, "left"),
    ("责任人", 1.8, "center"),
    ("完成时限", 2.4, "center"),
    ("最新进展", 5.5, "left"),
    ("进度", 1.2, "center"),
    ("状态", 1.8, "center"),
    ("灯", 1.6, "center"),
)
_PAPER_LAMPS = {
    Lamp.NORMAL.word: PaperLamp.GOOD,
    Lamp.DUE_SOON.word: PaperLamp.NEAR,
    Lamp.OVERDUE.word: PaperLamp.LATE,
    Lamp.DONE.word: PaperLamp.DONE,
}


# How many rows of one requirement follow its text before it is named again.
NAMED_EVERY = 5
# An entry without items still takes one line of the paper.
NO_ITEM: list[LedgerItem | None] = [None]


def _cells(entry: LedgerEntry, item: LedgerItem | None) -> tuple[str, ...]:
    row = entry.requirement
    lead = (row.number or "总", f"{row.title} {row.text}".strip())
    if item is None:
        return (*lead, "", "", "", entry.deadline, "", "", entry.parent_state, Lamp(entry.lamp).word)
    due = item.due_on
    return (
        *lead,
        f"{item.case.handling_unit.name if item.case.handling_unit else ''}{'（牵头）' if item.detail.is_lead else ''}",
        item.detail.measure,
        item.detail.responsible_person,
        f"{due:%Y-%m-%d}" if due else entry.deadline,
        _latest(item),
        f"{item.percent}%" if item.percent else "",
        item.state,
        Lamp(item.lamp).word,
    )


def _latest(item: LedgerItem) -> str:
    """Return what stands in the column of progress, as on the screen: result or progress, why not, what holds it up."""
    detail = item.detail
    parts = (
        detail.result or detail.progress,
        item.why_not_involved and f"不涉及：{item.why_not_involved}",
        detail.delay_reason and f"滞后：{detail.delay_reason}",
        detail.coordination and f"需协调：{detail.coordination}",
    )
    return "\n".join(part for part in parts if part)


def _rows(entries: list[LedgerEntry]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of some entries; a requirement of many units is named again every few rows, for the next page."""
    rows = []
    for entry in entries:
        for index, item in enumerate(entry.items or NO_ITEM):
            number, text, *rest = _cells(entry, item)
            if index >= NAMED_EVERY:
                number, text = f"{number}\n续{index // NAMED_EVERY}", entry.requirement.title or text
            rows.append((number, text, *rest))
    return tuple(rows)


def compose_ledger_table(scheme: SchemeDetail, ledger: Ledger, *, as_of: date, prepared_by: str) -> LedgerTable:
    """Return the ledger as it is printed on A3."""
    groups = []
    for group in ledger.groups:
        for task in group["tasks"]:
            heading = " ".join(part for part in (group["title"], task["title"]) if part)
            groups.append(LedgerGroup(heading, _rows(task["entries"])))
    shown = sum(len(entry.items) for entry in ledger.entries)
    return LedgerTable(
        title=f"{scheme.year}年工作要点台账",
        columns=tuple(Column(*column) for column in _COLUMNS),
        groups=tuple(groups),
        as_of=as_of,
        prepared_by=prepared_by,
        merged_columns=(0, 1),
        lamp_column=len(_COLUMNS) - 1,
        lamps=_PAPER_LAMPS,
        summary=f"{scheme.case.title}　要求 {len(ledger.entries)} 项，责任单位 {shown} 件",
    )


def _write_workbook(scheme: SchemeDetail, ledger: Ledger, as_of: date, prepared_by: str) -> bytes:
    columns = (
        SheetColumn("heading", "工作要求", width=22),
        *(SheetColumn(str(i), title, width=max(8.0, width * 5)) for i, (title, width, _) in enumerate(_COLUMNS)),
        SheetColumn("delay", "滞后原因", width=24),
        SheetColumn("coordination", "需协调事项", width=24),
        SheetColumn("leader", "分管领导", width=12),
        SheetColumn("planned", "计划完成时间", kind=CellKind.DATE, width=14),
    )
    rows = [
        (
            entry.requirement.heading_path,
            *_cells(entry, item),
            *(
                (d.delay_reason, d.coordination, d.responsible_leader, d.planned_on)
                if (d := item and item.detail)
                else ()
            ),
        )
        for entry in ledger.entries
        for item in (entry.items or NO_ITEM)
    ]
    note = f"数据截至 {as_of:%Y年%-m月%-d日}　{prepared_by} 导出"
    sheet = Sheet("台账", columns, rows, title=f"{scheme.year}年工作要点台账", note=note)
    return write_xlsx([sheet], author=prepared_by, dated=as_of)


def _write_docx(scheme: SchemeDetail, ledger: Ledger, as_of: date, prepared_by: str) -> bytes:
    return ledger_docx.render_ledger_docx(compose_ledger_table(scheme, ledger, as_of=as_of, prepared_by=prepared_by))


def _write_pdf(scheme: SchemeDetail, ledger: Ledger, as_of: date, prepared_by: str) -> bytes:
    return render_ledger_pdf(compose_ledger_table(scheme, ledger, as_of=as_of, prepared_by=prepared_by))


WRITERS: dict[str, Callable[[SchemeDetail, Ledger, date, str], bytes]] = {
    "docx": _write_docx,
    "pdf": _write_pdf,
    "xlsx": _write_workbook,
}
