"""Read what was typed into an action's fields: right shapes, all errors at once. Storing lives in `effects`."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from mingzheng.casework.declaration import Field, FieldKind
from mingzheng.casework.errors import BadInput

MOST_ROWS = 500


class _Unreadable(ValueError):
    """A value that does not fit its field; the text is for people."""


def clean_given(fields: Sequence[Field], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the readable values by field code, JSON-safe. Raises BadInput with every error of every field."""
    errors: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    known = {item.code: item for item in fields}
    for code in sorted(set(data) - set(known)):
        errors[str(code)[:60]] = [f"没有“{str(code)[:60]}”这一栏"]
    for code, item in known.items():
        raw = data.get(code, item.default)
        if is_empty(raw):
            if item.required:
                errors[code] = [f"“{item.label}”必填"]
            continue
        try:
            values[code] = _READERS[item.kind](item, raw)
        except _Unreadable as problem:
            errors[code] = [str(problem)]
    if errors:
        raise BadInput(errors)
    return values


def is_empty(raw: Any) -> bool:
    """Say whether something was sent that holds nothing."""
    return raw is None or raw == [] or (isinstance(raw, str) and not raw.strip())


def _text(item: Field, raw: Any) -> str:
    if not isinstance(raw, str | int | float):
        raise _Unreadable(f"“{item.label}”应为文字")
    text = str(raw).strip().replace("\r\n", "\n")
    if any(ord(char) < 32 and char not in "\n\t" for char in text):
        raise _Unreadable(f"“{item.label}”含有不可见的控制字符，请删除后重填")
    if len(text) > item.max_length:
        raise _Unreadable(f"“{item.label}”最多 {item.max_length} 字，现有 {len(text)} 字")
    return text


def _date(item: Field, raw: Any) -> str:
    try:
        return (raw if isinstance(raw, date) else date.fromisoformat(str(raw).strip())).isoformat()
    except ValueError:
        raise _Unreadable(f"“{item.label}”应为日期，如 2026-03-19") from None


def _in_bounds(item: Field, number: int | Decimal) -> None:
    if item.minimum is not None and number < item.minimum:
        raise _Unreadable(f"“{item.label}”不小于 {item.minimum}")
    if item.maximum is not None and number > item.maximum:
        raise _Unreadable(f"“{item.label}”不大于 {item.maximum}")


def _integer(item: Field, raw: Any) -> int:
    try:
        if isinstance(raw, bool) or (isinstance(raw, float) and not raw.is_integer()):
            raise ValueError
        number = int(str(raw).strip()) if not isinstance(raw, float) else int(raw)
    except ValueError:
        raise _Unreadable(f"“{item.label}”应为整数") from None
    if abs(number) > 10**15:
        raise _Unreadable(f"“{item.label}”数值过大")
    _in_bounds(item, number)
    return number


def _decimal(item: Field, raw: Any) -> str:
    try:
        number = Decimal(str(raw).strip())
    except InvalidOperation:
        raise _Unreadable(f"“{item.label}”应为数字") from None
    if not number.is_finite() or math.fabs(number) > 10**15:
        raise _Unreadable(f"“{item.label}”应为数字")
    _in_bounds(item, number)
    return str(number)


def _boolean(item: Field, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    words = {"true": True, "on": True, "1": True, "是": True, "false": False, "0": False, "否": False}
    if str(raw).strip().lower() not in words:
        raise _Unreadable(f"“{item.label}”应为是或否")
    return words[str(raw).strip().lower()]


def _choice(item: Field, raw: Any) -> str:
    if str(raw) not in dict(item.choices):
        raise _Unreadable(f"“{item.label}”没有这一选项")
    return str(raw)


def _many(raw: Any) -> list[Any]:
    return list(raw) if isinstance(raw, list | tuple | set | frozenset) else [raw]


def _choices(item: Field, raw: Any) -> list[str]:
    return list(dict.fromkeys(_choice(item, one) for one in _many(raw)))


def _identifier(item: Field, raw: Any) -> int:
    try:
        number = int(str(raw))
    except ValueError:
        raise _Unreadable(f"“{item.label}”请从列表中选择") from None
    if not 0 < number < 2**63:
        raise _Unreadable(f"“{item.label}”请从列表中选择")
    return number


def _identifiers(item: Field, raw: Any) -> list[int]:
    found = list(dict.fromkeys(_identifier(item, one) for one in _many(raw)))
    if len(found) > 500:
        raise _Unreadable(f"“{item.label}”一次最多 500 个")
    return found


def _rows(item: Field, raw: Any) -> list[dict[str, str]]:
    """Return rows of texts by column; empty cells are left out."""
    if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
        raise _Unreadable(f"“{item.label}”应为逐行的内容")
    if len(raw) > MOST_ROWS:
        raise _Unreadable(f"“{item.label}”一次最多 {MOST_ROWS} 行")
    columns = dict(item.choices)
    unknown = sorted({str(code)[:60] for row in raw for code in row if code not in columns})
    if unknown:
        raise _Unreadable(f"“{item.label}”没有“{'”“'.join(unknown)}”这一列")
    rows = [{code: _text(item, value) for code, value in row.items() if not is_empty(value)} for row in raw]
    return [row for row in rows if row]


_READERS: Mapping[FieldKind, Callable[[Field, Any], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.DATE: _date,
    FieldKind.INTEGER: _integer,
    FieldKind.DECIMAL: _decimal,
    FieldKind.BOOLEAN: _boolean,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.UNIT: _identifier,
    FieldKind.UNITS: _identifiers,
    FieldKind.PERSON: _identifier,
    FieldKind.FILES: _identifiers,
    FieldKind.CASE: _identifier,
    FieldKind.ROWS: _rows,
}
