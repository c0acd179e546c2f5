"""The recipients begin at the left edge, without indent.

Rule and source: GB/T 9704-2012 7.3.2.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import layout_of, told
from mingzheng.proofing.text import Text

from ._samples import notice, styled


def find_indented_recipients(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding when the line of the recipients is indented or not at the left."""
    layout = layout_of(text, context)
    for item in layout.role("recipients")[:1] if layout is not None else ():
        indent = item.line.first_line + item.line.left
        if item.line.align in {"center", "right"}:
            yield told(item.passage, "主送机关位置", "居中或居右", "居左顶格")
        elif indent > 0.3 or item.line.text.startswith(("\u3000", "  ")):
            yield told(item.passage, "主送机关缩进", f"{indent:g}字", "居左顶格（0字）")


CHECK = Check(
    code="DOC-RECIPIENTS",
    title="主送机关顶格",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.2",
    run=find_indented_recipients,
    wrong=(
        Example(
            "各镇人民政府，各街道办事处：（缩进2字）",
            "各镇人民政府",
            computed="居左顶格（0字）",
            word=styled("主送机关", ('w:right="0"', 'w:right="0" w:firstLineChars="200"')),
        ),
    ),
    right=(Example("各镇人民政府，各街道办事处：（顶格）", word=notice),),
)
