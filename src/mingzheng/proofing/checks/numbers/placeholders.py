"""A number left unfilled: N个, XX件, ××项, ____万元, （此处填写）.

「1+N」 and 「N+1」 are names; ×× that hides a person's name is not followed by a measure word.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_WORDS = re.compile(
    r"[（(【\[](?:此处|请|待)(?:填写|补充|填入|核实|填)[^（）()【】\[\]]{0,20}[）)】\]]|[（(【](?:待定|待补|待填|略待补|数据待核)[）)】]"
    r"|(?<![\dA-Za-z])(?:XX|××|X{2,4})(?:年|月)(?!\d)|(?<!\d)20[X×_]{2}年"
)


def find_placeholders(text: Text, context: Context) -> Iterator[Finding]:
    """Yield every number or field that was not filled in."""
    for quantity in context.quantities(text):
        if quantity.kind == "placeholder":
            passage = text.passages[quantity.passage]
            message = "数字未填写，仍为占位符"
            yield passage.finding(
                quantity.at, quantity.until, message, stated=quantity.quote, suggestion="填入实际数字", confidence=0.95
            )
    for passage in text.passages:
        if any(mark in passage.clean for mark in ("X", "×", "_", "此处", "填", "待")):
            for match in _WORDS.finditer(passage.clean):
                yield passage.finding(match.start(), match.end(), "内容未填写", stated=match[0], confidence=0.9)


CHECK = Check(
    code="NUM-PLACEHOLDER",
    title="未填写的占位符",
    group="numbers",
    severity=Severity.ERROR,
    basis="公文内容应当完整（党政机关公文处理工作条例第十九条）",
    run=find_placeholders,
    wrong=(
        Example("对以前年度审计的N个项目、N个问题跟进落实。", "N个"),
        Example("全年共办理群众来信XX件。", "XX件"),
        Example("完成投资____万元。", "____万元"),
        Example("共涉及××个单位（此处填写单位数）。", "××个"),
    ),
    right=(
        Example("构建“1+N”政策体系，推出N+1服务模式。"),
        Example("当事人李××于6月提出申请。"),
        Example("打造X射线检测中心3个。"),
        Example("接入X86服务器20台。"),
    ),
)
