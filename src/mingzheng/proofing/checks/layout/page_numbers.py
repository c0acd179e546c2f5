"""Page numbers are 4号宋体 Arabic between two one-character dashes, at the right on odd pages and at the left on even ones.

Rule and source: GB/T 9704-2012 7.5.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import SONGTI, Layout, layout_of, told
from mingzheng.proofing.structure.word_parts import Footer
from mingzheng.proofing.text import Text

from ._samples import FOOTER, SETTINGS, changed, notice

_SIZE = 14.0
_DASHED = re.compile(r"^\s*[—–－]\s*\d*\s*[—–－]\s*$")
_FORM = "— 1 —（数字左右各一条一字线）"


def find_other_page_numbers(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for missing page numbers, or for each thing in which they deviate."""
    layout = layout_of(text, context)
    if layout is None:
        return
    numbered = [footer for footer in layout.word.footers if footer.run is not None]
    if not numbered:
        yield told(layout.start, "页码", "缺", _FORM)
        return
    yield from _form(layout, numbered[0])
    yield from _place(layout, numbered)


def _form(layout: Layout, footer: Footer) -> Iterator[Finding]:
    words = footer.words.strip()
    if not _DASHED.match(words):
        yield told(layout.start, "页码形式", f"“{words}”", _FORM)
    run = footer.run
    if run is None:
        return
    name = run.latin or run.font
    if name and name not in SONGTI and run.font not in SONGTI:
        yield told(layout.start, "页码字体", name, "宋体")
    if abs(run.size - _SIZE) > 0.1:
        yield told(layout.start, "页码字号", f"{run.size:g}磅", "4号（14磅）")


def _place(layout: Layout, footers: list[Footer]) -> Iterator[Finding]:
    if any(footer.align == "both-sides" for footer in footers):
        return
    places = {footer.kind: footer.align for footer in footers}
    if places.get("default") not in {"right", "end"}:
        yield told(layout.start, "单页页码位置", "居中" if places.get("default") == "center" else "居左", "居右空一字")
    elif not layout.word.two_sided or places.get("even", "left") not in {"left", "both", "start"}:
        yield told(layout.start, "双页页码位置", "与单页相同", "居左空一字（奇偶页不同）")


_QUOTE = "云山区人民政府办公室文件"
CHECK = Check(
    code="DOC-PAGE-NUMBER",
    title="页码",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.5",
    run=find_other_page_numbers,
    wrong=(
        Example(_QUOTE + "（页码为“第1页”）", _QUOTE, computed=_FORM, word=changed(FOOTER, ("— ", "第"), (" —", "页"))),
        Example(
            _QUOTE + "（页码小五号）",
            _QUOTE,
            computed="4号（14磅）",
            word=changed(FOOTER, ('w:val="28"', 'w:val="18"')),
        ),
        Example(_QUOTE + "（页码仿宋）", _QUOTE, computed="宋体", word=changed(FOOTER, ("宋体", "仿宋_GB2312"))),
        Example(
            _QUOTE + "（页码居中）",
            _QUOTE,
            computed="居右空一字",
            word=changed(FOOTER, ('w:jc w:val="right"', 'w:jc w:val="center"')),
        ),
        Example(
            _QUOTE + "（奇偶页相同）",
            _QUOTE,
            computed="居左空一字（奇偶页不同）",
            word=changed(SETTINGS, ("<w:evenAndOddHeaders/>", "")),
        ),
        Example(
            _QUOTE + "（无页码）",
            _QUOTE,
            computed=_FORM,
            word=changed("word/document.xml", ("w:footerReference", "w:footnoteProperties")),
        ),
    ),
    right=(Example(_QUOTE + "（页码为4号宋体— 1 —，单右双左）", word=notice),),
)
