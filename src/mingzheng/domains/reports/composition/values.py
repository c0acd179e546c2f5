"""What a bound number shows: its words, the state of its value and where it opens. The shape only.

Asking `figures` for it is `lookup` in the room's selectors; a test or a page without a database hands in its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingzheng.figures.public import Binding

COMPUTED, READING, UNVERIFIED, MISSING = "computed", "reading", "unverified", "missing"
STATE_WORDS = {COMPUTED: "系统统计", READING: "已核验", UNVERIFIED: "未核", MISSING: "缺数"}


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A number as the reader sees it. `text` is what stands in the sentence, measure word included unless bare."""

    text: str
    title: str
    state: str
    value: Decimal | None = None
    unit: str = ""
    wording: str = ""
    period: str = ""
    as_of: str = ""
    url: str = ""
    reading_id: int | None = None
    is_true: bool = True
    problem: str = ""

    @property
    def is_gap(self) -> bool:
        """Say whether there is nothing to show."""
        return self.state == MISSING

    def as_json(self) -> dict[str, Any]:
        """Return what a frozen report keeps of it."""
        return {
            "text": self.text,
            "title": self.title,
            "state": self.state,
            "value": None if self.value is None else str(self.value),
            "unit": self.unit,
            "wording": self.wording,
            "period": self.period,
            "as_of": self.as_of,
            "url": self.url,
            "reading": self.reading_id,
        }


Lookup = Callable[[Binding], ShownValue]


def value_from_json(stored: dict[str, Any]) -> ShownValue:
    """Read a value a frozen report kept."""
    return ShownValue(
        text=stored["text"],
        title=stored["title"],
        state=stored["state"],
        value=None if stored["value"] is None else Decimal(stored["value"]),
        unit=stored["unit"],
        wording=stored["wording"],
        period=stored["period"],
        as_of=stored["as_of"],
        url=stored["url"],
        reading_id=stored["reading"],
    )
