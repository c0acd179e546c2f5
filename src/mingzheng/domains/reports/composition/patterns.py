"""Sentence patterns of reports: 「…共计…条，其中…」「占…的比例为…%」「截至…」, filled with figures as markup.

Which figures are chosen is the writer's; a sum or a ratio that does not come out is told, whole texts are checked elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzheng.figures.public import Binding, Run, join_runs

YEAR_ON_YEAR = "同比"


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with the words the sentence calls it by."""

    words: str
    binding: Binding

    @property
    def runs(self) -> tuple[Run, ...]:
        """Return words and number."""
        return (self.words, self.binding)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to say figures: how many it takes (`most` 0: any number), and an example for the menu."""

    code: str
    title: str
    example: str
    least: int
    most: int


PATTERNS = (
    Pattern("count", "单个数", "办结督办事项167项", 1, 1),
    Pattern("series", "并列", "编发月报5期、专报13期", 2, 0),
    Pattern("whole_and_parts", "总数和其中", "发布信息共4553条，其中规范性文件5条、动态585条", 2, 0),
    Pattern("parts_and_sum", "分项和合计", "承办建议21件、提案36件，共57件", 3, 0),
    Pattern("share", "占比", "综合窗口可办370项，占进驻事项504项的比例为73.4%", 3, 3),
    Pattern("handled_rate", "办理率", "共收到570条，已回复570条，回复率为100%", 3, 3),
    Pattern("reaching", "达到", "电子印章覆盖率达100%", 1, 1),
    Pattern("year_on_year", "同比", "受理13548件，同比增长12.3%", 1, 1),
)
_BY_CODE = {pattern.code: pattern for pattern in PATTERNS}


class PatternMisfit(ValueError):
    """More or fewer figures than the pattern takes."""


def get_pattern(code: str) -> Pattern:
    """Return a pattern. Raises KeyError."""
    return _BY_CODE[code]


def fill_pattern(code: str, figures: Sequence[Named], *, as_of: str = "") -> tuple[Run, ...]:
    """Return the sentence's runs; `as_of` puts 「截至…，」 before it. Raises KeyError, PatternMisfit."""
    pattern = get_pattern(code)
    if len(figures) < pattern.least or (pattern.most and len(figures) > pattern.most):
        wanted = f"{pattern.least} 个" if pattern.least == pattern.most else f"至少 {pattern.least} 个"
        raise PatternMisfit(f"“{pattern.title}”要选 {wanted}指标，现选 {len(figures)} 个")
    head = f"{as_of}，" if as_of else ""
    return join_runs((head, *_FILLERS[code](figures)))


def doubt_of(code: str, values: Sequence[Decimal | None]) -> str:
    """Return what speaks against a sentence with these values in their order; "" where nothing does or a value is missing."""
    known = [value for value in values if value is not None]
    if len(known) < len(values) or len(known) < 2:
        return ""
    whole, parts = (known[-1], known[:-1]) if code == "parts_and_sum" else (known[0], known[1:])
    total = sum(parts, Decimal(0))
    if code == "parts_and_sum" and total != whole:
        return f"各分项合计{_plain(total)}，与合计{_plain(whole)}不一致，请核对指标和次序。"
    if code == "whole_and_parts" and max(parts) > whole:
        return f"“其中”的{_plain(max(parts))}大于总数{_plain(whole)}，请把总数移到第一个，或核对指标。"
    if code in {"share", "handled_rate"} and len(known) == 3:
        part, base = (known[0], known[1]) if code == "share" else (known[1], known[0])
        if not base or abs(part * 100 / base - known[2]) >= 1:
            return f"{_plain(part)}占{_plain(base)}的比例不是{_plain(known[2])}%，请核对指标和次序。"
    return ""


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _listed(figures: Sequence[Named]) -> list[Run]:
    runs: list[Run] = []
    for index, figure in enumerate(figures):
        runs += ["、" if index else "", *figure.runs]
    return runs


def _whole_and_parts(figures: Sequence[Named]) -> list[Run]:
    whole, *parts = figures
    return [whole.words, "共", whole.binding, "，其中", *_listed(parts)]


def _parts_and_sum(figures: Sequence[Named]) -> list[Run]:
    *parts, whole = figures
    return [*_listed(parts), "，共", whole.binding]


def _share(figures: Sequence[Named]) -> list[Run]:
    part, whole, ratio = figures
    return [*part.runs, "，占", *whole.runs, "的比例为", ratio.binding]


def _handled_rate(figures: Sequence[Named]) -> list[Run]:
    received, handled, rate = figures
    return [*received.runs, "，", *handled.runs, "，", rate.words, "为", rate.binding]


def _year_on_year(figures: Sequence[Named]) -> list[Run]:
    one = figures[0]
    change = Binding(one.binding.code, one.binding.period, YEAR_ON_YEAR, one.binding.unit)
    return [*one.runs, "，同比", change]


_FILLERS = {
    "count": lambda figures: list(figures[0].runs),
    "series": _listed,
    "whole_and_parts": _whole_and_parts,
    "parts_and_sum": _parts_and_sum,
    "share": _share,
    "handled_rate": _handled_rate,
    "reaching": lambda figures: [figures[0].words, "达", figures[0].binding],
    "year_on_year": _year_on_year,
}
