"""An earlier report's numbers, offered as values of that year: read by the proofreader, matched with figures by likeness.

Pure but for the definitions it is handed. A person confirms each; recording is `services.earlier`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzheng.documents.reading import Document
from mingzheng.domains.reports.composition.matching import Candidate, match_figures
from mingzheng.proofing.intake import text_from_document
from mingzheng.proofing.model import Quantity
from mingzheng.proofing.quantities.extraction import extract_quantities

_YEAR = re.compile(r"(20\d{2})\s*年")
OFFERED = frozenset({"measured"})
QUOTE = 60
# What makes a number of things a demand and no count: 不少于5人, 每年4次. 应考人员3人 and 有时限的4件 are counts.
_DEMAND = re.compile(
    r"每|不少于|不得|不超过|不低于|至少|最多|应当|必须|须|原则上|应(?:有|设|配|为|达|于|在|组织|开展|召开|参加)"
)
_DEMAND_AFTER = re.compile(r"\s*(?:以内|之内|内|以上|以下|前)")
_COUNTED = re.compile(r"[件人次项家场期条篇批户宗起处份名]")


@dataclass(frozen=True, slots=True)
class OfferedNumber:
    """A number of an earlier report: as printed, what it counts, when, the words around it, and the best figure."""

    printed: str
    counts: str
    unit: str
    period_words: str
    quote: str
    kind: str
    figure: str = ""
    confidence: int = 0


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What was read of an earlier report."""

    title: str
    year: int | None
    passages: tuple[str, ...]
    numbers: tuple[OfferedNumber, ...]


def read_earlier(document: Document, *, candidates: Iterable[Candidate]) -> ReadReport:
    """Return title, year, passages and measured numbers of a published report."""
    text = text_from_document(document)
    passages = tuple(passage.clean for passage in text.passages if passage.clean.strip())
    title = text.title or next((one for one in passages if "报告" in one and len(one) < 60), "")
    year = year_of_title(title) or year_of_title("".join(passages[:3])) or text.year
    known = list(candidates)
    cleaned = {passage.index: passage.clean for passage in text.passages}
    quantities = [one for one in extract_quantities(text) if _is_offered(one, cleaned.get(one.passage, ""))]
    numbers = _once_each(_offer(one, cleaned.get(one.passage, ""), known) for one in quantities)
    return ReadReport(title, year, passages, tuple(numbers))


def year_of_title(title: str) -> int | None:
    """Return the year a title names first, or None."""
    found = _YEAR.search(title)
    return int(found[1]) if found else None


def _is_offered(quantity: Quantity, passage: str) -> bool:
    """Say whether a number tells what was: measured, or taken for a rule by a word that only names what is counted."""
    if quantity.kind in OFFERED:
        return True
    if quantity.kind != "rule" or not _COUNTED.match(quantity.unit[:1]):
        return False
    clause = re.split("[，。；：,;]", passage[: quantity.at])[-1]
    return not _DEMAND.search(clause) and not _DEMAND_AFTER.match(passage[quantity.until :])


def _offer(quantity: Quantity, passage: str, candidates: Sequence[Candidate]) -> OfferedNumber:
    start = max(0, quantity.at - QUOTE)
    around = passage[start : quantity.until + 20]
    before = passage[max(0, quantity.at - 24) : quantity.at]
    matches = match_figures(quantity.counts, quantity.unit, candidates) or match_figures(
        before, quantity.unit, candidates
    )
    best = matches[0] if matches else None
    return OfferedNumber(
        printed=re.sub(r"\s+", "", quantity.quote),
        counts=quantity.counts,
        unit=quantity.unit,
        period_words=quantity.as_of or quantity.period,
        quote=around,
        kind=quantity.kind,
        figure=best.candidate.code if best else "",
        confidence=best.confidence if best else 0,
    )


def _once_each(numbers: Iterable[OfferedNumber]) -> list[OfferedNumber]:
    """Let each figure be offered for one number only: the surest; the others stand without one."""
    found = list(numbers)
    best: dict[str, int] = {}
    for place, number in enumerate(found):
        if number.figure and (number.figure not in best or number.confidence > found[best[number.figure]].confidence):
            best[number.figure] = place
    return [
        number if not number.figure or best[number.figure] == place else _without_figure(number)
        for place, number in enumerate(found)
    ]


def _without_figure(number: OfferedNumber) -> OfferedNumber:
    return OfferedNumber(number.printed, number.counts, number.unit, number.period_words, number.quote, number.kind)
