"""Numbers typed into a text with no figure behind them. What merely looks like a statistic is left alone.

Left alone are years and dates, ordinals and signs, document numbers, names in 《》 and “”, times of day, article numbers.
What a sentence says about a number in depth is `proofing`'s; here only where a number stands and in which words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mingzheng.domains.reports.composition.markup import Run

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"%|％|‰|(?:(?:人次|万人次|件次|场次|批次|平方米|平方公里|公里|工作日|小时|周年|个工作日|[\u4e00-\u9fff]))?"
_PREFIX = r"(?:超过|超|逾|近|约|不少于|不低于|至少|不超过)?"
_TYPED = re.compile(
    rf"(?P<before>{_PREFIX})(?P<number>{_NUMBER})(?P<early>[余多])?(?P<scale>[万亿])?(?P<late>[余多])?(?P<unit>{_UNIT})"
)
_COUNTED_IN_WORDS = re.compile(
    r"(?P<before>)(?P<number>[一二两三四五六七八九十百千万]{2,}|[两三四五六七八九十])(?P<unit>件|次|场|期|条|份|篇|人次|名|家|个|宗|户|项)(?![是、之])"
)
_NO_STATISTIC = tuple(
    re.compile(pattern)
    for pattern in (
        r"《[^》]{0,80}》",
        r"“[^”]{0,30}”",
        r"〔\d{4}〕\d+号?",
        r"(?:19|20)\d{2}\s*(?:[—–\-至到]\s*(?:19|20)?\d{2,4}\s*)?年(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:[—–\-至到]\d{1,2}月)?",
        r"\d{1,2}月(?:\d{1,2}日|底|初|份)?(?:[—–\-至到]\d{1,2}月)?",
        r"\d{1,2}[—–\-至到]\d{1,2}月",
        r"第[\d一二三四五六七八九十百千]+[\u4e00-\u9fff]{0,2}",
        r"\d{1,2}[:：]\d{2}",
        r"7\s*[×xX*]\s*24\s*小时|24\s*小时",
        r"\d{3,5}(?=热线|政务服务|市民热线|政府服务)",
        r"[A-Za-z]+\d+(?:\.\d+)?|\d+(?:\.\d+)?(?=版|[A-Za-z])|\d\.0(?=建设|版)",
        r"[一二三四五六七八九十]+(?:是|、)|[（(][一二三四五六七八九十\d]+[）)]",
    )
)
_COUNTED = re.compile(r"[\u4e00-\u9fff“”《》]{2,24}$")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number in plain text. `words` is what is printed, `counts` the words before it; `run`, `start`, `end` locate it."""

    words: str
    number: str
    unit: str
    counts: str
    run: int
    start: int
    end: int


def find_typed_numbers(runs: Iterable[Run]) -> tuple[TypedNumber, ...]:
    """Return the numbers that stand in the plain text of runs, in order."""
    return tuple(found for index, run in enumerate(runs) if isinstance(run, str) for found in _find_in(run, index))


def _find_in(text: str, run: int) -> list[TypedNumber]:
    covered = [match.span() for pattern in _NO_STATISTIC for match in pattern.finditer(text)]
    found = []
    for pattern in (_TYPED, _COUNTED_IN_WORDS):
        for match in pattern.finditer(text):
            start, end = match.span("number")
            if any(first < end and start < last for first, last in covered):
                continue
            found.append(_describe(text, match, run))
    return sorted(found, key=lambda one: one.start)


def _describe(text: str, match: re.Match[str], run: int) -> TypedNumber:
    before = re.split(r"[，。；、：（）,;:()]", text[: match.start()])[-1]
    counted = _COUNTED.search(before)
    return TypedNumber(
        words=match.group(0),
        number=match["number"],
        unit=match["unit"] or "",
        counts=counted.group(0) if counted else before[-24:],
        run=run,
        start=match.start(),
        end=match.end(),
    )
