"""The imprint is 4号仿宋; its outer rules are thick (0.35 mm), those between thin (0.25 mm).

Rule and source: GB/T 9704-2012 7.4. Rules are measured where the imprint is set as a table.
"""

from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import FANGSONG, Laid, Layout, layout_of, told
from mingzheng.proofing.text import Text

from ._samples import DOCUMENT, changed, notice, styled

_SIZE = 14.0
_EIGHTHS_PER_MM = 8 * 72 / 25.4
_THICK, _THIN, _TOLERANCE = 0.35, 0.25, 0.08


def find_other_imprint(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each thing in which the imprint deviates."""
    layout = layout_of(text, context)
    lines = layout.role("copies", "printed") if layout is not None else ()
    if layout is None or not lines:
        return
    yield from _letters(lines[0])
    if lines[0].line.in_table:
        yield from _rules(layout, lines[0])


def _letters(item: Laid) -> Iterator[Finding]:
    run = item.line.main
    if run is None:
        return
    if run.font and run.font not in FANGSONG:
        yield told(item.passage, "版记字体", run.font, "仿宋_GB2312")
    if abs(run.size - _SIZE) > 0.1:
        yield told(item.passage, "版记字号", f"{run.size:g}磅", "4号（14磅）")


def _rules(layout: Layout, item: Laid) -> Iterator[Finding]:
    for side, eighths in layout.word.rules:
        width = eighths / _EIGHTHS_PER_MM
        if side in {"top", "bottom"} and abs(width - _THICK) > _TOLERANCE:
            name = "首条" if side == "top" else "末条"
            yield told(item.passage, f"版记{name}分隔线", f"{width:.2f}毫米", "0.35毫米")
        elif side == "insideH" and abs(width - _THIN) > _TOLERANCE:
            yield told(item.passage, "版记中间分隔线", f"{width:.2f}毫米", "0.25毫米")


_QUOTE = "抄送：区委办公室。"
CHECK = Check(
    code="DOC-IMPRINT",
    title="版记",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.4",
    run=find_other_imprint,
    wrong=(
        Example(
            _QUOTE + "（3号）",
            _QUOTE,
            computed="4号（14磅）",
            word=styled("版记", ('w:sz w:val="28"', 'w:sz w:val="32"')),
        ),
        Example(_QUOTE + "（宋体）", _QUOTE, computed="仿宋_GB2312", word=styled("版记", ("仿宋_GB2312", "宋体"))),
        Example(
            _QUOTE + "（首条线0.18毫米）",
            _QUOTE,
            computed="0.35毫米",
            word=changed(DOCUMENT, ('<w:top w:val="single" w:sz="8"', '<w:top w:val="single" w:sz="4"')),
        ),
        Example(
            _QUOTE + "（中间线0.53毫米）",
            _QUOTE,
            computed="0.25毫米",
            word=changed(DOCUMENT, ('<w:insideH w:val="single" w:sz="6"', '<w:insideH w:val="single" w:sz="12"')),
        ),
    ),
    right=(Example(_QUOTE + "（4号仿宋，粗线0.35毫米、细线0.25毫米）", word=notice),),
)
