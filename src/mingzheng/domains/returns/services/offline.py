"""Filling in a return offline: the workbook or CSV down, the filled one up, a checked preview, and the merge.

Writing and reading the workbook is `documents.writing.fill_sheets`, carrying a preview out is the engine's; here is what
its columns mean. A merged workbook is one act of filling in.
"""

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Any

from mingzheng.casework.public import Change, Merged, PlannedAct, carry_out, seal_order, sheet_key
from mingzheng.documents.writing.fill_sheets import FillProblem, FillRow, FillSpec, read_fill_sheet, write_fill_sheet
from mingzheng.documents.writing.sheets import CellKind, SheetColumn
from mingzheng.domains.returns.models import ReturnDetail
from mingzheng.domains.returns.services.filling import Entry, act_data, check_entries, entry_of
from mingzheng.domains.returns.sheet import Sheet, SheetLine, read_sheet
from mingzheng.platform.access.public import Actor

PURPOSE = "returns.fill"
COLUMNS = (
    SheetColumn("row", "行次", kind=CellKind.INTEGER, width=6),
    SheetColumn("title", "指标", width=34),
    SheetColumn("unit", "计量单位", width=10),
    SheetColumn("last", "上年", width=14),
    SheetColumn("known", "已有数值", width=20),
    SheetColumn("hint", "填报说明", width=30),
    SheetColumn("value", "本期", width=14, is_editable=True, maximum_length=60),
    SheetColumn("not_involved", "不涉及", kind=CellKind.CHOICE, width=9, choices=("是",), is_editable=True),
    SheetColumn("explanation", "说明", width=34, is_editable=True, maximum_length=500),
    SheetColumn("source", "数据来源", width=24, is_editable=True, maximum_length=300),
)
TITLES = {column.key: column.title for column in COLUMNS}
EDITABLE = tuple(column.key for column in COLUMNS if column.is_editable)
CSV_HEAD = ("指标编码", "指标", "本期", "不涉及", "说明", "数据来源")
MOST_CSV = 2_000_000


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A figure the file would change."""

    title: str
    line: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging a file would do: rows, problems, and the sealed order the confirmation carries."""

    rows: tuple[PreviewRow, ...]
    problems: tuple[FillProblem, ...]
    is_refused: bool
    order: str


def _spec(item: ReturnDetail) -> FillSpec:
    return FillSpec(
        form_key=f"return:{item.pk}",
        title=f"{item.case.title}（{item.unit.name}，{item.form.period.label()}）",
        columns=COLUMNS,
        signing_key=sheet_key(PURPOSE),
        note="浅黄色单元格可填，其余勿改。近、超、余等字样照原样填写；不涉及的选“是”并在说明中写明理由。",
    )


def _fillable(sheet: Sheet) -> list[SheetLine]:
    return [line for line in sheet.lines if not line.is_computed]


def _row(line: SheetLine) -> FillRow:
    entry = entry_of(line)
    return FillRow(
        key=line.code,
        values={
            "row": line.row,
            "title": line.figure.title,
            "unit": line.figure.unit,
            "last": line.last.printed if line.last else "",
            "known": line.known.printed if line.known else "",
            "hint": line.asked.hint,
            "value": entry.value,
            "not_involved": "是" if entry.is_not_involved else "",
            "explanation": entry.explanation,
            "source": entry.source,
        },
    )


def write_workbook(item: ReturnDetail) -> bytes:
    """Return the workbook of a unit's return."""
    return write_fill_sheet(_spec(item), [_row(line) for line in _fillable(read_sheet(item))])


