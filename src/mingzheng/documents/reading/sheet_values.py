"""Shows a stored spreadsheet number as people see it: whole numbers without .0, dates in Chinese form.

Finding cells is `xlsx`.
"""

import datetime
import re

from lxml import etree

from .safe_xml import children_of, get_attribute, local_name

_BUILT_IN_DATES = frozenset([*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)])
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class DateFormats:
    """Which cell styles of a workbook show dates."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index `root`, the root of styles.xml, or nothing."""
        self._dates: set[str] = set()
        if root is None:
            return
        custom = {
            get_attribute(f, "numFmtId"): _looks_like_date(get_attribute(f, "formatCode") or "")
            for f in children_of(root, "numFmts")
        }
        formats = [x for x in children_of(root, "cellXfs") if local_name(x) == "xf"]
        for index, style in enumerate(formats):
            key = get_attribute(style, "numFmtId") or "0"
            if custom.get(key, key.isdecimal() and int(key) in _BUILT_IN_DATES):
                self._dates.add(str(index))

    def is_date(self, style: str) -> bool:
        """Tell whether cells of `style` (index as text) show dates."""
        return style in self._dates


def _looks_like_date(code: str) -> bool:
    plain = _LITERALS.sub("", code).lower()
    return "y" in plain or ("m" in plain and "d" in plain)


def format_value(raw: str, *, is_date: bool, epoch_1904: bool) -> str:
    """Return the shown text of the stored number `raw`."""
    try:
        number = float(raw)
    except ValueError:
        return raw
    if is_date and 1 <= number < 2_958_466:
        start = datetime.date(1904, 1, 1) if epoch_1904 else datetime.date(1899, 12, 30)
        day = start + datetime.timedelta(days=int(number))
        return f"{day.year}年{day.month}月{day.day}日"
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else raw
