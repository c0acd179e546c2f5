"""Two marks that cannot stand together: 、。 ，。 。， ；。 ，， 。。

Rule: one place takes one mark of its kind; what collides is left over from editing. Source: GB/T 15834-2011 4, 5.1.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_ROW = re.compile(r"[，、；：。（《][，、；。！？]+")
_ALLOWED = re.compile(r"。{3,}|。[！？]|：[！？]")
_DOTS = re.compile(r"。{3,}")


def find_collisions(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each pair of colliding marks."""
    for passage in text.passages:
        for match in _ROW.finditer(passage.clean):
            if _ALLOWED.fullmatch(match[0]) or passage.clean[match.end() : match.end() + 1] == "…":
                continue
            low = max(0, match.start() - 4)
            yield passage.finding(
                low if match[0][0] not in "（《“" else match.start(),
                match.end(),
                f"标点重复或冲突：“{match[0]}”",
                stated=match[0],
                suggestion="保留应有的一个标点，并核对是否缺字",
            )
        for match in _DOTS.finditer(passage.clean):
            yield passage.finding(
                match.start(), match.end(), "省略号应为“……”", stated=match[0], suggestion="……", severity=Severity.INFO
            )


CHECK = Check(
    code="FRM-COLLIDE",
    title="标点冲突",
    group="form",
    severity=Severity.ERROR,
    basis="GB/T 15834-2011",
    run=find_collisions,
    wrong=(
        Example("完成宣传、登记、。随后转入整改。", "、。"),
        Example("完成宣传登记，，随后转入整改。", "，，"),
        Example("完成宣传登记。。", "。。"),
    ),
    right=(Example("完成宣传、登记等……随后转入整改。"), Example("他说：“好。”会后即办。")),
)
