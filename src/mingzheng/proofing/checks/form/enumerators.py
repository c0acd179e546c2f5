"""A run of 一是、二是、三是 begins with 一是 and has no gap.

Rule: the reader counts the points; a missing or doubled one means that text was lost or added without renumbering.
Source: rules of drafting, 党政机关公文处理工作条例 第十九条 (完整、条理清楚). Numbers of headings are `numbering_runs`.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.kit.numerals import format_chinese_number, parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.outline import outline_of, stands_between
from mingzheng.proofing.text import Passage, Text

_BOUNDARY = frozenset("。；：，！？,;:!?）)")
_POINT = re.compile(r"([一二三四五六七八九十]{1,3})(是|要|则)(?![否非])")


def find_broken_points(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each point that does not follow the one before; a heading ends a run."""
    headings = {marker.passage.index for marker in outline_of(text, context) if marker.is_own}
    runs: dict[str, tuple[int, Passage, int, int]] = {}
    begun = 0
    for passage in text.passages:
        if passage.index in headings or passage.cell is not None:
            runs, begun = {}, passage.index
        for match in _points(passage.clean):
            number = _read(match[1])
            previous = runs.get(match[2])
            is_excerpt = passage.index == 0 and match.start() == 0
            if number == 0 or (previous is None and number > 1 and (match[2] != "是" or is_excerpt)):
                continue
            before = f"{format_chinese_number(number - 1)}{match[2]}"
            after = (previous[1].index, previous[3]) if previous else (begun, 0)
            is_glued = number != 1 and stands_between(text, before, after, (passage.index, match.start()))
            if number != 1 and number != (previous[0] if previous else 0) + 1 and not is_glued:
                yield _finding(passage, match, number, previous)
            runs[match[2]] = (number, passage, match.start(1), match.end())


def _points(words: str) -> Iterator[re.Match[str]]:
    for match in _POINT.finditer(words):
        if match.start() == 0 or words[match.start() - 1] in _BOUNDARY:
            yield match


def _read(words: str) -> int:
    try:
        return parse_chinese_number(words)
    except ValueError:
        return 0


def _finding(
    passage: Passage, match: re.Match[str], number: int, previous: tuple[int, Passage, int, int] | None
) -> Finding:
    stood = previous[0] if previous else 0
    expected = f"{format_chinese_number(stood + 1)}{match[2]}"
    if previous is None:
        message = f"列举未从“一{match[2]}”起：第一个是“{match[0]}”"
    elif number == stood:
        message = f"列举序号重复：“{match[0]}”出现两次"
    else:
        message = f"列举序号不连续：“{format_chinese_number(stood)}{match[2]}”之后是“{match[0]}”"
    related = (previous[1].related(previous[2], previous[3]),) if previous else ()
    return passage.finding(
        match.start(1),
        match.end(),
        message,
        stated=match[0],
        computed=expected,
        suggestion=f"核对是否缺“{expected}”或应改为“{expected}”",
        related=related,
    )


CHECK = Check(
    code="FRM-POINTS",
    title="“一是、二是”连续",
    group="form",
    severity=Severity.ERROR,
    basis="《党政机关公文处理工作条例》第十九条",
    run=find_broken_points,
    wrong=(
        Example("一是摸清底数。二是分类建档。四是定期回访。", "四是", computed="三是"),
        Example("一是摸清底数。二是分类建档。二是定期回访。", "二是", computed="三是"),
    ),
    right=(
        Example("一是摸清底数。二是分类建档。三是定期回访。"),
        Example("一是摸清底数；二是分类建档。\n\n（二）抓好落实\n\n一是细化分工；二是跟踪问效。"),
        Example("做法：一是登记。二是建档。工作方面一是回访。二是评估。"),
        Example("两项工作中，第二是重点，其中之一是宣传。"),
    ),
)
