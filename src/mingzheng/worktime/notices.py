"""Published holiday arrangements of one year: their shape, their checks, and reading them from JSON or CSV.

`read_year` checks the shape only; `parse_holiday_table` is for a file a person brings and also checks that the table
is complete. How days are looked up belongs to `calendars`; who may bring a new table is for the room that stores it.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingzheng.worktime.errors import HolidayNoticeError
from mingzheng.worktime.festivals import statutory_festivals
from mingzheng.worktime.periods import FIRST_YEAR, LAST_YEAR

CONFIRMED = "confirmed"
UNCONFIRMED = "unconfirmed"
_DAY = re.compile(r"(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})")
_LONGEST_HOLIDAY = 16
_LIKELY_WORKING_DAYS = range(244, 257)
_COLUMNS = {"日期": "days", "类型": "kind", "名称": "name", "文号": "notice"}
_KINDS = {"放假": "off", "休": "off", "off": "off", "上班": "work", "调休上班": "work", "班": "work", "work": "work"}


@dataclass(frozen=True)
class HolidayNotice:
    """One year's arrangement. `off` names the holiday of each day; the days include weekends inside a holiday."""

    year: int
    notice: str
    status: str
    off: Mapping[date, str]
    work: frozenset[date]


def read_year(year: int, table: Mapping[str, Any]) -> HolidayNotice:
    """Read `{"off": ["10-01~10-07", …], "work": ["10-10", …], "notice": "文号", "status": "confirmed"}`.

    A day without a year belongs to `year`; one of the year before is allowed in its last week, because a notice may
    already move days there. An entry of `off` may also be `{"name": "春节", "days": "02-15~02-23"}`.

    Raises HolidayNoticeError with every fault found.
    """
    problems: list[str] = []
    off: dict[date, str] = {}
    for name, days in _entries(table.get("off", ()), problems):
        span = _read_span(year, days, problems)
        off.update(dict.fromkeys(span, name or _name_of(span)))
    work = [day for _, days in _entries(table.get("work", ()), problems) for day in _read_span(year, days, problems)]
    status = str(table.get("status", CONFIRMED))
    if status not in (CONFIRMED, UNCONFIRMED):
        problems.append(f"{year}年：状态「{status}」只能是 {CONFIRMED} 或 {UNCONFIRMED}")
    problems.extend(_contradictions(off, work))
    if problems:
        raise HolidayNoticeError(tuple(problems))
    return HolidayNotice(year, str(table.get("notice", "")), status, off, frozenset(work))


def parse_holiday_table(content: bytes | str, *, form: str) -> tuple[HolidayNotice, ...]:
    """Read a holiday table brought by a person; `form` is "json" or "csv".

    JSON: `{"2027": {"notice": …, "off": […], "work": […]}}`. CSV: a first line 日期,类型,名称,文号, then lines such as
    `2027-02-05~2027-02-11,放假,春节,国办发明电〔2026〕×号`; a line belongs to the year of its last day, days of late
    December named 元旦 to the next year.

    Raises HolidayNoticeError in Chinese with every fault found, completeness included.
    """
    readers = {"json": _tables_from_json, "csv": _tables_from_csv}
    if form not in readers:
        raise HolidayNoticeError((f"不支持的格式「{form}」，请使用 json 或 csv",))
    tables = readers[form](_decode(content))
    if not tables:
        raise HolidayNoticeError(("表内没有任何年度",))
    notices: list[HolidayNotice] = []
    problems: list[str] = []
    for year, table in sorted(tables.items()):
        try:
            notice = read_year(year, table)
        except HolidayNoticeError as error:
            problems.extend(error.problems)
            continue
        notices.append(notice)
        problems.extend(_gaps(notice))
    if problems:
        raise HolidayNoticeError(tuple(problems))
    return tuple(notices)


