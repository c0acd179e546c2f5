"""The unit tree and the posts out of an xlsx file: read, check everything, show what would change, then apply.

Two sheets, 「单位」 and 「人员岗位」, each with a heading line. Nothing is written before `apply_import`.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.org import rules
from mingzheng.platform.org.errors import Refusal, Refused
from mingzheng.platform.org.models import Person, PostLevel, RelationKind, Unit, UnitKind
from mingzheng.platform.org.services.people import add_person, appoint
from mingzheng.platform.org.services.units import add_unit, rebuild_closure

openpyxl = lazy_module("openpyxl")

UNIT_COLUMNS = ("编码", "名称", "简称", "别名", "类别", "上级编码", "关系", "另属编码", "排序", "联系电话", "设立日期")
PEOPLE_COLUMNS = ("工号", "姓名", "手机", "邮箱", "单位编码", "职务", "层级", "主要岗位", "任职日期")
MAX_ROWS = 20_000
MAX_UNPACKED = 100 * 1024 * 1024
_KINDS = {label: value for value, label in UnitKind.choices}
_LEVELS = {label: value for value, label in PostLevel.choices}
_RELATIONS = {"": "subordinate", "隶属": "subordinate", **dict.fromkeys(("派驻", "垂管", "派驻/垂管"), "dispatched")}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to put right in one row; an `error` stops the import, a note does not."""

    sheet: str
    row: int
    message: str
    is_error: bool = True


@dataclass(slots=True)
class OrgImport:
    """A checked file: what would be added, what is there already, and the findings."""

    units: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    known_units: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        """Say whether anything stops the import."""
        return any(finding.is_error for finding in self.findings)

    def complain(self, sheet: str, row: int, message: str) -> None:
        """Add an error for a row."""
        self.findings.append(Finding(sheet, row, message))


def read_import(content: bytes, *, today: date) -> OrgImport:
    """Read and check an xlsx file against itself and what is there. Raises Refused when it is no readable workbook."""
    sheets = _read_sheets(content)
    result = OrgImport()
    if "单位" not in sheets and "人员岗位" not in sheets:
        raise Refused([Refusal("sheets", "没有找到「单位」或「人员岗位」工作表，请按模板填写。", "file")])
    codes = dict(Unit.objects.values_list("code", "pk"))
    new_codes = _check_units(sheets.get("单位", []), codes, result, today)
    _check_posts(sheets.get("人员岗位", []), codes.keys() | new_codes, result, today)
    return result


@transaction.atomic
def apply_import(found: OrgImport, *, editor: rules.Editor) -> tuple[int, int]:
    """Write a checked file; return how many units and posts were added. Raises NotPermitted, Refused."""
    rules.require_organisation_editor(editor)
    if found.has_errors:
        raise Refused([Refusal("import_errors", "文件中还有错误，请改正后重新上传。", "file")])
    units = {unit.code: unit for unit in Unit.objects.all()}
    for row in _parents_first(found.units, known=units.keys()):
        parent = units.get(row.pop("parent_code") or "")
        other = row.pop("other_code")
        also = [(units[other], RelationKind.DISPATCHED)] if other else []
        unit = add_unit(**row, parent=parent, also_under=also, editor=editor, rebuild=False)
        units[unit.code] = unit
    if found.units:
        rebuild_closure()
    people = {person.employee_no: person for person in Person.objects.exclude(employee_no=None)}
    for row in found.posts:
        person = people.get(row["employee_no"])
        if person is None:
            contact = {key: row[key] for key in ("name", "employee_no", "phone", "email")}
            person = people[row["employee_no"]] = add_person(**contact, on=row["on"], editor=editor)
        place = {key: row[key] for key in ("level", "title", "is_primary", "on")}
        appoint(person=person, unit=units[row["unit_code"]], editor=editor, **place)
    return len(found.units), len(found.posts)


