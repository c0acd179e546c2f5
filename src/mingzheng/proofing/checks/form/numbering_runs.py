"""Numbers of headings and items begin at one and go on without gap or repeat.

Rule: levels are counted 一、（一）1.（1） in order; articles run through a whole rule. Source: GB/T 9704-2012 7.3.3.
A table cell repeated on the next page is no repeat; a count that runs on through several headings is no gap.
Mixed brackets are `mixed_brackets`; 一是…二是 is `enumerators`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mingzheng.kit.numerals import format_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Relation, Severity
from mingzheng.proofing.structure.outline import (
    CIRCLED,
    FIRST,
    FOURTH,
    HALF,
    SECOND,
    THIRD,
    Marker,
    outline_of,
    stands_between,
)
from mingzheng.proofing.text import Text

_SHAPES = {FIRST: "{c}、", SECOND: "（{c}）", THIRD: "{n}.", FOURTH: "（{n}）", HALF: "{n}）"}
# 国办公开办函〔2021〕30号, table 2: its four items are numbered by themselves, inside part three of the report.
_FORM_ROWS = ("本年新收政府信息公开申请", "上年结转政府信息公开申请", "本年度办理结果", "结转下年度继续办理")
_CHAPTER = 3
_LONG = 5


@dataclass
class _Runs:
    """Where each level stands: by level and table column, and the last number of a level anywhere."""

    open: dict[tuple[int, int], Marker] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    seen: set[tuple[int, int, str]] = field(default_factory=set)

    def take(self, marker: Marker) -> tuple[str, Marker | None]:
        """Move on to a number and tell how it follows: ok, gap, repeat or back, and what it follows."""
        key = (marker.level, marker.column)
        previous = self.open.get(key)
        verdict = self._judge(marker, previous)
        for other in [other for other in self.open if other[0] > marker.level and other[0] != _CHAPTER + 1]:
            del self.open[other]
        self.open[key] = marker
        self.last[marker.level] = marker.number
        return verdict, previous

    def _judge(self, marker: Marker, previous: Marker | None) -> str:
        number = marker.number
        if number in (1, self.last.get(marker.level, 0) + 1):
            return "ok"
        if previous is None:
            return "start"
        if number == previous.number:
            return "repeat"
        return "gap" if number > previous.number else "back"


def find_broken_runs(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each number that does not follow the one before it."""
    runs = _Runs()
    for marker in _once(outline_of(text, context)):
        verdict, previous = runs.take(marker)
        if verdict == "ok" or (verdict == "start" and not _is_sure_start(marker, runs)):
            continue
        if not _is_glued(text, marker, previous):
            yield _finding(marker, verdict, previous)


