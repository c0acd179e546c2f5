"""A request asks for one matter 一文一事.

Rule and source: 党政机关公文处理工作条例 第十五条 (四) 请示应当一文一事. Told only where headings themselves name two
matters (一、关于… 二、关于…), the title asks for several, or the text asks a second time beside the first (同时，请求…).
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
_ASK = re.compile(r"(?:请求|恳请|申请)(?!人|书|表|材料|事项|公开|行为)[^，。；]{6,60}")
_ANEW = re.compile(r"(?:^|[。；])(?:同时|另外?|此外)[，,]?(?:一并|还|也|特|现)?$")


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
        return
    yield from _asked_again(text)


def _asked_again(text: Text) -> Iterable[Finding]:
    """Yield one finding when running text asks for one thing and, with 同时 or 另, for another."""
    first = None
    for passage in text.prose:
        for match in _ASK.finditer(passage.clean):
            if first is None:
                first = passage, match
            elif _ANEW.search(passage.clean[: match.start()]):
                earlier, asked = first
                yield passage.finding(
                    match.start(),
                    match.end(),
                    "请示应当一文一事，正文在前一请求之外又提出另一请求",
                    suggestion="确属两事的，分别行文",
                    related=(earlier.related(asked.start(), asked.end()),),
                    severity=Severity.WARNING,
                    confidence=0.6,
                )
                return


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
        Example(
            _HEAD + "拟新建校舍一栋，恳请区政府安排建设资金三千万元。同时，申请增加教师编制五十名。\n\n妥否，请批示。",
            "申请增加教师编制五十名",
        ),
        Example("云山区教育局关于校舍和编制两个事项的请示\n\n区人民政府：\n\n妥否，请批示。", "两个事项的请示"),
    ),
    right=(
        Example(_HEAD + "一、建设必要性\n\n学位不足。\n\n二、建设规模\n\n新建校舍一栋。"),
        Example(
            _HEAD
            + "学位不足，恳请区政府安排建设资金三千万元。同时，我局将申请人材料一并核对，抓好建设。\n\n妥否，请批示。"
        ),
    ),
)
