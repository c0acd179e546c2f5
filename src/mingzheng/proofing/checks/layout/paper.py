"""The paper is A4, 210 mm by 297 mm.

Rule and source: GB/T 9704-2012 5.1. Margins are `margins`.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import layout_of, told
from mingzheng.proofing.text import Text

from ._samples import DOCUMENT, changed, notice

_WIDTH, _HEIGHT, _TOLERANCE = 210.0, 297.0, 1.0


def find_other_paper(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding when the first section is not A4 upright."""
    layout = layout_of(text, context)
    if layout is None:
        return
    page = layout.word.pages[0]
    if abs(page.width - _WIDTH) > _TOLERANCE or abs(page.height - _HEIGHT) > _TOLERANCE:
        yield told(layout.start, "用纸", f"{page.width:.0f}×{page.height:.0f}毫米", "210×297毫米（A4）")


CHECK = Check(
    code="DOC-PAPER",
    title="用纸",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 5.1",
    run=find_other_paper,
    wrong=(
        Example(
            "云山区人民政府办公室文件（用纸为Letter）",
            "云山区人民政府办公室文件",
            computed="210×297毫米（A4）",
            word=changed(DOCUMENT, ('w:w="11906"', 'w:w="12240"'), ('w:h="16838"', 'w:h="15840"')),
        ),
    ),
    right=(Example("云山区人民政府办公室文件（用纸为A4）", word=notice),),
)
