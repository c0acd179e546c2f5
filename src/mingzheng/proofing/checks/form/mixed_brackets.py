"""The brackets round one level's numbers are of one kind: （一） everywhere, never (一) here and （二） there.

Rule: numbers in brackets take full-width round ones. Source: GB/T 9704-2012 7.3.3, GB/T 15834-2011 4.9.
One finding per level and document, at the first number of the rarer kind. A text in half-width marks throughout is
`ascii_marks`.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.outline import FOURTH, SECOND, Marker, outline_of
from mingzheng.proofing.text import Text

_NAMES = {SECOND: "（一）（二）", FOURTH: "（1）（2）"}


def find_mixed_brackets(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each level whose brackets are mixed, and for a number opened with one kind and closed with the other."""
    for level, name in _NAMES.items():
        markers = [marker for marker in outline_of(text, context) if marker.level == level and marker.is_own]
        kinds: dict[str, list[Marker]] = {"half": [], "full": [], "mixed": []}
        for marker in markers:
            kinds[_kind(marker)].append(marker)
        if kinds["mixed"]:
            first = kinds["mixed"][0]
            yield first.passage.finding(
                first.start, first.end, "序号的前后括号一半角一全角", suggestion="统一用全角圆括号（）"
            )
        if kinds["half"] and kinds["full"]:
            rarer, other = sorted((kinds["half"], kinds["full"]), key=len)
            count = f"半角{len(kinds['half'])}处、全角{len(kinds['full'])}处"
            yield rarer[0].passage.finding(
                rarer[0].start,
                rarer[0].end,
                f"同一层序号{name}的括号半角全角混用：{count}",
                stated=count,
                suggestion="统一用全角圆括号（）",
                related=tuple(m.passage.related(m.start, m.end) for m in (*rarer[1:4], other[0])),
                confidence=1.0,
            )


def _kind(marker: Marker) -> str:
    words = marker.words
    if "(" in words and ")" in words:
        return "half"
    return "full" if "（" in words and "）" in words else "mixed"


CHECK = Check(
    code="FRM-BRACKETS",
    title="序号括号一致",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.3",
    run=find_mixed_brackets,
    wrong=(
        Example("(一)压实责任。\n\n（二）严格考核。\n\n（三）加强宣传。", "(一)"),
        Example("（一)压实责任。\n\n（二）严格考核。", "（一)"),
    ),
    right=(
        Example("（一）压实责任。\n\n（二）严格考核。"),
        Example("(一)压实责任。\n\n(二)严格考核。"),
        Example("（一）压实责任。\n\n(1)落实到人。\n\n（二）严格考核。"),
    ),
)