def _entries(value: object, problems: list[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str | bytes) or not isinstance(value, Sequence):
        problems.append("「off」「work」必须是日期列表")
        return
    for item in value:
        if isinstance(item, Mapping):
            yield str(item.get("name", "")), str(item.get("days", ""))
        else:
            yield "", str(item)


def _read_span(year: int, text: str, problems: list[str]) -> list[date]:
    parts = [part.strip() for part in re.split(r"[~～至]", text)]
    try:
        days = [_read_day(year, part) for part in parts]
    except ValueError:
        problems.append(f"{year}年：日期「{text}」无法识别，应写作 10-01 或 10-01~10-07")
        return []
    first, last = days[0], days[-1]
    if len(days) > 2 or last < first or (last - first).days >= _LONGEST_HOLIDAY:
        problems.append(f"{year}年：日期范围「{text}」不合理（先后颠倒或超过{_LONGEST_HOLIDAY}天）")
        return []
    if first < date(year - 1, 12, 25) or last > date(year, 12, 31):
        problems.append(f"{year}年：日期「{text}」不属于该年度")
        return []
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _read_day(year: int, text: str) -> date:
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError(text)
    return date(int(match[1] or year), int(match[2]), int(match[3]))


def _name_of(span: Sequence[date]) -> str:
    """Name a holiday by the festivals inside it, or by the one that begins the day after (31 December)."""
    if not span:
        return ""
    inside = [statutory_festivals(day.year).get(day, "") for day in span]
    after = span[-1] + timedelta(days=1)
    return "、".join(dict.fromkeys(filter(None, inside))) or statutory_festivals(after.year).get(after, "节假日")


def _contradictions(off: Mapping[date, str], work: Sequence[date]) -> Iterator[str]:
    for day in sorted(set(work)):
        if day in off:
            yield f"{day.isoformat()} 同时列为放假和上班"
        if day.weekday() < 5:
            yield f"{day.isoformat()} 不是周六、周日，不应列为调休上班"
        if work.count(day) > 1:
            yield f"{day.isoformat()} 在调休上班中重复"


def _gaps(notice: HolidayNotice) -> Iterator[str]:
    """Say what a complete arrangement of the year would have and this one has not."""
    if not notice.notice.strip():
        yield f"{notice.year}年：缺少通知文号"
    for day, name in statutory_festivals(notice.year).items():
        if day in notice.work:
            yield f"{day.isoformat()} 是{name}法定假日，不能列为上班"
        elif day not in notice.off and day.weekday() < 5:
            yield f"{day.isoformat()} 是{name}法定假日，表内没有列为放假"
    total = sum(_works(notice, date.fromordinal(n)) for n in _ordinals_of(notice.year))
    if total not in _LIKELY_WORKING_DAYS:
        yield f"{notice.year}年：按此表全年有{total}个工作日，与常年不符，请核对是否漏列"


def _works(notice: HolidayNotice, day: date) -> bool:
    return day in notice.work or (day.weekday() < 5 and day not in notice.off)


def _ordinals_of(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)


def _decode(content: bytes | str) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise HolidayNoticeError(("文件不是文本，请另存为 UTF-8 编码的 json 或 csv",))


def _tables_from_json(text: str) -> dict[int, Mapping[str, Any]]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise HolidayNoticeError(("不是有效的 JSON 文件",)) from error
    if not isinstance(data, dict) or not all(isinstance(table, dict) for table in data.values()):
        raise HolidayNoticeError(("JSON 应为「年度: 安排」的对照表",))
    return {_read_year_number(key): table for key, table in data.items()}


def _tables_from_csv(text: str) -> dict[int, Mapping[str, Any]]:
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in ("日期", "类型") if name not in (reader.fieldnames or ())]
    if missing:
        raise HolidayNoticeError((f"表头缺少「{'」「'.join(missing)}」，应为 {','.join(_COLUMNS)}",))
    tables: dict[int, dict[str, Any]] = {}
    problems = []
    for row in reader:
        values = {key: (row.get(column) or "").strip() for column, key in _COLUMNS.items()}
        kind = _KINDS.get(values["kind"].lower())
        years = re.findall(r"\d{4}(?=[-/.])", values["days"])
        if kind is None or not years:
            problems.append(f"第{reader.line_num}行：日期须写明年份，类型须为「放假」或「上班」")
            continue
        year = _read_year_number(years[-1]) + _belongs_to_next_year(values)
        table = tables.setdefault(year, {"off": [], "work": [], "notice": ""})
        table[kind].append({"name": values["name"], "days": values["days"]})
        table["notice"] = table["notice"] or values["notice"]
    if problems:
        raise HolidayNoticeError(tuple(problems))
    return dict(tables)


def _belongs_to_next_year(values: Mapping[str, str]) -> bool:
    """Say whether a line of late December belongs to the new year's holiday and so to the next year's notice."""
    return values["name"].startswith("元旦") and bool(re.search(r"12[-/.](2[5-9]|3[01])$", values["days"]))


def _read_year_number(text: object) -> int:
    if re.fullmatch(r"\d{4}", str(text)) and FIRST_YEAR < int(str(text)) < LAST_YEAR:
        return int(str(text))
    raise HolidayNoticeError((f"年度「{text}」无法识别",))
