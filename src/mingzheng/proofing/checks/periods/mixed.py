"""Figures of one report stand under many different periods (全年, 今年以来, 截至11月底, 1-9月 …): they cannot be added or compared.

Told once, as information.
"""

from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_MOST = 6


def find_mixed_periods(text: Text, context: Context) -> Iterator[Finding]:
    """Yield one finding when the measured figures stand under more than a handful of periods."""
    seen: dict[str, int] = {}
    figures = [q for q in context.quantities(text) if q.kind == "measured" and (q.period or q.as_of)]
    for number, figure in enumerate(figures):
        seen.setdefault(figure.as_of or figure.period, number)
    if len(seen) > _MOST:
        first = figures[list(seen.values())[_MOST]]
        passage = text.passages[first.passage]
        words = "、".join(list(seen)[:10])
        message = f"全文数字使用{len(seen)}种时期口径（{words}），不同口径的数字不能相加、不能直接比较"
        yield passage.finding(
            first.at, first.until, message, computed=str(len(seen)), suggestion="统一统计截止日", confidence=0.6
        )


CHECK = Check(
    code="PER-MIXED",
    title="时期口径不一",
    group="periods",
    severity=Severity.INFO,
    basis="统计口径应当一致（统计法第七条）",
    run=find_mixed_periods,
    wrong=(
        Example(
            "2024年办理来文30件。今年以来办理来访20件。截至目前办理来电40件。截至11月底发布信息50条。全年培训6次。1-9月报送信息7篇。上半年检查8次。",
            "8次",
            "7",
        ),
    ),
    right=(Example("2024年办理来文30件。今年以来办理来访20件。全年培训6次。"),),
)
