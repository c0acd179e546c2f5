"""Read and check the workbook of an opening balance 期初导入: row by row, every problem in words. Writes nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from mingzheng.casework.public import BadInput, Case
from mingzheng.documents.reading import Table, UnreadableDocument, read_document
from mingzheng.documents.writing.sheets import CellKind, Sheet, SheetColumn, write_xlsx
from mingzheng.domains.workplan.models import ItemDetail
from mingzheng.platform.org.public import NameIndex, match_name, name_index

MOST_ROWS = 500
STATES = ("待签收", "待定措施", "推进中", "待核验", "待销号", "已销号", "不涉及")
CODES = dict(
    zip(STATES, ("sent", "preparing", "under_way", "reported", "verified", "done", "not_involved"), strict=True)
)
DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")

COLUMNS = (
    SheetColumn("number", "序号", width=8, maximum_length=20),
    SheetColumn("heading", "工作要求", width=22, maximum_length=500),
    SheetColumn("title", "事项", width=40, maximum_length=500, is_required=True),
    SheetColumn("unit", "责任单位", width=18, is_required=True),
    SheetColumn("lead", "牵头", CellKind.CHOICE, width=7, choices=("是", "否")),
    SheetColumn("state", "状态", CellKind.CHOICE, width=10, choices=STATES, is_required=True),
    SheetColumn("given_on", "交办日期", CellKind.DATE, width=12, is_required=True),
    SheetColumn("due_on", "完成时限", CellKind.DATE, width=12),
    SheetColumn("received_on", "签收日期", CellKind.DATE, width=12),
    SheetColumn("measure", "具体措施", width=30, maximum_length=2000),
    SheetColumn("person", "责任人", width=10, maximum_length=60),
    SheetColumn("progress", "最新进展", width=30, maximum_length=2000),
    SheetColumn("progress_on", "进展日期", CellKind.DATE, width=12),
    SheetColumn("result", "办理结果", width=30, maximum_length=2000),
    SheetColumn("done_on", "报送办结日期", CellKind.DATE, width=13),
    SheetColumn("verified_on", "核验日期", CellKind.DATE, width=12),
    SheetColumn("opinion", "核验意见", width=20, maximum_length=1000),
    SheetColumn("closed_on", "销号（确认）日期", CellKind.DATE, width=15),
    SheetColumn("reason", "不涉及理由", width=20, maximum_length=1000),
    SheetColumn("external_system", "外部系统", width=14, maximum_length=100),
    SheetColumn("external_number", "外部编号", width=16, maximum_length=100),
)
BY_TITLE = {column.title: column for column in COLUMNS}
TITLES = {column.key: column.title for column in COLUMNS}
DATES = tuple(column.key for column in COLUMNS if column.kind is CellKind.DATE)
BASE = ("title", "unit", "state", "given_on")
WORKED = (*BASE, "received_on", "measure", "person", "due_on")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "待签收": BASE,
    "待定措施": (*BASE, "received_on"),
    "推进中": WORKED,
    "待核验": (*WORKED, "result", "done_on"),
    "待销号": (*WORKED, "result", "done_on", "verified_on", "opinion"),
    "已销号": (*WORKED, "result", "done_on", "verified_on", "opinion", "closed_on"),
    "不涉及": (*BASE, "reason", "closed_on"),
}
ORDER = ("given_on", "received_on", "progress_on", "done_on", "verified_on", "closed_on")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read: its line in the workbook, its values, its problems."""

    line: int
    data: dict[str, Any]
    problems: tuple[str, ...]


def write_template(example_unit: str = "") -> bytes:
    """Return the empty workbook with the columns and one line of explanation."""
    note = (
        "每行一个责任单位的一件台账；日期如 2025-03-01；状态为："
        + "、".join(STATES)
        + "。填好后整表上传，检查无误再确认入账。"
    )
    return write_xlsx([Sheet("期初台账", COLUMNS, (), title="期初导入台账", note=note)])


def read_balance(content: bytes, *, filename: str, year: int, on: date) -> list[ReadRow]:
    """Read a workbook and check every row. Raises BadInput when it cannot be read or has not the columns."""
    lines = _open(content, filename)
    index = name_index(at=on)
    rows = [(line, *_read_line(values, index)) for line, values in lines]
    seen = _known(year)
    found: list[ReadRow] = []
    for line, data, problems in rows:
        every = [*problems, *_missing(data), *_disorder(data, on), *_repeated(data, seen, line)]
        found.append(ReadRow(line, data, tuple(every)))
    return found


