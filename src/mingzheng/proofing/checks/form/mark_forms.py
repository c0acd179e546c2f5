"""The mark behind a number is the one its level has: 一、 （一） 1. （1）, not （一）、 or 1、.

Rule: brackets take no mark behind them, an Arabic number takes a dot. Source: GB/T 9704-2012 7.3.3, GB/T 15834-2011 附录B.
One finding per form and document.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.outline import FIRST, FOURTH, SECOND, THIRD, Marker, outline_of
from mingzheng.proofing.text import Text

_ADVICE = {
    FIRST: ("汉字序号后应用顿号", "一、"),
    SECOND: ("带括号的序号后不加标点", "（一）"),
    THIRD: ("阿拉伯数字序号后应用圆点，不用顿号", "1."),
    FOURTH: ("带括号的序号后不加标点", "（1）"),
}


def find_wrong_marks(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each level whose numbers carry a wrong mark."""
    wrong: dict[int, list[Marker]] = {}
    for marker in outline_of(text, context):
        if marker.is_own and marker.passage.cell is None and _is_wrong(marker):
            wrong.setdefault(marker.level, []).append(marker)
    for level, markers in wrong.items():
        message, shape = _ADVICE[level]
        first = markers[0]
        yield first.passage.finding(
            first.start,
            first.end,
            f"{message}（共{len(markers)}处）",
            suggestion=f"写作“{shape}”的形式",
            related=tuple(m.passage.related(m.start, m.end) for m in markers[1:4]),
        )


def _is_wrong(marker: Marker) -> bool:
    last = marker.words[-1]
    if marker.level == FIRST:
        return last in ".．"
    if marker.level in (SECOND, FOURTH):
        return last in "、.．"
    return marker.level == THIRD and last == "、"


CHECK = Check(
    code="FRM-MARK",
    title="序号后的标点",
    group="form",
    severity=Severity.INFO,
    basis="GB/T 9704-2012 7.3.3",
    run=find_wrong_marks,
    wrong=(
        Example("（一）、压实责任\n\n（二）、严格考核", "（一）、"),
        Example("1、登记造册。\n\n2、逐户核实。", "1、"),
    ),
    right=(Example("一、压实责任\n\n（一）层层落实\n\n1.登记造册。\n\n（1）逐户核实。"),),
)
