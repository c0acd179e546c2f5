"""What a document is worth on a day, told by its dates alone. Pure.

Legal basis: 省行政规范性文件管理规定 (施行日期、有效期、到期自动失效); validity words of rules 5.6.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Validity(StrEnum):
    """The states of validity; the first three hold, the others no longer do or not yet."""

    IN_FORCE = "in_force"
    EXPIRING = "expiring"
    AMENDED = "amended"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REPEALED = "repealed"
    VOIDED = "voided"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """Return the words people read."""
        return LABELS[self]

    @property
    def holds(self) -> bool:
        """Say whether the document is in force."""
        return self in {Validity.IN_FORCE, Validity.EXPIRING, Validity.AMENDED}


LABELS = {
    Validity.IN_FORCE: "现行有效",
    Validity.EXPIRING: "现行有效，即将到期",
    Validity.AMENDED: "现行有效，已被修改",
    Validity.NOT_YET: "尚未施行",
    Validity.UNKNOWN: "效力待确认",
    Validity.EXPIRED: "已失效",
    Validity.REPEALED: "已废止",
    Validity.VOIDED: "宣布失效",
    Validity.REVOKED: "被撤销",
}
ENDINGS = {"repealed": Validity.REPEALED, "voided": Validity.VOIDED, "revoked": Validity.REVOKED}
# In which order a search shows them: what holds comes first.
RANKS = {state: rank for rank, state in enumerate(Validity)}


@dataclass(frozen=True, slots=True)
class ValidityDates:
    """The dates validity is told by. `expires_on` is the last day in force; `ended_on` the first day no longer in force."""

    effective_on: date | None
    expires_on: date | None = None
    ended_on: date | None = None
    ending: str = ""
    amended: bool = False


def validity_on(dates: ValidityDates, on: date, *, notice_months: int) -> Validity:
    """Return what a document is worth on a day.

    Legal basis: 省行政规范性文件管理规定 (有效期届满自动失效)
    """
    if dates.ended_on is not None and on >= dates.ended_on:
        return ENDINGS.get(dates.ending, Validity.REPEALED)
    if dates.effective_on is None:
        return Validity.UNKNOWN
    if on < dates.effective_on:
        return Validity.NOT_YET
    if dates.expires_on is not None and on > dates.expires_on:
        return Validity.EXPIRED
    if dates.expires_on is not None and on >= notice_day(dates.expires_on, notice_months):
        return Validity.EXPIRING
    return Validity.AMENDED if dates.amended else Validity.IN_FORCE


def notice_day(expires_on: date, notice_months: int) -> date:
    """Return the day from which the drafting unit is reminded that a document will expire."""
    return shift_months(expires_on, -notice_months)


def shift_months(day: date, amount: int) -> date:
    """Return the same day of another month, or that month's last day when it has none (D-04)."""
    index = day.year * 12 + day.month - 1 + amount
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


def longest_validity(*, is_provisional: bool) -> int:
    """Return how many years a document may hold at most: five, three when 暂行 or 试行.

    Legal basis: 省行政规范性文件管理规定 (有效期一般不超过5年，暂行、试行的不超过3年)
    """
    return 3 if is_provisional else 5


def latest_expiry(effective_on: date, *, is_provisional: bool) -> date:
    """Return the last day a document may hold to: the day before the anniversary."""
    years = longest_validity(is_provisional=is_provisional)
    return date.fromordinal(shift_months(effective_on, years * 12).toordinal() - 1)
