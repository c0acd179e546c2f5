"""What a converter, a page or a keyboard left in the words is stripped before reading and reported once for each kind.

It is not the author's error; it is told so that nobody wonders why 84个披露问题—5—的整改 was read without the 5.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_WORDS = {
    "page": "页码印在正文中，已去除",
    "spaces": "文字与数字间有多余空格，已去除",
    "widths": "数字或百分号为全角，已按半角读取",
    "markdown": "含标记符号或网页标签，已去除",
    "invisible": "含不可见字符，已去除",
    "picture": "含图片的英文说明（识别残留），已去除",
    "wrapped": "一段文字按行断开，已合并",
}


def find_debris(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each kind of debris, at the first place."""
    for debris in text.debris:
        place = debris.place
        quote = text.paragraphs[place.paragraph][place.start : place.end]
        message = f"{_WORDS[debris.kind]}（共{debris.count}处）"
        yield Finding(quote, place.paragraph, place.start, place.end, message, confidence=1.0, page=place.page)


CHECK = Check(
    code="INP-DEBRIS",
    title="转换残留",
    group="input",
    severity=Severity.INFO,
    basis="核校前的文本整理",
    run=find_debris,
    wrong=(
        Example("全年开展普法活动\n\n— 12 —\n\n六次。", "— 12 —"),
        Example("全年办理群众来信３２件。", "３"),
        Example("全年办理群众来信 32 件。", " "),
    ),
    right=(Example("全年办理群众来信32件，办结30件。"), Example("坚持以人民为中心——把实事办实。")),
)
