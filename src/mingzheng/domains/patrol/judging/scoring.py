"""The score: any veto fails the site; else 100 less deductions, each bounded by its item and its group. Pure.

Legal basis: 国办秘函〔2019〕19号; 没有对外服务职能的部门网站按 75 分制所得 × 4/3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mingzheng.domains.patrol.judging.indicators import GROUP_POINTS, HINT, INDICATORS, SERVICE, VETO, Indicator
from mingzheng.domains.patrol.judging.model import Found, Settings

PASS, BONUS_FROM = Decimal(60), Decimal(80)
MOST_BONUS = Decimal(30)


@dataclass(frozen=True, slots=True)
class Line:
    """What one indicator cost: how many findings, how many points."""

    indicator: Indicator
    count: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """The result. `points` is None when a veto stands: such a site is not scored."""

    vetoes: tuple[Line, ...]
    lines: tuple[Line, ...]
    hints: tuple[Line, ...]
    points: Decimal | None
    was_read: bool = True
    bonus: Decimal = Decimal(0)

    @property
    def passed(self) -> bool:
        """Say whether the site passes: no veto, and not below 60."""
        return self.points is not None and self.points >= PASS

    @property
    def may_have_bonus(self) -> bool:
        """Say whether the bonus indicators are opened: above 80, not at 80."""
        return self.points is not None and self.points > BONUS_FROM

    @property
    def total(self) -> Decimal | None:
        """Return the last score: deductions and bonus together."""
        return None if self.points is None else self.points + (self.bonus if self.may_have_bonus else 0)

    @property
    def verdict(self) -> str:
        """Say the result in words."""
        if not self.was_read:
            return "首页打不开，未作结论"
        if self.vetoes:
            return "不合格（单项否决）"
        return "合格" if self.passed else "不合格（低于 60 分）"


def score(found: Iterable[Found], settings: Settings, *, was_read: bool = True, bonus: Decimal = Decimal(0)) -> Score:
    """Count the points of findings; a site whose front page was not read has none.

    `bonus` is what people gave, at most 30; it counts only above 80 points.
    """
    counts: dict[str, int] = {}
    for one in found:
        counts[one.indicator] = counts.get(one.indicator, 0) + 1
    lines = [Line(INDICATORS[code], count, _points(code, count, settings)) for code, count in counts.items()]
    lines.sort(key=lambda line: (-line.points, line.indicator.code))
    vetoes = tuple(line for line in lines if line.indicator.group == VETO)
    counted = tuple(line for line in lines if line.indicator.group in GROUP_POINTS and _applies(line, settings))
    hints = tuple(line for line in lines if line.indicator.group == HINT)
    points = None if vetoes or not was_read else _total(counted, settings)
    return Score(vetoes, counted, hints, points, was_read, min(bonus, MOST_BONUS))


def _applies(line: Line, settings: Settings) -> bool:
    return settings.has_services or line.indicator.group != SERVICE


def _points(code: str, count: int, settings: Settings) -> Decimal:
    indicator = INDICATORS[code]
    each, most = settings.points.get(code, (indicator.each, indicator.most))
    points = Decimal(str(each)) * count
    return min(points, Decimal(str(most))) if most else points


def _total(lines: Sequence[Line], settings: Settings) -> Decimal:
    """Return what is left of each group's points; without services 75 points stand for 100."""
    left = Decimal(0)
    for group in GROUP_POINTS:
        if group == SERVICE and not settings.has_services:
            continue
        most = Decimal(str(settings.groups.get(group, GROUP_POINTS[group])))
        lost = sum((line.points for line in lines if line.indicator.group == group), Decimal(0))
        left += max(Decimal(0), most - lost)
    if not settings.has_services:
        left = left * 4 / 3
    return left.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
