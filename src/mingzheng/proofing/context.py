"""What a check may know beside the text: profile, day, other documents, lexicons, and facts computed once.

Computing the facts is `quantities` and the checks' own `relate`; this room only keeps them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from .model import Check, Quantity, Relation
from .quantities.extraction import extract_quantities
from .text import Text

T = TypeVar("T")
# A bound that keeps a made-up text from costing minutes; no real document comes near.
_MOST_RELATIONS = 3_000


@dataclass
class Context:
    """Made once for each document checked. `as_of` is the day given by the caller, else the signing date decides.

    A `strict` context lets the error of a broken check through, as tests want; otherwise it is a finding.
    """

    profile: str = ""
    as_of: date | None = None
    previous: Text | None = None
    peers: tuple[Text, ...] = ()
    lexicons: dict[str, Any] = field(default_factory=dict)
    strict: bool = False
    _facts: dict[tuple[str, int], Any] = field(default_factory=dict, repr=False)

    def fact(self, name: str, text: Text, compute: Callable[[Text], T]) -> T:
        """Return `compute(text)`, computed at the first call for this name and text."""
        key = (name, id(text))
        if key not in self._facts:
            self._facts[key] = compute(text)
        value: T = self._facts[key]
        return value

    def quantities(self, text: Text) -> tuple[Quantity, ...]:
        """Return the quantities of a text in reading order."""
        return self.fact("quantities", text, extract_quantities)

    def relations(self, text: Text, check: Check) -> tuple[Relation, ...]:
        """Return what a check says about how parts of a text fit together."""
        relate = check.relate
        if relate is None:
            return ()
        return self.fact(f"relations:{check.code}", text, lambda it: tuple(islice(relate(it, self), _MOST_RELATIONS)))

    def day_of(self, text: Text) -> date | None:
        """Return the day a text is judged by: its signing date, or the day the caller gave."""
        return self.as_of or text.signing_date