def write_csv(item: ReturnDetail) -> bytes:
    """Return the return as CSV, to be filled in by another system and handed back."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_HEAD)
    for line in _fillable(read_sheet(item)):
        entry = entry_of(line)
        cells = (entry.value, "是" if entry.is_not_involved else "", entry.explanation, entry.source)
        writer.writerow([line.code, line.figure.title, *(_harmless(cell) for cell in cells)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def preview_workbook(data: bytes, item: ReturnDetail) -> Preview:
    """Return what merging a filled workbook would do; nothing is changed."""
    sheet = read_sheet(item)
    result = read_fill_sheet(data, _spec(item), [_row(line) for line in _fillable(sheet)])
    problems = [_worded(problem, sheet) for problem in result.problems]
    found = {row.key: (row.line, {name: _text(row.values.get(name)) for name in EDITABLE}) for row in result.rows}
    return _preview(item, sheet, found, problems, data, is_refused=result.is_refused)


def _worded(problem: FillProblem, sheet: Sheet) -> FillProblem:
    """Say of a row that changed since the download who changed it."""
    line = sheet.line(problem.key) if problem.key else None
    if problem.code != "changed_meanwhile" or line is None:
        return problem
    row = line.line
    who = f"{row.filled_name}于{row.filled_at.astimezone():%-m月%-d日 %H:%M}" if row.filled_at else "有人"
    now = "不涉及" if row.is_not_involved else row.printed or line.shown or "空"
    text = f"下载之后{who}已改此项，现为“{now}”，表中此行没有读取。如是本表上次已并入，无需再传；否则请重新下载。"
    return FillProblem(problem.code, text, problem.line, line.figure.title, problem.key)


def preview_csv(data: bytes, item: ReturnDetail) -> Preview:
    """Return what merging a CSV would do; nothing is changed. Never raises for a bad file."""
    sheet = read_sheet(item)
    rows, refusal = _read_csv(data)
    if refusal:
        return Preview((), (FillProblem("unreadable", refusal),), is_refused=True, order="")
    known = {line.code: _row(line).values for line in _fillable(sheet)}
    found: dict[str, tuple[int, dict[str, str]]] = {}
    problems = []
    for number, (code, values) in rows:
        if code not in known:
            problems.append(FillProblem("unknown_row", f"本表没有可填的指标“{code[:60]}”。", number))
        elif code in found:
            problems.append(FillProblem("duplicate", "此行重复出现，只读取第一次。", number, key=code))
        elif any(values[name] != known[code][name] for name in EDITABLE):
            found[code] = (number, values)
    return _preview(item, sheet, found, problems, data, is_refused=False)


def _read_csv(data: bytes) -> tuple[list[tuple[int, tuple[str, dict[str, str]]]], str]:
    """Return the lines with their number, or why the file is refused."""
    if len(data) > MOST_CSV:
        return [], "文件过大，请只保留填报内容后再上传。"
    text = ""
    for coding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(coding)
            break
        except UnicodeDecodeError:
            continue
    try:
        lines = list(csv.reader(StringIO(text)))
    except csv.Error:
        lines = []
    head = [cell.strip() for cell in lines[0]] if lines else []
    if "指标编码" not in head or "本期" not in head:
        return [], "不是填报用的 CSV：第一行须有“指标编码”“本期”两列。"
    places = {name: head.index(title) for name, title in zip(EDITABLE, CSV_HEAD[2:], strict=True) if title in head}
    found = []
    for number, cells in enumerate(lines[1:], start=2):
        padded = [*cells, *[""] * len(head)]
        code = padded[head.index("指标编码")].strip()
        if any(cell.strip() for cell in cells):
            values = {name: padded[places[name]].strip() if name in places else "" for name in EDITABLE}
            found.append((number, (code, {name: _unquoted(text) for name, text in values.items()})))
    return found, ""


def _unquoted(text: str) -> str:
    return text[1:] if text[:2] in {"'=", "'+", "'-", "'@"} else text


def _preview(
    item: ReturnDetail,
    sheet: Sheet,
    found: Mapping[str, tuple[int, Mapping[str, str]]],
    problems: list[FillProblem],
    data: bytes,
    *,
    is_refused: bool,
) -> Preview:
    entries = {code: _entry(values, sheet.line(code)) for code, (_, values) in found.items()}
    errors = check_entries(item, sheet, entries)
    for code, texts in errors.items():
        line = sheet.line(code)
        title = line.figure.title if line else code
        problems += [FillProblem("bad_value", text, found[code][0], title, code) for text in texts]
    good = {code: entry for code, entry in entries.items() if code not in errors}
    rows = [_shown(sheet.line(code), found[code]) for code in good]
    order = ""
    if good and not is_refused:
        key = f"fill:{item.pk}:{hashlib.sha256(data).hexdigest()[:24]}"
        order = seal_order(
            f"return:{item.pk}", [PlannedAct(item.pk, "fill_in", act_data(sheet, good), key, item.case.version)]
        )
    return Preview(tuple(row for row in rows if row), tuple(problems), is_refused, order)


def _entry(values: Mapping[str, str], line: SheetLine | None) -> Entry:
    papers = tuple(line.line.evidence) if line else ()
    is_not_involved = values["not_involved"] == "是"
    return Entry(
        "" if is_not_involved else values["value"], is_not_involved, values["explanation"], values["source"], papers
    )


def _shown(line: SheetLine | None, found: tuple[int, Mapping[str, str]]) -> PreviewRow | None:
    if line is None:
        return None
    number, values = found
    before = _row(line).values
    changes = tuple(
        Change(TITLES[name], str(before[name]), values[name]) for name in EDITABLE if before[name] != values[name]
    )
    return PreviewRow(line.figure.title, number, changes)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def merge(
    order: str, actor: Actor, item: ReturnDetail, *, occurred_on: date, recorded_at: datetime
) -> Sequence[Merged]:
    """Carry out a previewed order; a repeated order does nothing twice. Raises OrderLost."""
    return carry_out(
        order,
        subject=f"return:{item.pk}",
        words={"fill_in": "数值已存"},
        actor=actor,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
    )
