"""Spans a clock stood still (D-06). Who may stop a clock and why is decided in the procedures, not here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingzheng.worktime.errors import ClockError


@dataclass(frozen=True, slots=True)
class Suspension:
    """A stop of the clock: the day of the stop still counts as used, the day of the resumption is still deducted."""

    suspended_on: date
    resumed_on: date | None

    def __post_init__(self) -> None:
        if self.resumed_on is not None and self.resumed_on < self.suspended_on:
            raise ClockError("suspension_reversed", "恢复日早于暂停日")


@dataclass(frozen=True, slots=True)
class Span:
    """A deducted span (after, until], merged from suspensions that touch; `open` while it has not ended."""

    after: date
    until: date
    open: bool


def merge_suspensions(suspensions: Iterable[Suspension], as_of: date | None) -> tuple[Span, ...]:
    """Return disjoint spans in order. An open suspension reaches `as_of`, or nothing yet without it.

    An open suspension that begins after `as_of` has not begun and is left out.

    Legal basis: 设计约定 D-06
    """
    merged: list[Span] = []
    for span in sorted(_spans(suspensions, as_of), key=lambda span: span.after):
        last = merged[-1] if merged else None
        if last and span.after <= last.until:
            merged[-1] = Span(last.after, max(last.until, span.until), last.open or span.open)
        else:
            merged.append(span)
    return tuple(merged)


def _spans(suspensions: Iterable[Suspension], as_of: date | None) -> Iterable[Span]:
    for each in suspensions:
        if each.resumed_on is not None:
            yield Span(each.suspended_on, each.resumed_on, open=False)
        elif as_of is None or as_of >= each.suspended_on:
            yield Span(each.suspended_on, as_of or each.suspended_on, open=True)
