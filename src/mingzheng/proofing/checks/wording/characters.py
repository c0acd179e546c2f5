"""Wrong characters that statistics of law texts and a dictionary give away: 大数局产业 for 大数据产业.

A single sentence is looked at closely; in a long document, where chance alone makes suspects, only what is all but
certain is told, unless the document has so many that it was plainly not read over. A change that can be taken as it is
is suggested only where the whole sentence is then believed right. No network, no model weights.

Legal basis: 通用规范汉字表（国发〔2013〕23号）; 党政机关公文处理工作条例 第十九条
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text
from mingzheng.proofing.wording.deciding import find_in_document
from mingzheng.proofing.wording.phrases import find_confusions


def find_characters(text: Text, context: Context) -> Iterable[Finding]:
    """Yield each wrong character or pair with what was probably meant; confusions known by heart are left to theirs."""
    known = frozenset(context.lexicons.get("terms", ()))
    for found in find_in_document([passage.clean for passage in text.passages]):
        passage, correction = text.passages[found.paragraph], found.correction
        around = passage.clean[max(0, correction.start - 6) : correction.end + 6]
        if any(term in around for term in known) or _is_confusion(passage.clean, correction.start, correction.end):
            continue
        rest = "" if correction.is_whole else "，本句可能另有错字，请通读"
        yield passage.finding(
            correction.start,
            correction.end,
            f"“{correction.wrong}”疑为“{correction.right}”之误{rest}",
            confidence=round(min(correction.sure, 0.99), 2),
            stated=correction.wrong,
            computed=correction.right,
            suggestion=correction.right if correction.is_whole else "",
        )


def _is_confusion(clean: str, start: int, end: int) -> bool:
    low = max(0, start - 8)
    return any(
        low + found.start < end and start < low + found.end and not found.confusion.is_variant
        for found in find_confusions(clean[low : end + 8])
    )


CHECK = Check(
    code="WRD-CHARACTER",
    title="疑似错别字",
    group="wording",
    severity=Severity.WARNING,
    basis="通用规范汉字表",
    run=find_characters,
    level=3,
    wrong=(
        Example("依法承担民事责仁。", "仁"),
        Example("加强食品安全监督管里工作。", "里"),
    ),
    right=(
        Example("依法公开行政处罚决定。"),
        Example("成文日期"),
        Example("加强食品安全监督管理工作，落实一网通办。"),
        Example("推进秸秆禁烧，共克时艰，提振信心。"),
    ),
)
