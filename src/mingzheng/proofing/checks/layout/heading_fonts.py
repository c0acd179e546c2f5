"""Headings by level: 一、黑体, （一）楷体, 1. and （1） 仿宋, all of 3号.

Rule and source: GB/T 9704-2012 7.3.3. A heading run into its paragraph is judged by its own words.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import FANGSONG, HEITI, KAITI, Laid, deviation, layout_of
from mingzheng.proofing.structure.word_parts import Letters
from mingzheng.proofing.text import Text

from ._samples import DOCUMENT, changed, notice, styled

_SIZE = 16.0
_LEVELS = {
    "heading1": ("第一层标题（一、）", HEITI, "黑体"),
    "heading2": ("第二层标题（（一））", KAITI, "楷体_GB2312"),
    "heading3": ("第三层标题（1.）", FANGSONG, "仿宋_GB2312"),
    "heading4": ("第四层标题（（1））", FANGSONG, "仿宋_GB2312"),
}


def find_other_headings(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each level set in another font or size."""
    layout = layout_of(text, context)
    if layout is None:
        return
    for role, (name, fonts, required) in _LEVELS.items():
        items = [item for item in layout.role(role) if _run(item) is not None]
        yield from deviation(
            [i for i in items if _font(i) and _font(i) not in fonts and not _is_item(i, role)],
            f"{name}字体",
            _font,
            required,
        )
        yield from deviation(
            [i for i in items if abs(_size(i) - _SIZE) > 0.1], f"{name}字号", lambda i: f"{_size(i):g}磅", "3号（16磅）"
        )


def _run(item: Laid) -> Letters | None:
    """Return the run that holds the heading's first words."""
    return next((run for run in item.line.runs if run.text.strip()), None)


def _is_item(item: Laid, role: str) -> bool:
    """A （一） that opens a whole sentence in one run with its paragraph is an item of a list, no heading."""
    single = sum(1 for run in item.line.runs if run.text.strip()) == 1
    return role == "heading2" and single and len(item.passage.clean) > 40


def _font(item: Laid) -> str:
    run = _run(item)
    return run.font if run else ""


def _size(item: Laid) -> float:
    run = _run(item)
    return run.size if run else _SIZE


CHECK = Check(
    code="DOC-HEADING",
    title="各层标题字体",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.3",
    run=find_other_headings,
    wrong=(
        Example(
            "一、主要任务（仿宋）", "一、主要任务", computed="黑体", word=styled("Heading1", ("黑体", "仿宋_GB2312"))
        ),
        Example(
            "一、主要任务（四号）",
            "一、主要任务",
            computed="3号（16磅）",
            word=styled("Heading1", ('w:sz w:val="32"', 'w:sz w:val="28"')),
        ),
        Example(
            "（一）编制方案。（宋体）",
            "（一）编制方案。",
            computed="楷体_GB2312",
            word=changed(DOCUMENT, ("楷体_GB2312", "宋体")),
        ),
    ),
    right=(Example("一、主要任务（黑体）（一）编制方案。（楷体）", word=notice),),
)
