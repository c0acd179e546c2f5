"""Inside “” stand ‘’, inside 《》 stand 〈〉: the same mark is not nested in itself.

Rule and source: GB/T 15834-2011 4.8.3.5, 4.15.3.6. Marks without partner are `unpaired_marks`.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_NESTED = {
    "引号": (re.compile("“[^“”\n]{0,200}(“[^“”\n]{1,200}”)[^“”\n]{0,200}”"), "里层引号用单引号‘ ’"),
    "书名号": (re.compile("《[^《》\n]{0,200}(《[^《》\n]{1,200}》)[^《》\n]{0,200}》"), "里层书名号用单书名号〈 〉"),
}


def find_nested(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each mark nested in itself."""
    for passage in text.passages:
        for name, (pattern, advice) in _NESTED.items():
            opening = "“" if name == "引号" else "《"
            if passage.clean.count(opening) < 2:
                continue
            for match in pattern.finditer(passage.clean):
                yield passage.finding(
                    match.start(1), match.end(1), f"{name}内又用同样的{name}", stated=match[1], suggestion=advice
                )


CHECK = Check(
    code="FRM-NEST",
    title="同种标点套用",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 15834-2011 4.8.3、4.15.3",
    run=find_nested,
    wrong=(
        Example("转发《关于落实《档案管理办法》的通知》。", "《档案管理办法》"),
        Example("会议要求“把“一次办”落到实处”。", "“一次办”"),
    ),
    right=(
        Example("转发《关于落实〈档案管理办法〉的通知》。"),
        Example("推行“一次办”和“就近办”，印发《办法》《细则》。"),
    ),
)
