"""A figure that last year's document gave and this one does not, though what stood beside it is there.

A table of several years must show 未报 for it, not zero. Told as information at the figure that stands where it stood.
"""

from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Quantity, Severity
from mingzheng.proofing.relations.arithmetic import plain
from mingzheng.proofing.relations.matching import describe, match_quantities
from mingzheng.proofing.text import Text

_KNOWN = 0.45
_MOST = 30


def find_vanished(text: Text, context: Context) -> Iterator[Finding]:
    """Yield the figures of last year that nothing in this year's text speaks of, each at its last neighbour."""
    previous = context.previous
    if previous is None:
        return
    pairs = {(match.before.passage, match.before.at): match.now for match in match_quantities(text, previous, context)}
    words = _pairs_of(text)
    neighbour: Quantity | None = None
    found = 0
    for figure in context.quantities(previous):
        matched = pairs.get((figure.passage, figure.at))
        if matched is not None:
            neighbour = matched
            continue
        if neighbour is None or found >= _MOST or not _is_gone(previous, figure, words):
            continue
        found += 1
        yield _finding(text, previous, figure, neighbour)


def _is_gone(previous: Text, figure: Quantity, words: frozenset[str]) -> bool:
    if figure.kind != "measured" or figure.unit in ("%", "‰") or previous.passages[figure.passage].cell is not None:
        return False
    named = {pair for pair in describe(previous, figure) if "|" not in pair}
    return (
        len(named) >= 3 and len(named & words) < len(named) * _KNOWN
        if len(named) > 4
        else bool(named) and not named <= words
    )


def _pairs_of(text: Text) -> frozenset[str]:
    return frozenset(passage.clean[i : i + 2] for passage in text.passages for i in range(len(passage.clean) - 1))


def _finding(text: Text, previous: Text, figure: Quantity, neighbour: Quantity) -> Finding:
    old = previous.passages[figure.passage]
    start = max(0, figure.at - 14)
    return text.passages[neighbour.passage].finding(
        neighbour.at,
        neighbour.until,
        f"上年文件列有“{old.clean[start : figure.until]}”，本年未见该项数据",
        stated="",
        computed=f"{plain(figure.value)}{figure.scale}{figure.unit}",
        suggestion="补报该项，或说明不再统计的原因；比较表中写“未报”，不写0",
        related=(old.related(figure.at, figure.until, path=previous.path),),
        confidence=0.5,
    )


CHECK = Check(
    code="NUM-PREV-GONE",
    title="上年有而本年未报的数据",
    group="comparison",
    severity=Severity.INFO,
    basis="年度报告数据应当完整（政府信息公开条例第五十条）",
    run=find_vanished,
    wrong=(
        Example(
            "自助区可办理社保业务38项，公安业务9项。",
            "9项",
            previous="自助区可办理社保业务38项，公安业务9项，交警业务4项。",
        ),
    ),
    right=(
        Example(
            "自助区可办理社保业务38项，公安业务9项，交警业务6项。",
            previous="自助区可办理社保业务38项，公安业务9项，交警业务4项。",
        ),
        Example(
            "自助区可办理社保业务38项，公安业务9项。交警业务已全部转网上办理。",
            previous="自助区可办理社保业务38项，公安业务9项，交警业务4项。",
        ),
    ),
)
