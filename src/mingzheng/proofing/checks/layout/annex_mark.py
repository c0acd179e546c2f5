"""The annex note begins two characters from the left; an annex's mark 附件 stands in 3号黑体 at the left edge.

Rule and source: GB/T 9704-2012 7.3.4, 7.3.8.
"""

from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import HEITI, Layout, layout_of, told
from mingzheng.proofing.text import Text

from ._samples import DOCUMENT, changed, notice, styled

_SIZE, _NOTE_INDENT, _TOLERANCE = 16.0, 2.0, 0.4


def find_other_annex_marks(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each thing in which an annex's mark deviates."""
    layout = layout_of(text, context)
    if layout is None:
        return
    yield from _note(layout)
    for item in layout.role("annex"):
        run = item.line.main
        if run is None:
            continue
        if run.font and run.font not in HEITI:
            yield told(item.passage, "附件标记字体", run.font, "黑体")
        if abs(run.size - _SIZE) > 0.1:
            yield told(item.passage, "附件标记字号", f"{run.size:g}磅", "3号（16磅）")
        if item.line.first_line + item.line.left > 0.3 or item.line.align in {"center", "right"}:
            yield told(item.passage, "附件标记位置", "未顶格", "版心左上角顶格")


def _note(layout: Layout) -> Iterator[Finding]:
    """Yield one finding when the note's first line does not begin two characters from the left."""
    for item in layout.role("annex_note")[:1]:
        typed = len(item.line.text) - len(item.line.text.lstrip("\u3000"))
        start = item.line.left + item.line.first_line + typed
        if abs(start - _NOTE_INDENT) > _TOLERANCE and item.line.align not in {"center", "right"}:
            yield told(item.passage, "附件说明左空", f"{start:g}字", "2字")


CHECK = Check(
    code="DOC-ANNEX",
    title="附件说明和附件标记的位置",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.8",
    run=find_other_annex_marks,
    wrong=(
        Example(
            "附件：河道治理任务清单（顶格）",
            "附件：河道治理任务清单",
            computed="2字",
            word=changed(DOCUMENT, ('w:leftChars="500" w:left="1600"', 'w:leftChars="300" w:left="960"')),
        ),
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