def _read_sheets(content: bytes) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    unreadable = Refused([Refusal("not_xlsx", "无法读取该文件，请另存为未加密的 xlsx 后重新上传。", "file")])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED:
                raise Refused([Refusal("too_large", "文件展开后过大，请删去多余内容后重新上传。", "file")])
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return {sheet.title.strip(): _rows(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    except (
        zipfile.BadZipFile,
        openpyxl.utils.exceptions.InvalidFileException,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        SyntaxError,
    ) as error:
        raise unreadable from error


def _rows(lines: Iterable[Sequence[Any]]) -> list[tuple[int, dict[str, Any]]]:
    head: list[str] = []
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(lines, start=1):
        if not any(cell not in (None, "") for cell in line):
            continue
        if not head:
            head = [str(cell or "").strip().rstrip("*") for cell in line]
            continue
        if len(rows) >= MAX_ROWS:
            raise Refused([Refusal("too_many_rows", f"每个工作表最多 {MAX_ROWS} 行，请分批导入。", "file")])
        rows.append((number, dict(zip(head, line, strict=False))))
    return rows


def _text(row: dict[str, Any], column: str) -> str:
    value = row.get(column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _day(row: dict[str, Any], column: str, default: date) -> date | None:
    value = row.get(column)
    if value in (None, ""):
        return default
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip().replace("/", "-").replace(".", "-"))
    except ValueError:
        return None


def _check_units(
    rows: list[tuple[int, dict[str, Any]]], known: dict[str, int], result: OrgImport, today: date
) -> set[str]:
    fresh: set[str] = set()
    codes = {_text(row, "编码") for _, row in rows} | known.keys()
    for number, row in rows:
        code, name, kind = _text(row, "编码"), _text(row, "名称"), _text(row, "类别")
        if code in known:
            result.known_units += 1
            continue
        problems = [reason.message for reason in rules.check_unit_details(code=code, name=name)]
        if code in fresh:
            problems.append(f"编码 {code} 在本表中重复。")
        if kind not in _KINDS:
            problems.append(f"类别「{kind}」无法识别，请填写：{'、'.join(_KINDS)}。")
        if _text(row, "关系") not in _RELATIONS:
            problems.append(f"关系「{_text(row, '关系')}」无法识别，请填写隶属或派驻/垂管。")
        for column in ("上级编码", "另属编码"):
            if _text(row, column) and _text(row, column) not in codes:
                problems.append(f"{column} {_text(row, column)} 不存在。")
        since = _day(row, "设立日期", today)
        if since is None:
            problems.append("设立日期无法识别，请写作 2026-01-01。")
        order = _text(row, "排序") or "0"
        if not order.isdecimal():
            problems.append("排序请填写数字。")
        for problem in problems:
            result.complain("单位", number, problem)
        fresh.add(code)
        if not problems:
            result.units.append(_unit_row(row, code=code, name=name, kind=kind, order=int(order), since=since or today))
    _check_rings(result)
    return fresh


def _unit_row(row: dict[str, Any], *, code: str, name: str, kind: str, order: int, since: date) -> dict[str, Any]:
    aliases = [word.strip() for word in _text(row, "别名").replace("，", "、").replace(";", "、").split("、")]
    return {
        "code": code,
        "name": name,
        "short_name": _text(row, "简称"),
        "aliases": [word for word in aliases if word],
        "kind": _KINDS[kind],
        "parent_code": _text(row, "上级编码"),
        "relation": _RELATIONS[_text(row, "关系")],
        "other_code": _text(row, "另属编码"),
        "order": order,
        "contact_phone": _text(row, "联系电话"),
        "valid_from": since,
    }


def _check_rings(result: OrgImport) -> None:
    above = {row["code"]: row["parent_code"] for row in result.units}
    for number, code in enumerate(above, start=2):
        seen, current = {code}, above[code]
        while current in above and current not in seen:
            seen.add(current)
            current = above[current]
        if current == code:
            result.complain("单位", number, f"{code} 与其上级互为上下级。")


def _check_posts(rows: list[tuple[int, dict[str, Any]]], codes: set[str], result: OrgImport, today: date) -> None:
    numbered = Person.objects.exclude(employee_no=None).values_list("employee_no", "name")
    names = {number or "": name for number, name in numbered}
    for number, row in rows:
        number_of, name = _text(row, "工号"), _text(row, "姓名")
        since = _day(row, "任职日期", today)
        checks = (
            (not number_of, "请填写工号，用来区分同名人员。"),
            (not name, "请填写姓名。"),
            (names.get(number_of, name) != name, f"工号 {number_of} 已属于另一姓名，请核对。"),
            (_text(row, "单位编码") not in codes, f"单位编码 {_text(row, '单位编码')} 不存在。"),
            (_text(row, "层级") not in _LEVELS, f"层级请填写：{'、'.join(_LEVELS)}。"),
            (since is None, "任职日期无法识别，请写作 2026-01-01。"),
        )
        problems = [message for failed, message in checks if failed]
        for problem in problems:
            result.complain("人员岗位", number, problem)
        names.setdefault(number_of, name)
        if not problems:
            primary = {"是": True, "否": False}.get(_text(row, "主要岗位"))
            result.posts.append(
                {
                    "employee_no": number_of,
                    "name": name,
                    "phone": _text(row, "手机"),
                    "email": _text(row, "邮箱"),
                    "unit_code": _text(row, "单位编码"),
                    "title": _text(row, "职务"),
                    "level": _LEVELS[_text(row, "层级")],
                    "is_primary": primary,
                    "on": since,
                }
            )


def _parents_first(rows: list[dict[str, Any]], *, known: Iterable[str]) -> list[dict[str, Any]]:
    placed, ordered, waiting = set(known), [], [dict(row) for row in rows]
    while waiting:
        ready = [row for row in waiting if {row["parent_code"], row["other_code"]} - {""} <= placed]
        if not ready:
            raise Refused([Refusal("cycle", "单位表中有互为上下级的单位，请核对上级编码。", "file")])
        ordered.extend(ready)
        placed |= {row["code"] for row in ready}
        waiting = [row for row in waiting if row["code"] not in placed]
    return ordered
