"""The report has the three tables with all their rows and the six parts under their fixed titles.

A county has no power to make 规章, so that row holds zeros there (立法法 第九十三条).
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.disclosure.form import BASIS, PARTS
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._audits import findings, lines

_PARTS = "\n\n".join(f"{number}、{part}" for number, part in zip("一二三四五六", PARTS, strict=True))
_OPENNESS = "现行有效件数 规章 0 0 {rules} 行政规范性文件 6 2 44 行政许可 9 行政处罚 8 行政强制 0 行政事业性收费 12.5"
_REMEDIES = "结果维持 结果纠正 其他结果 尚未审结 总计 " * 3 + "0 " * 15
_TABLES = f"{_OPENNESS}\n\n{lines()}\n\n{_REMEDIES}"
_TITLE = "云山区人民政府2025年政府信息公开工作年度报告"


def run(text: Text, context: Context) -> Iterable[Finding]:
    """Yield what the form wants and the report lacks."""
    return findings("FORM", text, context)


CHECK = Check(
    code="DAR-FORM",
    title="年报格式完整",
    group="disclosure",
    severity=Severity.WARNING,
    basis=BASIS,
    run=run,
    wrong=(
        Example(f"{_TITLE}\n\n{_TABLES.format(rules=2)}\n\n{_PARTS}", "2", "0"),
        Example(f"{_TITLE}\n\n{_TABLES.format(rules=0)}\n\n{_PARTS.replace(PARTS[5], '')}", _TITLE),
        Example(lines("r01", "r02"), "24"),
    ),
    right=(Example(f"{_TITLE}\n\n{_TABLES.format(rules=0)}\n\n{_PARTS}"), Example("政府信息公开工作平稳有序。")),
)
