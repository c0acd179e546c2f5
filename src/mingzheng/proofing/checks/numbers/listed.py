"""The number behind a list fits the items it names: “学、早、严”三个要点 names three; 「A、B、C等2个部门」 names more than it counts.

Without quotation marks nobody can see where a list begins; so an unquoted list is judged only where it cannot be read otherwise:
levels of government (市、镇、村三级), or 等 after more items than the number says. An open list (等) may name fewer. A name in front
of the number (“一网统管”六大应用领域) is no list.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.figures import relate, span
from mingzheng.proofing.relations.lists import Listing, count_items, find_list
from mingzheng.proofing.text import Passage, Text

_LEVEL = (
    r"(?:(?:国家?|中央|省|自治区|市|地|县|区|旗|镇|乡|村|州|盟|组|户|乡镇|街道|镇街|社区|村居)(?:（[^（）]{1,8}）)?)"
)
_LEVELS = re.compile(rf"(?<![\u4e00-\u9fff])(?:[^，。；：、]{{0,12}}?)(?P<levels>{_LEVEL}(?:、{_LEVEL})+)$")
_BEGINS = re.compile(r"^(?:[\u4e00-\u9fff]{0,12}?)(?:包括|涉及|涵盖|分为|聚焦|围绕|设有|下设|设置|推出|选取)")
_BIGGEST = 60
# Acts are done by or for those named in front; they do not number them.
_ACTS = frozenset({"%", "期", "位", "次", "场次", "场", "件", "篇", "人次", "人", "元", "年", "天", "小时", "倍", "届"})


def relate_lists(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every number with a list in front of it."""
    for figure in context.quantities(text):
        if not _is_count(figure):
            continue
        passage = text.passages[figure.passage]
        words = passage.clean
        if words[max(0, figure.at - 1) : figure.at] in "，。；：,;:（(0123456789":
            continue
        listing = find_list(words, figure.at)
        if listing is not None and (listing.quoted or not re.search("[0-9]", listing.words)):
            yield from _judge(passage, figure, listing)


def _is_count(figure: Quantity) -> bool:
    if figure.unit in _ACTS or figure.kind in ("rank", "rule", "change"):
        return False
    return figure.qualifier == "exact" and not figure.scale and 2 <= figure.value <= _BIGGEST


def _judge(passage: Passage, figure: Quantity, listing: Listing) -> Iterator[Relation]:
    stated = int(figure.value)
    levels = _LEVELS.search(listing.words) if figure.unit == "级" and listing.closed else None
    if levels is not None:
        named = levels["levels"].count("、") + 1
        low = high = named
        sure = True
    else:
        low, high = count_items(listing)
        sure = listing.quoted and listing.closed and len(passage.clean) > figure.until
    fits = low <= stated <= high or (not listing.closed and low <= stated)
    if not fits and not sure and not (not listing.closed and low > stated and _is_clear(listing)):
        return
    spans = [(listing.start, figure.until)]
    expr = f"{stated}{'>=' if not listing.closed else '=='}{low}"
    if fits:
        yield relate(
            passage,
            spans,
            kind="list",
            expr=expr,
            verdict="holds",
            computed=str(min(high, max(low, stated)) if listing.closed else low),
            stated=str(stated),
        )
        return
    yield relate(
        passage,
        [span(figure), (listing.start, listing.end)],
        kind="list",
        expr=expr,
        verdict="fails" if sure else "suspect",
        computed=str(low),
        stated=str(stated),
        message=f"所列为{low}项，文中称{stated}{figure.unit}",
        suggestion=f"改为{low}{figure.unit}，或补全、删减所列各项",
        confidence=0.85 if sure else 0.6,
    )


def _is_clear(listing: Listing) -> bool:
    """Tell whether an open list has a clear beginning: all items are short, or a verb introduces it."""
    items = re.split("[、]", listing.words)
    return bool(_BEGINS.search(listing.words)) or (len(items) >= 3 and all(1 <= len(item) <= 6 for item in items))


CHECK = Check(
    code="NUM-LIST",
    title="列举项数",
    group="numbers",
    severity=Severity.WARNING,
    basis="所列项数与所称个数一致",
    relate=relate_lists,
    wrong=(
        Example("抓好“会前、会中、会后”两个环节。", "两个", "3"),
        Example("实现市、县、镇、村三级政务服务全覆盖。", "三级", "4"),
        Example("公安、民政、社保、医保、税务等4个部门进驻大厅。", "4个", "5"),
        Example("实施“强基”“提质”“增效”四项工程。", "四项", "3"),
    ),
    right=(
        Example("抓好“会前、会中、会后”三个环节。"),
        Example("实现市、镇、村三级政务服务全覆盖。"),
        Example("公安、民政、社保等12个部门进驻大厅。"),
        Example("围绕“一网统管”六大应用领域开展建设。"),
        Example("获评国家级、省级3个奖项。"),
        Example("完善登记、备案制度，推动区、镇两级大厅建设。"),
        Example("市、区12个部门联合检查。"),
        Example("聚焦教育、医疗、养老和就业四大领域。"),
        Example("实施“强基”“提质”“增效”三项工程。"),
    ),
)
