"""The other system's list as a workbook, and ours for it: read row by row with what is wrong, written to be pasted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.documents.reading import Headings, read_headed_rows
from mingzheng.documents.writing.cell_values import BadValue, parse_value
from mingzheng.documents.writing.sheets import CellKind, Sheet, SheetColumn, write_xlsx
from mingzheng.domains.foi.mirror.rules import KEYS
from mingzheng.kit.text import normalize_text

MOST_ROWS = 2_000
DAYS = ("received_on", "due_on", "answered_on")
LABELS = {"received_on": "收到日期", "due_on": "答复期限", "answered_on": "答复日期"}
LONGEST = {"number": 80, "title": 300, "state": 60, "ours": 40}


@dataclass(frozen=True, slots=True)
class MirrorRow:
    """One row as read: plain values, and what is wrong with it."""

    line: int
    values: Mapping[str, Any]
    problems: tuple[str, ...] = ()


def read_mirror(data: bytes, *, filename: str, more: Mapping[str, str]) -> list[MirrorRow]:
    """Return the rows of their sheet. Raises NotOurSheet. `more` are local headings with their key."""
    headings = Headings(
        keys={**KEYS, **more},
        required=frozenset({"number"}),
        at_most=MOST_ROWS,
        template="请从对方系统导出列表，表头要有“申请编号”或者“外部编号”",
    )
    seen: set[str] = set()
    return [_row(line, texts, seen) for line, texts in read_headed_rows(data, headings, filename=filename).rows]


def _row(line: int, texts: Mapping[str, str], seen: set[str]) -> MirrorRow:
    values: dict[str, Any] = {}
    problems = []
    for key, most in LONGEST.items():
        text = normalize_text(texts.get(key, "")).strip()
        if len(text) > most:
            problems.append(f"“{text[:12]}…”超过 {most} 字")
        values[key] = text[:most]
    for key in DAYS:
        try:
            values[key] = parse_value(texts.get(key, ""), SheetColumn(key, LABELS[key], CellKind.DATE))
        except BadValue as error:
            values[key] = None
            problems.append(f"{LABELS[key]}：{error}")
    if not values["number"]:
        problems.append("没有编号")
    elif values["number"] in seen:
        problems.append("编号在表中出现两次")
    seen.add(values["number"])
    return MirrorRow(line, values, tuple(problems))


@dataclass(frozen=True, slots=True)
class OutRow:
    """One of our applications as it is given out."""

    number: str
    external: str
    title: str
    state: str
    received_on: date | None
    due_on: date | None
    answered_on: date | None
    decision: str


COLUMNS = (
    SheetColumn("number", "本系统编号", width=18),
    SheetColumn("external", "外部编号", width=22),
    SheetColumn("title", "申请事项", width=40),
    SheetColumn("state", "状态", width=12),
    SheetColumn("received_on", "收到日期", CellKind.DATE),
    SheetColumn("due_on", "答复期限", CellKind.DATE),
    SheetColumn("answered_on", "答复日期", CellKind.DATE),
    SheetColumn("decision", "处理决定", width=30),
)


def write_ours(rows: Iterable[OutRow], on: date) -> bytes:
    """Return a workbook of our side, in the headings that are read back."""
    cells = ([getattr(row, column.key) for column in COLUMNS] for row in rows)
    note = f"截至{on.year}年{on.month}月{on.day}日，不含申请人信息。"
    return write_xlsx([Sheet("依申请公开", COLUMNS, cells, title="依申请公开办理情况", note=note)], dated=on)


def paste_lines(row: OutRow) -> str:
    """Return one application as lines of name and value, to be pasted into the other system."""
    values = [(column.title, getattr(row, column.key)) for column in COLUMNS]
    return "\n".join(f"{title}\t{value if value is not None else ''}" for title, value in values if title != "外部编号")
