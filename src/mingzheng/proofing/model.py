"""Shapes of what the proofreader says: findings, quantities, relations, and what a check is.

How a text looks is `text`; how checks are found and run is `registry` and `run`; how reports are printed is `report_*`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .context import Context
    from .text import Text

SCALES = {
    "": 1,
    "万": 10**4,
    "亿": 10**8,
    "万亿": 10**12,
    "千": 10**3,
    "百万": 10**6,
    "千万": 10**7,
    "百亿": 10**10,
    "千亿": 10**11,
}


class Severity(StrEnum):
    """How bad a finding is; the worst one is a command's exit status."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Profile(StrEnum):
    """What kind of document is checked; a check without profiles applies to all."""

    ANNUAL_REPORT = "annual-report"
    DISCLOSURE_REPORT = "disclosure-report"
    OFFICIAL_DOCUMENT = "official-document"
    WEB_PAGE = "web-page"


ALL: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A range of one raw paragraph: `raw[start:end]` is the quote. Paragraphs count from 0, pages from 1 (0 unknown)."""

    paragraph: int
    start: int
    end: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """Another place a finding speaks of: the parts of a total, the sentence in last year's document."""

    quote: str
    paragraph: int
    start: int
    end: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. Empty code, severity and basis are filled in from the check that made it.

    `level` 1 to 3 is the level of a grave misstatement 严重表述错误; `mark` is "model" for a second reader's finding.
    """

    quote: str
    paragraph: int
    start: int
    end: int
    message: str
    code: str = ""
    severity: Severity | None = None
    confidence: float = 0.9
    stated: str = ""
    computed: str = ""
    suggestion: str = ""
    basis: str = ""
    related: tuple[Related, ...] = ()
    level: int = 0
    mark: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number that counts or measures something, as printed; `passage` and `at` locate it in the cleaned text.

    kind: measured | rule | target | count-of-list | rank | placeholder | change.
    """

    value: Decimal
    unit: str
    scale: str
    qualifier: str
    counts: str
    period: str
    as_of: str
    kind: str
    quote: str
    paragraph: int
    start: int
    end: int
    passage: int = -1
    at: int = -1
    until: int = -1

    @property
    def amount(self) -> Decimal:
        """Return the value with its scale (万, 亿) multiplied out."""
        return self.value * SCALES[self.scale]

    @property
    def decimals(self) -> int:
        """Return how many decimal places are printed."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Relation:
    """Something two or more places of a document say about each other, recomputed.

    verdict: holds | fails | suspect. The words are for the finding a failing or suspect relation becomes; `places` go
    with `quotes`, the first pair is where the finding stands.
    """

    kind: str
    expr: str
    verdict: str
    quotes: tuple[str, ...]
    places: tuple[Place, ...] = ()
    computed: str = ""
    stated: str = ""
    message: str = ""
    suggestion: str = ""
    severity: Severity | None = None
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Example:
    """A text a check must flag at `quote` (wrong) or must leave alone (right). Invented, never copied.

    `word` makes the Word file a layout check looks at; `text` then says in words what is set how.
    """

    text: str
    quote: str = ""
    computed: str = ""
    profile: str = ""
    as_of: date | None = None
    previous: str = ""
    peers: tuple[str, ...] = ()
    word: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One rule. `run` yields findings; `relate` yields relations, of which the failing and suspect become findings."""

    code: str
    title: str
    group: str
    severity: Severity
    basis: str
    run: "Callable[[Text, Context], Iterable[Finding]] | None" = None
    relate: "Callable[[Text, Context], Iterable[Relation]] | None" = None
    profiles: frozenset[str] = ALL
    wrong: tuple[Example, ...] = ()
    right: tuple[Example, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file. `text_layer` False means nothing was checked, never that nothing is wrong."""

    path: str
    findings: tuple[Finding, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    relations: tuple[Relation, ...] = ()
    format: str = ""
    text_layer: bool = True
    paragraphs: tuple[str, ...] = ()

    @property
    def worst(self) -> Severity | None:
        """Return the worst severity found, or None."""
        found = {finding.severity for finding in self.findings}
        return next((severity for severity in Severity if severity in found), None)
