"""A number in front of a list of names (「成立5个工作组：综合组、宣传组、督导组、保障组」) is how many names follow.

The list stands behind a colon, 分别为 or 分别是, its names are short and hold no numbers, and it ends with its sentence; one
that ends in 等 may name fewer. Where 和 may join two names or stand inside one, the count is a range. Numbers behind their
list are `listed`, numbered points `enumerated`.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.figures import relate, span
from mingzheng.proofing.relations.lists import Listing, count_items
from mingzheng.proofing.text import Passage, Text

_LEAD = re.compile(
    r"(?P<noun>[^，。；：:,;、（）()\d]{1,14})(?:[:：]|[，,](?:分别为|分别是|即)[:：]?|分别为[:：]?|分别是[:：]?)"
)
_NAMES = re.compile(
    r"(?:[^，。；,;：:！？!?\n（(“《]|（[^（）]{0,40}）|\([^()]{0,40}\)|“[^“”]{0,40}”|《[^《》]{0,60}》)+"
)
_UNITS = frozenset(
    {
        "项",
        "个",
        "类",
        "种",
        "家",
        "条",
        "方面",
        "个方面",
        "大",
        "所",
        "处",
        "门",
        "支",
        "张",
        "份",
        "部",
        "本",
        "名",
        "位",
    }
)
_END, _OPEN = frozenset("。；;！\n"), re.compile("等(?:[\u4e00-\u9fff]{0,8})$")
_LARGEST, _LONGEST_NAME, _FEWEST = 20, 18, 2
_NO_NAME = re.compile(r"\d|负责|牵头|组成|由|应当?|必须|不得|是指|如下")


def relate_named_items(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every count with a list of names right behind it."""
    for figure in context.quantities(text):
        if figure.unit not in _UNITS or figure.qualifier != "exact" or figure.scale or figure.kind == "rank":
            continue
        passage = text.passages[figure.passage]
        lead = _LEAD.match(passage.clean, figure.until)
        if lead is not None and _FEWEST <= figure.value <= _LARGEST and passage.cell is None:
            yield from _judge(passage, figure, lead.end())


def _judge(passage: Passage, figure: Quantity, at: int) -> Iterator[Relation]:
    found = _NAMES.match(passage.clean, at)
    if found is None or "、" not in found[0]:
        return
    names, is_open = found[0], bool(_OPEN.search(found[0]))
    behind = passage.clean[found.end() : found.end() + 1]
    items = re.sub("[（(][^（）()]*[）)]", "", names).split("、")
    if _NO_NAME.search(names) or max(map(len, items)) > _LONGEST_NAME:
        return
    low, high = count_items(Listing(at, found.end(), names, not is_open, quoted=False))
    stated = int(figure.value)
    fits = low <= stated <= high or (is_open and low <= stated)
    # A list that goes on behind a comma may name more; then only too many names are told.
    if not fits and not (behind in _END or (behind and low > stated)):
        return
    yield relate(
        passage,
        [span(figure), (at, found.end())],
        kind="list",
        expr=f"{stated}=={low}",
        verdict="holds" if fits else "suspect",
        computed=str(stated if fits else low),
        stated=str(stated),
        message=f"文中称{stated}{figure.unit}，其后列出{low}项",
        suggestion="补全或更正个数",
        confidence=0.75,
    )


CHECK = Check(
    code="NUM-NAMED",
    title="个数与其后所列各项",
    group="numbers",
    severity=Severity.WARNING,
    basis="所列项数与所称个数一致",
    relate=relate_named_items,
    wrong=(
        Example("推出4项便民措施：延时服务、预约服务、上门服务、帮办代办、邮寄送达。", "4项", "5"),
        Example("成立5个专项工作组：综合协调组、宣传引导组、督查考核组、后勤保障组。", "5个", "4"),
        Example("下设6个科室，分别为办公室、法规科、审批科、监管科、财务科。", "6个", "5"),
        Example("围绕三个重点领域：城乡建设、生态环境、社会保障、公共卫生，开展检查。", "三个", "4"),
    ),
    right=(
        Example("推出4项便民措施：延时服务、预约服务、上门服务、帮办代办。"),
        Example("推出4项便民措施：延时服务、预约服务等。"),
        Example("内设4个机构：办公室（党建办、人事科）、政策法规与审批科、规划和财务科、机关党委。"),
        Example("坚持三个到位：思想认识到位，责任落实到位，措施保障到位。"),
        Example("落实两项制度：首问负责制和限时办结制。"),
        Example("安排3个项目：道路、桥梁，以及排水管网改造。"),
        Example("组成3个检查组：由甲局、乙局、丙局、丁局分别牵头。"),
    ),
)
