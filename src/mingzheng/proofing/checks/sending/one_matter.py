"""A request asks for one matter 一文一事.

Rule and source: 党政机关公文处理工作条例 第十五条 (四) 请示应当一文一事. Told only where headings themselves name two
matters (一、关于… 二、关于…) or the title asks for several.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.outline import FIRST, outline_of
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Text

_SEVERAL = re.compile(
    r"(?:等)?(?P<count>[两二三四五六七八九]|[2-9])(?:个|项)(?:事项|问题|请求)的请示$|若干(?:事项|问题)的请示$"
)


def find_several_matters(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding when a request asks for more than one matter."""
    parts = parts_of(text, context)
    title = parts.first("title")
    if parts.kind != "请示" or title is None:
        return
    if match := _SEVERAL.search(title.words):
        yield title.passage.finding(match.start(), match.end(), "请示应当一文一事，标题写明有多个事项")
        return
    matters = [m for m in outline_of(text, context) if m.is_own and m.level == FIRST and m.title.startswith("关于")]
    if len(matters) > 1:
        second = matters[1]
        yield second.passage.finding(
            second.start,
            min(len(second.passage.clean), second.end + 30),
            f"请示应当一文一事，正文分列{len(matters)}个“关于……”的事项",
            suggestion="分别行文",
            related=(matters[0].passage.related(matters[0].start, matters[0].end),),
            confidence=0.75,
        )


_HEAD = "云山区教育局关于学校建设的请示\n\n区人民政府：\n\n"
CHECK = Check(
    code="SND-MATTER",
    title="请示一文一事",
    group="sending",
    severity=Severity.ERROR,
    basis="《党政机关公文处理工作条例》第十五条",
    run=find_several_matters,
    wrong=(
        Example(
            _HEAD + "一、关于新建校舍的事项\n\n拟新建校舍一栋。\n\n二、关于增加编制的事项\n\n拟增加编制五名。",
            "二、关于增加编制的事项",
        ),
        Example("云山区教育局关于校舍和编制两个事项的请示\n\n区人民政府：\n\n妥否，请批示。", "两个事项的请示"),
    ),
    right=(Example(_HEAD + "一、建设必要性\n\n学位不足。\n\n二、建设规模\n\n新建校舍一栋。"),),
)
