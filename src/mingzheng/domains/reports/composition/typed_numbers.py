"""Numbers typed into a text with no figure behind them. What merely looks like a statistic is left alone.

The proofreader reads the numbers of a text and says what kind each is; rules, ranks and lists just counted may stay
typed, as may dates and document numbers, which are no quantities at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzheng.figures.public import Run
from mingzheng.proofing.intake import text_from_string
from mingzheng.proofing.model import Quantity
from mingzheng.proofing.quantities.extraction import extract_quantities

# Stands for a bound number while a text is read, so that its neighbours keep their sentence.
_BOUND = "■"
STATISTICS = frozenset({"measured", "target", "change", "placeholder"})


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number in plain text. `words` is what is printed, `counts` the words it counts; `run`, `start`, `end` locate it."""

    words: str
    unit: str
    counts: str
    kind: str
    period: str
    run: int
    start: int
    end: int


def find_typed_numbers(runs: Iterable[Run]) -> tuple[TypedNumber, ...]:
    """Return the statistics that stand in the plain text of runs, in order."""
    given = tuple(runs)
    whole = "".join(run if isinstance(run, str) else _BOUND for run in given)
    if not any(character.isdigit() or character in "一二两三四五六七八九十百千N×" for character in whole):
        return ()
    starts = _starts(given)
    found = []
    for quantity in extract_quantities(text_from_string(whole)):
        place = _locate(starts, quantity)
        if place is not None and quantity.kind in STATISTICS and not _is_in_title(whole, quantity.start):
            found.append(_describe(quantity, *place))
    return tuple(found)


def _is_in_title(text: str, at: int) -> bool:
    """Say whether a place lies within 《》: the name of a document counts nothing."""
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


def _starts(runs: Sequence[Run]) -> list[tuple[int, int, int]]:
    """Return index, start and end of every plain run in the joined text."""
    places = []
    at = 0
    for index, run in enumerate(runs):
        length = len(run) if isinstance(run, str) else len(_BOUND)
        if isinstance(run, str):
            places.append((index, at, at + length))
        at += length
    return places


def _locate(starts: Sequence[tuple[int, int, int]], quantity: Quantity) -> tuple[int, int, int] | None:
    for index, first, last in starts:
        if first <= quantity.start and quantity.end <= last and quantity.paragraph == 0:
            return index, quantity.start - first, quantity.end - first
    return None


def _describe(quantity: Quantity, run: int, start: int, end: int) -> TypedNumber:
    period = quantity.as_of or quantity.period
    return TypedNumber(quantity.quote, quantity.unit, quantity.counts, quantity.kind, period, run, start, end)
