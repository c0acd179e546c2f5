"""The snapshot of a signed report's numbers, and what has moved since. Snapshots themselves are `figures`'."""

from dataclasses import dataclass

from mingzheng.domains.reports.composition.composing import Composed
from mingzheng.domains.reports.composition.patterns import YEAR_ON_YEAR
from mingzheng.domains.reports.composition.periods import read_period
from mingzheng.domains.reports.composition.values import ShownValue
from mingzheng.domains.reports.lookup import look_up_all, scope_of
from mingzheng.domains.reports.models import Report
from mingzheng.domains.reports.selectors import composed_report, unit_of
from mingzheng.figures.public import Frozen, drift, snapshots_of, take_snapshot
from mingzheng.platform.access.public import Actor
from mingzheng.platform.org.public import find_unit_by_code


@dataclass(frozen=True, slots=True)
class Drift:
    """A number that would not be the same today: its value, the rows behind it, or what its figure counts."""

    signed: ShownValue
    now: ShownValue
    reasons: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return what a reader is told beside the number."""
        if self.now.value != self.signed.value or self.now.text != self.signed.text:
            today = self.now.text if not self.now.is_gap else "没有数"
            return f"签发时为{self.signed.text}，现为{today}"
        return f"数未变，{'；'.join(self.reasons)}"


def keep_snapshot(report: Report, composed: Composed, *, actor: Actor) -> int | None:
    """Keep the values with their definitions and the digest of their rows; returns the snapshot's id."""
    items = []
    for piece in composed.numbers():
        assert piece.binding is not None
        meant = find_unit_by_code(piece.binding.unit) if piece.binding.unit else unit_of(report)
        assert meant is not None
        scope = scope_of(meant, read_period(piece.binding.period, year=report.year))
        items.append(Frozen(piece.binding.code, scope, piece.text))
    if not items:
        return None
    return take_snapshot(report.title, items, actor=actor, subject=f"case:{report.pk}").pk


def find_drift(report: Report) -> dict[int, Drift]:
    """Return what has moved since the report was signed, by the number's place in reading order; empty when not signed.

    A number whose value is the same still moved when other rows stand behind it, or when its figure counts something
    else; one that is written as a change against last year, when last year's value moved.
    """
    if not report.frozen:
        return {}
    pieces = [piece for piece in composed_report(report).numbers() if piece.binding and piece.shown]
    lookup = look_up_all([piece.binding for piece in pieces if piece.binding], unit=unit_of(report), year=report.year)
    snapshot = next((one for one in snapshots_of(f"case:{report.pk}") if one.pk == report.snapshot_id), None)
    moved = {item.frozen.place - 1: item.reasons for item in drift(snapshot)} if snapshot else {}
    found = {}
    for place, piece in enumerate(pieces):
        assert piece.binding is not None
        assert piece.shown is not None
        now = lookup(piece.binding)
        is_change = piece.binding.wording == YEAR_ON_YEAR and now.text != piece.shown.text
        if now.value != piece.shown.value or is_change or place in moved:
            found[place] = Drift(piece.shown, now, moved.get(place, ()))
    return found
