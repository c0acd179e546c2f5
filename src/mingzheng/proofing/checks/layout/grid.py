"""Each page holds 22 lines of 28 characters.

Rule and source: GB/T 9704-2012 5.2.3 (特定情况可以作适当调整, so characters are told as information). Measured from the
body: its exact line height, or the page's grid; the width of a character from its size, its spacing and the grid.
"""

from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import Laid, Layout, layout_of, told
from mingzheng.proofing.structure.word_parts import MM_PER_TWIP
from mingzheng.proofing.text import Text

from ._samples import DOCUMENT, STYLES, changed, notice, styled

LINES, CHARACTERS = 22, 28
_POINTS_PER_MM = 1 / (MM_PER_TWIP * 20)
_SLACK_LINES, _SLACK_CHARACTERS = 0.1, 0.1


def find_other_grid(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding when a page of body text does not hold 22 lines, one when a line does not hold 28 characters."""
    layout = layout_of(text, context)
    bodies = layout.role("body") if layout is not None else ()
    if layout is not None and bodies:
        usual = max(bodies, key=lambda item: len(item.passage.clean))
        yield from _lines(layout, usual)
        yield from _characters(layout, usual)


def _lines(layout: Layout, body: Laid) -> Iterator[Finding]:
    page = layout.word.pages[0]
    on_grid = page.grid_kind in {"lines", "linesAndChars", "snapToChars"}
    pitch = body.line.line_points or (page.grid_points * body.line.line_share if on_grid else 0)
    if not pitch:
        yield told(body.passage, "正文行距", "未设固定值或网格", "每面22行（约28.95磅）")
        return
    lines = int((page.height - page.top - page.bottom) * _POINTS_PER_MM / pitch + _SLACK_LINES)
    if lines != LINES:
        yield told(body.passage, "每面行数", f"{lines}行（行距{pitch:.1f}磅）", f"{LINES}行（行距约28.95磅）")


def _characters(layout: Layout, body: Laid) -> Iterator[Finding]:
    page, run = layout.word.pages[0], body.line.main
    if run is None:
        return
    width = run.size + run.spacing + (page.grid_letter if page.grid_kind in {"linesAndChars", "snapToChars"} else 0)
    count = int((page.width - page.left - page.right) * _POINTS_PER_MM / max(width, 1) + _SLACK_CHARACTERS)
    if count != CHARACTERS:
        yield told(body.passage, "每行字数", f"{count}字", f"{CHARACTERS}字", severity=Severity.INFO)


CHECK = Check(
    code="DOC-GRID",
    title="每面22行、每行28字",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 5.2.3",
    run=find_other_grid,
    wrong=(
        Example(
            "各镇街要对照任务清单逐项细化措施（行距20磅）",
            "各镇街要对照任务清单",
            computed="22行（行距约28.95磅）",
            word=changed(STYLES, ('w:line="579"', 'w:line="400"')),
        ),
        Example(
            "各镇街要对照任务清单逐项细化措施（1.5倍行距，不设网格）",
            "各镇街要对照任务清单",
            word=changed(STYLES, ('w:lineRule="exact" w:line="579"', 'w:lineRule="auto" w:line="360"')),
        ),
        Example(
            "各镇街要对照任务清单逐项细化措施（字间不紧缩，每行27字）",
            "各镇街要对照任务清单",
            computed="28字",
            word=styled("Normal", ('<w:spacing w:val="-5"/>', "")),
        ),
    ),
    right=(
        Example("各镇街要对照任务清单逐项细化措施（行距28磅）", word=changed(STYLES, ('w:line="579"', 'w:line="560"'))),
        Example("各镇街要对照任务清单逐项细化措施（22行、28字）", word=notice),
        Example(
            "各镇街要对照任务清单逐项细化措施（同上，网格另设）",
            word=changed(DOCUMENT, ('w:type="lines"', 'w:type="linesAndChars"')),
        ),
    ),
)