def relate_whole_runs(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation that holds for each long count from one that goes through without gap or repeat."""
    counts: dict[tuple[int, int], list[Marker]] = {}
    for marker in _once(outline_of(text, context)):
        key = (marker.level, marker.column)
        # A count may leave a table and go on beside it: then it goes on in the column it has come to.
        open_ends = [k for k, known in counts.items() if k[0] == marker.level and known[-1].number + 1 == marker.number]
        if marker.number == 1:
            yield from _whole(text, counts.pop(key, []))
            counts[key] = [marker]
        elif open_ends:
            count = counts.pop(key if key in open_ends else open_ends[-1])
            yield from _whole(text, counts.pop(key, []))
            count.append(marker)
            counts[key] = count
        elif key in counts and _is_glued(text, marker, counts[key][-1]):
            counts[key].append(marker)
        else:
            counts.pop(key, None)
    for count in counts.values():
        yield from _whole(text, count)


def _whole(text: Text, count: list[Marker]) -> Iterator[Relation]:
    if len(count) >= _LONG:
        first, last = count[0], count[-1]
        places = tuple(marker.passage.place(marker.start, marker.end) for marker in (first, last))
        end = _last_glued(text, last)
        yield Relation("run", f"1..{end}", "holds", (first.words, last.words), places, computed=str(end))


def _last_glued(text: Text, last: Marker) -> int:
    """Return how far a count of 1. 2. 3. goes on behind its last number, where a converter lost the line breaks."""
    number, at = last.number, last.end
    for passage in text.passages[last.passage.index :] if last.level == THIRD else ():
        while match := re.compile(rf"(?<![\d.]){number + 1}[.．](?=[\u4e00-\u9fff])").search(passage.clean, at):
            number, at = number + 1, match.end()
        at = 0
    return number


def _once(markers: Iterable[Marker]) -> Iterator[Marker]:
    """Leave out what a table repeats, and the rows of the statutory form where a text prints it without its table."""
    seen: set[tuple[int, int, str]] = set()
    for marker in markers:
        if marker.level == FIRST and marker.title.startswith(_FORM_ROWS):
            continue
        key = (marker.level, marker.number, marker.title)
        if marker.passage.cell is not None and key in seen:
            continue
        seen.add(key)
        yield marker


def _is_sure_start(marker: Marker, runs: _Runs) -> bool:
    """A list that begins above one is a fault only below another number; an excerpt may begin anywhere."""
    return marker.is_own and marker.passage.cell is None and any(level < marker.level for level, _ in runs.open)


def _is_glued(text: Text, marker: Marker, previous: Marker | None) -> bool:
    """Say whether the number before it stands in the words between, where a converter lost the line break."""
    if previous is None or marker.number < 2:
        return False
    missing = _shape(marker, marker.number - 1)
    after, before = (previous.passage.index, previous.end), (marker.passage.index, marker.start)
    other = missing.replace("（", "(").replace("）", ")")
    return stands_between(text, missing, after, before) or stands_between(text, other, after, before)


def _finding(marker: Marker, verdict: str, previous: Marker | None) -> Finding:
    expected = _shape(marker, previous.number + 1 if previous else 1)
    stood = previous.words if previous else ""
    is_excerpt = verdict == "gap" and previous is not None and marker.number - previous.number > 2
    message = {
        "start": f"序号未从头编起：第一个是“{marker.words}”",
        "gap": f"序号不连续：“{stood}”之后是“{marker.words}”，缺“{expected}”{'等（或为节选）' if is_excerpt else ''}",
        "repeat": f"序号重复：“{stood}”出现两次",
        "back": f"序号倒退：“{stood}”之后是“{marker.words}”",
    }[verdict]
    related = (previous.passage.related(previous.start, previous.end),) if previous else ()
    return marker.passage.finding(
        marker.start,
        marker.end,
        message,
        stated=marker.words,
        computed=expected,
        suggestion=f"核对是否应为“{expected}”",
        related=related,
        severity=Severity.WARNING if is_excerpt or verdict == "start" or not marker.is_own else Severity.ERROR,
        confidence=0.9 if marker.is_own else 0.75,
    )


def _shape(marker: Marker, number: int) -> str:
    """Write a number in the form of a marker's level."""
    if marker.level == CIRCLED:
        return chr(ord("①") + number - 1)
    if marker.level < FIRST:
        digits = marker.words[1:-1].isdecimal()
        return f"第{number if digits else format_chinese_number(number)}{marker.words[-1]}"
    return _SHAPES[marker.level].format(n=number, c=format_chinese_number(number))


CHECK = Check(
    code="FRM-RUN",
    title="序号连续",
    group="form",
    severity=Severity.ERROR,
    basis="GB/T 9704-2012 7.3.3",
    run=find_broken_runs,
    relate=relate_whole_runs,
    wrong=(
        Example("一、总体安排\n\n二、重点任务\n\n四、保障措施", "四、", computed="三、"),
        Example("（一）加强领导。\n\n（二）压实责任。\n\n（二）严格考核。", "（二）", computed="（三）"),
        Example("一、工作任务\n\n（二）做好宣传发动。", "（二）"),
    ),
    right=(
        Example("一、总体安排\n\n（一）范围。\n\n（二）时间。\n\n二、重点任务\n\n（一）排查。\n\n（二）整改。"),
        Example("一、信息公开\n\n1.公开目录。\n\n2.公开指南。\n\n二、政策解读\n\n3.制作图解。"),
        Example("分三步走：1.登记；2.审核；3.归档。"),
    ),
)
