"""Body text is 3号仿宋, black, each paragraph indented by two characters.

Rule and source: GB/T 9704-2012 5.2.2, 5.2.4, 7.3.3. Fonts go by their official names and the accepted ones of the same
typeface. Line height is `grid`.
"""

from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.layout import FANGSONG, Laid, deviation, layout_of
from mingzheng.proofing.text import Text

from ._samples import notice, styled

SIZE, _INDENT = 16.0, 2.0
_BLACK = {"", "000000"}


def find_other_body(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each font, size, colour and indent the body should not have."""
    layout = layout_of(text, context)
    if layout is None:
        return
    bodies = [item for item in layout.role("body") if item.line.main is not None]
    yield from deviation([i for i in bodies if _font(i) and _font(i) not in FANGSONG], "正文字体", _font, "仿宋_GB2312")
    yield from deviation(
        [i for i in bodies if abs(_size(i) - SIZE) > 0.1], "正文字号", lambda i: f"{_size(i):g}磅", "3号（16磅）"
    )
    yield from deviation([i for i in bodies if _color(i) not in _BLACK], "正文颜色", lambda i: f"#{_color(i)}", "黑色")
    yield from _indents(bodies)


def _indents(bodies: list[Laid]) -> Iterator[Finding]:
    """An indent may be set or typed as two full-width spaces; a heading run in counts as the paragraph's beginning."""
    wrong = [
        i for i in bodies if abs(i.line.first_line - _INDENT) > 0.3 and not _is_typed(i) and i.line.align != "center"
    ]
    yield from deviation(wrong, "正文首行缩进", lambda i: f"{i.line.first_line:g}字", "2字")


def _is_typed(item: Laid) -> bool:
    words = item.line.text
    return words.startswith(("\u3000\u3000", "    ")) and abs(item.line.first_line) < 0.3


def _font(item: Laid) -> str:
    return item.line.main.font if item.line.main else ""


def _size(item: Laid) -> float:
    return item.line.main.size if item.line.main else SIZE


def _color(item: Laid) -> str:
    return item.line.main.color if item.line.main else ""


_QUOTE = "各镇街要对照任务清单"
CHECK = Check(
    code="DOC-BODY",
    title="正文字体、字号、缩进",
    group="layout",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 5.2.2",
    run=find_other_body,
    wrong=(
        Example(_QUOTE + "（宋体）", _QUOTE, computed="仿宋_GB2312", word=styled("BodyText", ("仿宋_GB2312", "宋体"))),
        Example(
            _QUOTE + "（四号）",
            _QUOTE,
            computed="3号（16磅）",
            word=styled("BodyText", ('w:sz w:val="32"', 'w:sz w:val="28"')),
        ),
        Example(
            _QUOTE + "（蓝色）", _QUOTE, computed="黑色", word=styled("BodyText", ('w:val="000000"', 'w:val="0000FF"'))
        ),
        Example(
            _QUOTE + "（顶格）",
            _QUOTE,
            computed="2字",
            word=styled("BodyText", ('w:firstLineChars="200" w:firstLine="640"', "")),
        ),
    ),
    right=(
        Example(_QUOTE + "（3号仿宋，首行缩进2字）", word=notice),
        Example(_QUOTE + "（方正仿宋）", word=styled("BodyText", ("仿宋_GB2312", "方正仿宋_GBK"))),
    ),
)
