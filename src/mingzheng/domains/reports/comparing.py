"""A report's numbers beside those of the year before: what is unchanged, what jumps. Only measured figures are compared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from mingzheng.domains.reports.composition.composing import Composed, Piece
from mingzheng.domains.reports.composition.patterns import YEAR_ON_YEAR
from mingzheng.domains.reports.composition.periods import PeriodUnreadable, read_period, write_period
from mingzheng.domains.reports.composition.values import Lookup, ShownValue
from mingzheng.domains.reports.lookup import look_up_all
from mingzheng.figures.public import Binding, Kind, Period, find_figure
from mingzheng.platform.org.public import Unit

UNCHANGED, JUMP, NEW = "unchanged", "jump", "new"
FLAG_WORDS = {UNCHANGED: "与上年相同", JUMP: "变化较大", NEW: "上年无数", "": ""}


@dataclass(frozen=True, slots=True)
class ComparedNumber:
    """A number of the report, the year before, and what stands out. `place` counts the numbers in reading order."""

    place: int
    binding: Binding
    now: ShownValue
    before: ShownValue | None
    difference: Decimal | None = None
    percent: Decimal | None = None
    flag: str = ""

    @property
    def change_words(self) -> str:
        """Return the change as it is read: 增3.1%、持平、减2."""
        if self.difference is None:
            return ""
        if not self.difference:
            return "持平"
        word = "增" if self.difference > 0 else "减"
        if self.percent is None:
            return f"{word}{_plain(abs(self.difference))}{'个百分点' if self.now.unit == '%' else self.now.unit}"
        return f"{word}{_plain(abs(self.percent))}%"

    @property
    def flag_words(self) -> str:
        """Return what stands out."""
        return FLAG_WORDS[self.flag]


def compare_numbers(composed: Composed, *, unit: Unit, jump_percent: int) -> tuple[ComparedNumber, ...]:
    """Return every number of a report with the same period a year before, else with that whole year."""
    pieces = [piece for piece in composed.numbers() if piece.binding is not None and piece.shown is not None]
    choices = [_earlier(piece, composed.year) for piece in pieces]
    lookup = look_up_all([one for some in choices for one in some], unit=unit, year=composed.year)
    return tuple(
        _compare(place, piece, _first_known(lookup, some), jump_percent)
        for place, (piece, some) in enumerate(zip(pieces, choices, strict=True))
    )


def _earlier(piece: Piece, year: int) -> tuple[Binding, ...]:
    """Return what the number was a year before: in the same period, in the whole year; nothing for no measured figure."""
    binding = piece.binding
    assert binding is not None
    figure = find_figure(binding.code)
    if figure is None or figure.kind is not Kind.MEASURED or binding.wording == YEAR_ON_YEAR:
        return ()
    try:
        before = read_period(binding.period, year=year).earlier()
    except PeriodUnreadable:
        return ()
    if before is None:
        return ()
    whole = Period.year(before.last.year)
    periods = dict.fromkeys((write_period(before, year=year), write_period(whole, year=year)))
    return tuple(replace(binding, period=period, wording="") for period in periods)


def _first_known(lookup: Lookup, choices: Sequence[Binding]) -> ShownValue | None:
    shown = [lookup(binding) for binding in choices]
    return next((one for one in shown if not one.is_gap), shown[0] if shown else None)


def _compare(place: int, piece: Piece, before: ShownValue | None, jump_percent: int) -> ComparedNumber:
    assert piece.binding is not None
    assert piece.shown is not None
    row = ComparedNumber(place, piece.binding, piece.shown, before)
    if before is None or piece.shown.value is None:
        return row
    if before.value is None:
        return replace(row, flag=NEW)
    difference = piece.shown.value - before.value
    percent = None
    if piece.shown.unit != "%" and before.value:
        percent = (difference * 100 / before.value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return replace(row, difference=difference, percent=percent, flag=_flag(difference, percent, jump_percent))


def _flag(difference: Decimal, percent: Decimal | None, jump_percent: int) -> str:
    if not difference:
        return UNCHANGED
    size = abs(percent) if percent is not None else abs(difference)
    return JUMP if size >= jump_percent else ""


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def count_flags(rows: Sequence[ComparedNumber]) -> dict[str, int]:
    """Return how many numbers stand out, by flag."""
    return {flag: sum(1 for row in rows if row.flag == flag) for flag in (UNCHANGED, JUMP, NEW)}
