"""The red head: the organ's name in red 小标宋 in the middle, the number below it, a red rule below that.

Rule and source: GB/T 9704-2012 7.2.4, 7.2.5, 7.2.7. The number of an upward document stands at the left with one
character's space, beside the signer; any other number in the middle.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import KAITI, XIAOBIAOSONG, Laid, Layout, layout_of, told
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text

from ._samples import DOCUMENT, changed, notice, request, styled

_MOST_OTHER = 0x50
_LEAST_RED = 0xB0


def find_other_head(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each thing in which the red head deviates."""
    layout = layout_of(text, context)
    marks = layout.role("mark") if layout is not None else ()
    if layout is None or not marks:
        return
    yield from _mark(marks[0])
    yield from _number(layout, has_signer=parts_of(text, context).first("signer") is not None)
    yield from _rule(layout)


def _mark(item: Laid) -> Iterator[Finding]:
    run = item.line.main
    if run is None:
        return
    if not is_red(run.color):
        yield told(item.passage, "发文机关标志颜色", f"#{run.color}" if run.color else "黑色", "红色")
    if run.font and run.font not in XIAOBIAOSONG:
        yield told(item.passage, "发文机关标志字体", run.font, "小标宋体")
    if item.line.align != "center" and not item.line.in_table:
        yield told(item.passage, "发文机关标志位置", "未居中", "居中")


def _number(layout: Layout, *, has_signer: bool) -> Iterator[Finding]:
    for item in layout.role("number")[:1]:
        if has_signer:
            yield from _signer(item)
            indent = item.line.first_line + item.line.left
            if item.line.align == "center" or abs(indent - 1) > 0.3:
                yield told(
                    item.passage,
                    "上行文发文字号位置",
                    "居中" if item.line.align == "center" else f"左空{indent:g}字",
                    "居左空1字",
                )
        elif item.line.align != "center":
            yield told(item.passage, "发文字号位置", "未居中", "居中")


def _signer(item: Laid) -> Iterator[Finding]:
    """The names behind 签发人： are set in 楷体."""
    names = [run for run in item.line.runs if run.text.strip()][-1:]
    for run in names:
        if "签发人" not in run.text and run.font and run.font not in KAITI:
            yield told(item.passage, "签发人姓名字体", run.font, "楷体_GB2312")


def _rule(layout: Layout) -> Iterator[Finding]:
    colors = [line.rule_color for line in layout.word.lines if line.rule_color]
    if not layout.word.has_drawn_lines and not any(is_red(color) for color in colors):
        number = [*layout.role("number"), *layout.role("mark")][0]
        yield told(number.passage, "发文字号之下的分隔线", "黑色" if colors else "缺", "红色分隔线")


def is_red(color: str) -> bool:
    """Say whether a hex colour is a red of the kind heads are printed in."""
    if not re.fullmatch(r"[0-9A-F]{6}", color):
        return False
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return red >= _LEAST_RED and green <= _MOST_OTHER and blue <= _MOST_OTHER


_MARK = "云山区人民政府办公室文件"
CHECK = Check(
    code="DOC-HEAD",
    title="版头",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.2",
    run=find_other_head,
    wrong=(
        Example(f"{_MARK}（黑色）", _MARK, computed="红色", word=styled("发文机关标志", ("D7000F", "000000"))),
        Example(
            f"{_MARK}（黑体）", _MARK, computed="小标宋体", word=styled("发文机关标志", ("方正小标宋简体", "黑体"))
        ),
        Example(f"{_MARK}（居左）", _MARK, computed="居中", word=styled("发文机关标志", ('"center"', '"left"'))),
        Example(
            "云府办〔2026〕3号（居左）",
            "云府办〔2026〕3号",
            computed="居中",
            word=styled("发文字号", ('"center"', '"left"')),
        ),
        Example(
            "云府办〔2026〕3号（黑色分隔线）",
            "云府办〔2026〕3号",
            computed="红色分隔线",
            word=changed(DOCUMENT, ('w:space="11" w:color="D7000F"', 'w:space="11" w:color="000000"')),
        ),
        Example(
            "云府〔2026〕23号　签发人：张大山（姓名宋体）",
            "云府〔2026〕23号",
            computed="楷体_GB2312",
            word=changed(DOCUMENT, ("楷体_GB2312", "宋体"), source=request),
        ),
        Example(
            "云府〔2026〕23号　签发人：张大山（顶格）",
            "云府〔2026〕23号",
            computed="居左空1字",
            word=changed(DOCUMENT, ('w:firstLineChars="100" w:firstLine="320"', ""), source=request),
        ),
    ),
    right=(
        Example(f"{_MARK}（红色小标宋居中，下有红线）", word=notice),
        Example("云府〔2026〕23号（居左空1字）", word=request),
    ),
)
