"""The title is 2号小标宋, in the middle.

Rule and source: GB/T 9704-2012 7.3.1. How it is worded is `checks.sending.title_elements`.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import XIAOBIAOSONG, layout_of, told
from mingzheng.proofing.text import Text

from ._samples import notice, styled

_SIZE = 22.0


def find_other_title(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for the title's font, size and place, at its first line."""
    layout = layout_of(text, context)
    titles = layout.role("title") if layout is not None else ()
    if not titles or titles[0].line.main is None:
        return
    first, run = titles[0], titles[0].line.main
    if run.font and run.font not in XIAOBIAOSONG:
        yield told(first.passage, "标题字体", run.font, "小标宋体（方正小标宋简体）")
    if abs(run.size - _SIZE) > 0.1:
        yield told(first.passage, "标题字号", f"{run.size:g}磅", "2号（22磅）")
    if first.line.align != "center":
        yield told(first.passage, "标题位置", "未居中", "居中")


_QUOTE = "云山区人民政府办公室"
CHECK = Check(
    code="DOC-TITLE",
    title="标题字体、字号、位置",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.1",
    run=find_other_title,
    wrong=(
        Example(
            _QUOTE + "关于做好河道治理工作的通知（黑体）",
            _QUOTE,
            computed="小标宋体（方正小标宋简体）",
            word=styled("Title", ("方正小标宋简体", "黑体")),
        ),
        Example(
            _QUOTE + "关于做好河道治理工作的通知（小二号）",
            _QUOTE,
            computed="2号（22磅）",
            word=styled("Title", ('w:sz w:val="44"', 'w:sz w:val="36"')),
        ),
        Example(
            _QUOTE + "关于做好河道治理工作的通知（左对齐）",
            _QUOTE,
            computed="居中",
            word=styled("Title", ('w:jc w:val="center"', 'w:jc w:val="left"')),
        ),
    ),
    right=(Example(_QUOTE + "关于做好河道治理工作的通知（2号小标宋居中）", word=notice),),
)
