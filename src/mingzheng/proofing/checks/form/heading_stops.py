"""Headings on lines of their own end alike: not one with 。 among others without.

Rule: a heading on its own line takes no full stop; one run into its paragraph does. Source: GB/T 15834-2011 5.1, usage of
official documents. Said only where most headings of the level have none. Items of a list, which are sentences, are left alone.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.outline import CIRCLED, FIRST, SECOND, THIRD, Marker, outline_of
from mingzheng.proofing.text import Text

_STOP = re.compile(r"[。；;]$")
_INNER = re.compile(r"。(?=[\u4e00-\u9fff])")
_LONGEST = 45


def find_heading_marks(text: Text, context: Context) -> Iterable[Finding]:
    """Yield headings that end with a stop among headings that do not, and headings of two sentences."""
    headings = [m for m in outline_of(text, context) if _may_be_heading(m)]
    yield from _stopped(headings)
    yield from _of_two_sentences(headings, text)


def _may_be_heading(marker: Marker) -> bool:
    return marker.is_own and marker.passage.cell is None and marker.level in (FIRST, SECOND, THIRD)


def _stopped(headings: list[Marker]) -> Iterator[Finding]:
    for level in (FIRST, SECOND):
        own = [m for m in headings if m.level == level and m.is_heading]
        stopped = [m for m in own if _STOP.search(m.passage.clean)]
        others = [m for m in own if not re.search(r"[。；;：:，,]$", m.passage.clean)]
        if len(others) < 2 or len(stopped) * 2 > len(others):
            continue
        for marker in stopped:
            end = len(marker.passage.clean)
            yield marker.passage.finding(
                marker.start,
                end,
                f"标题末尾用了句号，其他{len(others)}个同级标题都不用",
                stated=marker.passage.clean[end - 1],
                suggestion="删去标题末尾的标点",
                related=(others[0].passage.related(0, len(others[0].passage.clean)),),
            )


def _of_two_sentences(headings: list[Marker], text: Text) -> Iterator[Finding]:
    """A heading line with a stop inside and none at its end is one sentence too long, or lost its paragraph break."""
    for marker in headings:
        words = marker.passage.clean
        inner = _INNER.search(words)
        if inner is None or len(words) > _LONGEST or marker.level >= CIRCLED or not words[-1].isalnum():
            continue
        if not _is_followed_by_body(marker, text):
            continue
        yield marker.passage.finding(
            0, len(words), "标题中间有句号、末尾没有标点", suggestion="标题写成一句，或将后一句移入正文", confidence=0.7
        )


def _is_followed_by_body(marker: Marker, text: Text) -> bool:
    following = text.passages[marker.passage.index + 1 : marker.passage.index + 2]
    return bool(following) and len(following[0].clean) > _LONGEST


CHECK = Check(
    code="FRM-HEADING",
    title="标题标点",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 15834-2011 5.1",
    run=find_heading_marks,
    wrong=(
        Example("一、总体要求\n\n二、主要任务。\n\n三、工作步骤\n\n四、保障措施", "二、主要任务。"),
        Example(
            "一、加强领导。落实责任\n\n各单位要把这项工作列入重要议事日程，主要负责同志亲自抓，分管负责同志具体抓，定期研究解决困难和问题。",
            "一、加强领导。落实责任",
        ),
    ),
    right=(
        Example("一、总体要求\n\n二、主要任务\n\n三、工作步骤"),
        Example("（一）加强领导。各单位要高度重视。\n\n（二）落实责任。任务到人。"),
        Example("一、负责宣传。\n\n二、负责登记。\n\n三、负责归档。"),
    ),
)
