"""Shapes of judgement: columns known beforehand, a finding, the values an office sets [CFG]. What they mean is elsewhere."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mingzheng.domains.patrol.judging.indicators import DAYS, INDICATORS, THRESHOLDS, Indicator

DEAD = frozenset({"dead_front", "dead_link"})
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column whose owner is known. `kind` is a key of KINDS; `days` 0 takes the interval of the kind."""

    name: str
    url: str
    kind: str = ""
    days: int = 0
    owner_id: int = 0
    owner: str = ""
    is_top: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """The values an office sets. `points` replaces (points each, most of the item) of an indicator."""

    days: Mapping[str, int] = field(default_factory=lambda: dict(DAYS))
    thresholds: Mapping[str, int] = field(default_factory=lambda: dict(THRESHOLDS))
    points: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    groups: Mapping[str, float] = field(default_factory=dict)
    harmful_words: tuple[str, ...] = ()
    has_services: bool = True
    needs_gov_domain: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. `mark` tells findings of one indicator on one page apart; `evidence` is when, status, seconds, digest."""

    indicator: str
    url: str
    message: str
    excerpt: str = ""
    advice: str = ""
    mark: str = ""
    page: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def of(self) -> Indicator:
        """Return the indicator it falls under."""
        return INDICATORS[self.indicator]

    @property
    def fingerprint(self) -> str:
        """Return what makes it the same finding in two runs: indicator, address and mark, never the day."""
        # A dead link is the same wherever the walk met it first.
        where = "dead" if self.indicator in DEAD else f"{self.indicator}|{self.url}"
        words = _SPACES.sub("", f"{where}|{self.mark}")
        return hashlib.sha256(words.encode()).hexdigest()