def _open(content: bytes, filename: str) -> list[tuple[int, dict[str, str]]]:
    try:
        document = read_document(content, filename=filename)
    except UnreadableDocument as error:
        raise BadInput({"workbook": [f"{error.message_zh}{error.advice_zh}"]}) from None
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for table in tables:
        for place, row in enumerate(table.rows):
            heads = [cell.text.strip().rstrip("*＊") for cell in row]
            if {"事项", "责任单位", "状态"} <= set(heads):
                return _lines(table, place, heads)
    raise BadInput({"workbook": ["没有找到表头（事项、责任单位、状态……），请用下载的模板填写"]})


def _lines(table: Table, head: int, heads: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    found = []
    for place, row in enumerate(table.rows[head + 1 :], start=head + 2):
        values = {
            BY_TITLE[title].key: cell.text.strip() for title, cell in zip(heads, row, strict=False) if title in BY_TITLE
        }
        if any(values.values()):
            found.append((place, values))
    if not found:
        raise BadInput({"workbook": ["表里没有数据行"]})
    if len(found) > MOST_ROWS:
        raise BadInput({"workbook": [f"一次最多导入 {MOST_ROWS} 行，现有 {len(found)} 行，请分次导入"]})
    return found


def _read_line(values: Mapping[str, str], index: NameIndex) -> tuple[dict[str, Any], list[str]]:
    data: dict[str, Any] = dict(values)
    problems: list[str] = []
    for key in DATES:
        text = values.get(key, "")
        day = read_day(text)
        if text and day is None:
            problems.append(f"“{TITLES[key]}”不是日期：{text[:20]}")
        data[key] = day.isoformat() if day else ""
    for column in COLUMNS:
        if len(values.get(column.key, "")) > column.maximum_length:
            problems.append(f"“{column.title}”超过 {column.maximum_length} 字")
    if values.get("unit"):
        match = match_name(values["unit"], index)
        data["unit_id"] = match.unit.pk if match.unit else None
        if match.unit is None:
            hints = "、".join(unit.name for unit in match.candidates[:3])
            problems.append(f"没有“{values['unit'][:30]}”这个单位" + (f"，是否为：{hints}" if hints else ""))
    if values.get("state") and values["state"] not in CODES:
        problems.append(f"状态“{values['state'][:20]}”不认识，应为：{'、'.join(STATES)}")
    return data, problems


def read_day(text: str) -> date | None:
    """Read a day as people write it: 2025-03-01, 2025/3/1, 2025.3.1, 2025年3月1日; None for anything else."""
    found = DATE.match(text.strip())
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _missing(data: Mapping[str, Any]) -> list[str]:
    needed = NEEDED.get(data.get("state", ""), BASE)
    names = [TITLES[key] for key in needed if not data.get(key)]
    return [f"缺：{'、'.join(names)}"] if names else []


def _disorder(data: Mapping[str, Any], on: date) -> list[str]:
    problems = []
    given = [(key, data[key]) for key in ORDER if data.get(key)]
    for (earlier, first), (later, second) in pairwise(given):
        if second < first:
            problems.append(f"“{TITLES[later]}”（{second}）早于“{TITLES[earlier]}”（{first}）")
    problems += [f"“{TITLES[key]}”在今天以后" for key, day in given if day > on.isoformat()]
    if data.get("due_on") and data.get("given_on") and data["due_on"] < data["given_on"]:
        problems.append("“完成时限”早于“交办日期”")
    if data.get("progress") and not data.get("progress_on"):
        problems.append("填了最新进展，缺进展日期")
    return problems


def _known(year: int) -> dict[tuple[Any, ...], str]:
    """Return what is booked already: by external number, and by (number, unit) of the year."""
    seen: dict[tuple[Any, ...], str] = {}
    cases = Case.objects.filter(procedure="workplan_item").exclude(external_number="")
    for system, number, case in cases.values_list("external_system", "external_number", "number"):
        seen["external", system, number] = f"台账 {case}"
    rows = ItemDetail.objects.filter(scheme__year=year).exclude(number="")
    for number, unit_id, case in rows.values_list("number", "case__handling_unit_id", "case__number"):
        seen["row", number, unit_id] = f"台账 {case}"
    return seen


def _repeated(data: Mapping[str, Any], seen: dict[tuple[Any, ...], str], line: int) -> list[str]:
    problems = []
    if data.get("external_number"):
        key: tuple[Any, ...] = ("external", data.get("external_system", ""), data["external_number"])
        if key in seen:
            problems.append(f"外部编号与{seen[key]}重复")
        seen.setdefault(key, f"第 {line} 行")
    if data.get("number") and data.get("unit_id"):
        key = ("row", data["number"], data["unit_id"])
        if key in seen:
            problems.append(f"同一年度、序号、单位与{seen[key]}重复")
        seen.setdefault(key, f"第 {line} 行")
    return problems
