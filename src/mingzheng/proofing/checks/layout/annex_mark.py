"""附件 and its number stand in 3号黑体 at the left edge of a new page.

Rule and source: GB/T 9704-2012 7.3.8.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import HEITI, layout_of, told
from mingzheng.proofing.text import Text

from ._samples import notice, styled

_SIZE = 16.0


def find_other_annex_marks(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each thing in which an annex's mark deviates."""
    layout = layout_of(text, context)
    for item in layout.role("annex") if layout is not None else ():
        run = item.line.main
        if run is None:
            continue
        if run.font and run.font not in HEITI:
            yield told(item.passage, "附件标记字体", run.font, "黑体")
        if abs(run.size - _SIZE) > 0.1:
            yield told(item.passage, "附件标记字号", f"{run.size:g}磅", "3号（16磅）")
        if item.line.first_line + item.line.left > 0.3 or item.line.align in {"center", "right"}:
            yield told(item.passage, "附件标记位置", "未顶格", "版心左上角顶格")


CHECK = Check(
    code="DOC-ANNEX",
    title="附件标记",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.8",
    run=find_other_annex_marks,
    wrong=(
        Example("附件（仿宋）", "附件", computed="黑体", word=styled("附件标记", ("黑体", "仿宋_GB2312"))),
        Example(
            "附件（四号）",
            "附件",
            computed="3号（16磅）",
            word=styled("附件标记", ('w:sz w:val="32"', 'w:sz w:val="28"')),
        ),
        Example(
            "附件（居中）",
            "附件",
            computed="版心左上角顶格",
            word=styled("附件标记", ('w:jc w:val="left"', 'w:jc w:val="center"')),
        ),
    ),
    right=(Example("附件（3号黑体顶格）", word=notice),),
)
