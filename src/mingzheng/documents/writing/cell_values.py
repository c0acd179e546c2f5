"""Reads what people type into a cell as the kind its column holds.

Answers for: dates in the ways they are written, numbers stored as text, choices, formulas refused, and one canonical
text per value for comparison. Does not belong here: workbooks (`fill_sheets`, `sheets`).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from mingzheng.documents.writing.sheets import CellKind, SheetColumn
from mingzheng.documents.writing.text import clean_lines

# Excel keeps 15 digits.
_TOO_LARGE = Decimal(10) ** 15
# A format with a sign of percent shows 0.8 as 80%; between quotes or after a stroke the sign is only a sign.
_PERCENT_FORMAT = re.compile(r'^(?:[^"\\%]|"[^"]*"|\\.)*%')
_PERCENT_SIGNS = ("%", "％")
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")


@dataclass(frozen=True, slots=True)
class NotAValue:
    """A formula or an error value found in a cell."""

    text: str


class BadValue(ValueError):
    """A cell that cannot be read: a stable code and words for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def take_raw(cell: Any) -> Any:
    """Return what stands in a cell, a percentage as its reader sees it.

    A formula or an error (#N/A) comes back marked, its result is not ours to trust.
    """
    if cell.data_type in {"f", "e"}:
        return NotAValue(str(cell.value))
    if cell.data_type == "n" and cell.value is not None and _PERCENT_FORMAT.match(cell.number_format or ""):
        return f"{_show_number(Decimal(str(cell.value)) * 100)}%"
    return cell.value


def parse_value(raw: Any, column: SheetColumn) -> Any:
    """Return str, int, Decimal, date or None. Raises BadValue."""
    if isinstance(raw, NotAValue):
        raise BadValue("formula", "不接受公式和错误值，请粘贴为数值。")
    if isinstance(raw, str):
        raw = "\n".join(clean_lines(raw))
    if raw is None or raw == "":
        return None
    if column.kind is CellKind.DATE:
        return _parse_date(raw)
    if column.kind is CellKind.PERCENT:
        return _parse_number(str(raw).rstrip("".join(_PERCENT_SIGNS)), whole=True)
    if column.kind in {CellKind.INTEGER, CellKind.NUMBER}:
        return _parse_number(raw, whole=column.kind is CellKind.INTEGER)
    if column.kind is CellKind.MOMENT:
        return raw
    text = _show_text(raw)
    if column.choices and text not in column.choices:
        raise BadValue("not_a_choice", f"须为：{'、'.join(column.choices)}。")
    if len(text) > column.maximum_length:
        raise BadValue("too_long", f"不超过{column.maximum_length}字，现{len(text)}字。")
    return text


def normalise_value(value: Any, column: SheetColumn) -> str:
    """Return one text for equal values, however a spreadsheet program stored them."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes") if column.kind is CellKind.MOMENT else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return _show_number(Decimal(str(value)))
    return "\n".join(clean_lines(str(value)))


def _parse_date(raw: Any) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    found = _DATE.fullmatch(str(raw).strip())
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise BadValue("not_a_date", "不是日期，请写成 2026-03-05 或 2026年3月5日。")


def _parse_number(raw: Any, *, whole: bool) -> int | Decimal:
    if str(raw).endswith(_PERCENT_SIGNS):
        raise BadValue("percent", "请去掉百分号，按表头所写的单位填写。")
    try:
        number = Decimal(str(raw).replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        raise BadValue("not_a_number", "不是数字。") from None
    if not number.is_finite() or abs(number) >= _TOO_LARGE or isinstance(raw, bool):
        raise BadValue("not_a_number", "不是数字。")
    if not whole:
        return number
    if number != number.to_integral_value():
        raise BadValue("not_whole", "须为整数。")
    return int(number)


def _show_text(raw: Any) -> str:
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(" ", "minutes")
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, int | float):
        return _show_number(Decimal(str(raw)))
    return str(raw)


def _show_number(number: Decimal) -> str:
    return format(number.normalize(), "f")
