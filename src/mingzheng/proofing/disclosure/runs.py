"""A document's raw words in one string, with the way back to each paragraph. Reading tables from it is `flat` and `lines`."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .tables import Printed, State

_WIDTHS = str.maketrans("０１２３４５６７８９．－，　\t\u00a0", "0123456789.-,   ")
_PAGE = re.compile(r"(?<=\n)\s*(?:[—–-]+\s*\d{1,4}\s*[—–-]+|第\s*\d+\s*页(?:\s*,?\s*共\s*\d+\s*页)?)\s*(?=\n)")


@dataclass(frozen=True)
class Run:
    """All raw paragraphs in one string of equal length, and where each begins."""

    words: str
    raw: str
    starts: tuple[int, ...]

    def printed(self, start: int, end: int, value: Decimal | None, state: State) -> Printed:
        """Return a cell that stands at this range of the string."""
        paragraph = bisect_right(self.starts, start) - 1
        base = self.starts[paragraph]
        return Printed(self.raw[start:end], paragraph, start - base, end - base, value, state)


def make_run(paragraphs: Sequence[str]) -> Run:
    """Join raw paragraphs; widths of digits are made narrow, page numbers blanked, lengths kept."""
    starts, at = [], 0
    for paragraph in paragraphs:
        starts.append(at)
        at += len(paragraph) + 1
    raw = "\n".join(paragraphs)
    words = _PAGE.sub(lambda match: " " * len(match[0]), raw.translate(_WIDTHS))
    return Run(words, raw, tuple(starts))
