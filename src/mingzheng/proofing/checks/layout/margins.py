"""The margins leave a core of 156 mm by 225 mm: above 37 mm, left 28 mm, right 26 mm, below 35 mm.

Rule and source: GB/T 9704-2012 5.2.1 (天头37±1、订口28±1、版心156×225). The values GB/T 33476.2-2016 gives for electronic
documents (above 34.58, below 32.58) are accepted.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import layout_of, told
from mingzheng.proofing.text import Text

from ._samples import DOCUMENT, changed, notice

_TOLERANCE = 1.05
_SIDES = {
    "top": ("上白边（天头）", (37.0, 34.58), "37毫米±1毫米"),
    "left": ("左白边（订口）", (28.0,), "28毫米±1毫米"),
    "right": ("右白边", (26.0,), "26毫米（版心宽156毫米）"),
    "bottom": ("下白边", (35.0, 32.58), "35毫米（版心高225毫米）"),
}


def find_other_margins(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each margin of the first section that is off."""
    layout = layout_of(text, context)
    if layout is None:
        return
    page = layout.word.pages[0]
    for side, (name, accepted, required) in _SIDES.items():
        value = getattr(page, side)
        if all(abs(value - right) > _TOLERANCE for right in accepted):
            yield told(layout.start, name, f"{value:.1f}毫米", required)


def _wrong(side: str, before: str, after: str, said: str, required: str) -> Example:
    word = changed(DOCUMENT, (f'w:{side}="{before}"', f'w:{side}="{after}"'))
    return Example(f"云山区人民政府办公室文件（{said}）", "云山区人民政府办公室文件", computed=required, word=word)


CHECK = Check(
    code="DOC-MARGIN",
    title="页边与版心",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 5.2.1",
    run=find_other_margins,
    wrong=(
        _wrong("top", "2098", "1440", "上白边25.4毫米", "37毫米±1毫米"),
        _wrong("left", "1587", "1800", "左白边31.8毫米", "28毫米±1毫米"),
        _wrong("right", "1474", "1800", "右白边31.8毫米", "26毫米（版心宽156毫米）"),
        _wrong("bottom", "1984", "1440", "下白边25.4毫米", "35毫米（版心高225毫米）"),
    ),
    right=(Example("云山区人民政府办公室文件（上37、左28、右26、下35毫米）", word=notice),),
)
