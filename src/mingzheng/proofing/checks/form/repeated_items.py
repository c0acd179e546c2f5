"""A list between 、 names each thing once.

Rule: 「责任单位、完成时限、责任单位」 names one twice, so another is probably missing. Source: GB/T 15834-2011 4.5.
The first and last items carry words of the sentence; of them only what repeats a whole item counts.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Passage, Text

_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+")
_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,20}")
_JOINED = re.compile(r"以及|或者|[和或与及的在对把将被为让使是有][\u4e00-\u9fff]|[（(《“”》）)]")
_BRACKETS = re.compile(r"[（(“《][^（）()“”《》]*[）)”》]")


def find_repeated_items(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each item that a list names twice."""
    for passage in text.passages:
        if passage.clean.count("、") < 2:
            continue
        for match in _CLAUSE.finditer(passage.clean):
            if match[0].count("、") > 1:
                yield from _repeats(passage, match)


def _repeats(passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    # 「（责任单位：甲局、乙局）」: the bracket round the whole list is none of the list's.
    words = match[0].lstrip("（(").rstrip("）)")
    if _is_unbalanced(words):
        return
    items: list[tuple[int, str]] = []
    at = match.start() + match[0].index(words)
    for item in words.split("、"):
        items.append((at, item))
        at += len(item) + 1
    seen: dict[str, int] = {}
    for number, (start, item) in enumerate(items):
        core = _core(item, number, [name for _, name in items])
        if core in seen and _PLAIN.fullmatch(core) and not _is_another_list(items, seen[core], number):
            other = items[seen[core]]
            yield passage.finding(
                start,
                start + len(core),
                f"并列成分重复：“{core}”列了两次",
                stated=core,
                suggestion="删去一处，或改为漏列的一项",
                related=(passage.related(other[0] + len(other[1]) - len(core), other[0] + len(other[1])),),
            )
            return
        seen[core] = number


def _is_another_list(items: list[tuple[int, str]], first: int, second: int) -> bool:
    """Say whether an item between joins two lists (「屠宰、经营以及产品生产、经营」)."""
    return any(_JOINED.search(item) or len(item) > 12 for _, item in items[first + 1 : second])


def _core(item: str, number: int, names: list[str]) -> str:
    """Cut the words of the sentence off the first and the last item, where a whole item is left."""
    others = [name for place, name in enumerate(names) if place != number]
    if number == 0:
        whole = [name for name in others[:-1] if len(name) >= 3 and item.endswith(name)]
        whole += [tail for tail in [_leading(names[-1])] if len(tail) >= 4 and item.endswith(tail)]
        return max(whole, key=len, default=item)
    if number == len(names) - 1:
        return _leading(item) or item
    return item


def _leading(item: str) -> str:
    """Return what a last item names before 等, or the whole of a short one."""
    return item.split("等", 1)[0] if "等" in item else item


def _is_unbalanced(words: str) -> bool:
    rest = _BRACKETS.sub("", words)
    return any(mark in rest for mark in "（）()“”《》")


CHECK = Check(
    code="FRM-ITEM",
    title="并列成分重复",
    group="form",
    severity=Severity.ERROR,
    basis="GB/T 15834-2011 4.5",
    run=find_repeated_items,
    wrong=(
        Example("逐项明确牵头科室、完成时限、牵头科室等要求。", "牵头科室"),
        Example("涉及就业、教育、医疗、教育、养老五个方面。", "教育"),
        Example("压减办理时限。（责任单位：区民政局、区水务局、区民政局）", "区民政局"),
    ),
    right=(
        Example("逐项明确牵头科室、完成时限、配合科室等要求。"),
        Example("加强区直单位、镇街、村居和单位内部管理。"),
        Example("从事饲养、屠宰、经营以及产品生产、加工、经营的单位。"),
        Example("做到边排查、边登记、边整改。"),
    ),
)
