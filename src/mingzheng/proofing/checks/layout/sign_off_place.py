"""Name and day of signing stand at the right: the day four characters from the edge under a seal, two without.

Rule and source: GB/T 9704-2012 7.3.5. What is typed with spaces cannot be measured and is only told when it begins at
the left edge. The day's form is `checks.form.sign_off_dates`.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import Laid, layout_of, told
from mingzheng.proofing.text import Text

from ._samples import DOCUMENT, changed, notice, styled

_LEAST = 1.7
_FAR_LEFT = 6.0
_REQUIRED = "右空四字（不加盖印章时右空二字以上）"


def find_misplaced_sign_off(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding when the day touches the right edge, and one for name or day at the left."""
    layout = layout_of(text, context)
    if layout is None:
        return
    for item in layout.role("date")[:1]:
        if item.line.align in {"right", "end"}:
            if item.line.right < _LEAST and not item.line.text.endswith(("\u3000", "  ")):
                yield told(item.passage, "成文日期右空", f"{item.line.right:g}字", _REQUIRED)
        elif _is_at_left(item):
            yield told(item.passage, "成文日期位置", "居左" if item.line.align != "center" else "居中", _REQUIRED)
    for item in layout.role("issuer")[:1]:
        if item.line.align not in {"right", "end"} and _is_at_left(item):
            yield told(item.passage, "发文机关署名位置", "居左" if item.line.align != "center" else "居中", "居右")


def _is_at_left(item: Laid) -> bool:
    lead = len(item.line.text) - len(item.line.text.lstrip())
    return item.line.align == "center" or item.line.left + item.line.first_line + lead / 2 < _FAR_LEFT


CHECK = Check(
    code="DOC-SIGN",
    title="署名和成文日期的位置",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.5",
    run=find_misplaced_sign_off,
    wrong=(
        Example(
            "2026年2月5日（右空0字）",
            "2026年2月5日",
            computed=_REQUIRED,
            word=changed(DOCUMENT, ('w:rightChars="400" w:right="1280"', 'w:rightChars="0" w:right="0"')),
        ),
        Example(
            "2026年2月5日（居左）",
            "2026年2月5日",
            computed=_REQUIRED,
            word=styled("成文日期", ('w:jc w:val="right"', 'w:jc w:val="left"')),
        ),
        Example(
            "云山区人民政府办公室（署名居左）",
            "云山区人民政府办公室",
            computed="居右",
            word=styled("署名", ('w:jc w:val="right"', 'w:jc w:val="left"')),
        ),
    ),
    right=(Example("2026年2月5日（右空四字）", word=notice),),
)
