"""「做了以下五项工作：一是…二是…三是…」 announces as many points as follow.

Only points that follow at once and are numbered (一是, （1）, ①, 1.) are counted, in the same paragraph or in those right
behind it. A list without numbers is `named_items`.
"""

import re
from collections.abc import Iterator

from mingzheng.kit.numerals import format_chinese_number, parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Relation, Severity
from mingzheng.proofing.relations.figures import relate
from mingzheng.proofing.text import Text

_ANNOUNCED = re.compile(
    r"(?<![第一二三四五六七八九十百零〇\d.])(?P<number>[二两三四五六七八九十]|[2-9]|10)(?P<unit>个方面|方面|项|个|点|条|类|种)(?![、及和月年]|工作日|小时|百分点|季度|星期|以[上下内])[^。；：:，,\d]{0,14}[：:]"
)
# How points are numbered; {c} is a Chinese number, {n} an arabic one. A point's number stands behind a mark or begins a line.
_FORMS = ("{c}是", "第{c}，", "（{n}）", "({n})", "（{c}）", "({c})", "{n}.", "{n}．", "{n}、", "{c}、", "{o}")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_FOLLOWING, _MOST = 400, 10


def relate_points(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every announced number of points."""
    for index, passage in enumerate(text.passages):
        words = passage.clean
        if "：" not in words and ":" not in words:
            continue
        for match in _ANNOUNCED.finditer(words):
            after = [words[match.end() :]]
            if match.end() == len(words):
                after = [p.clean for p in text.passages[index + 1 : index + 1 + _FOLLOWING] if p.cell is None]
            counted, stated = _count(after), parse_chinese_number(match["number"])
            if counted >= 2:
                yield relate(
                    passage,
                    [(match.start(), match.end("unit"))],
                    kind="list",
                    expr=f"{stated}=={counted}",
                    verdict="holds" if stated == counted else "suspect",
                    computed=str(counted),
                    stated=str(stated),
                    message=f"文中称{match['number']}{match['unit']}，其后列出{counted}点",
                    suggestion="补全或更正个数",
                    confidence=0.7,
                )


def _count(paragraphs: list[str]) -> int:
    """Return how many points follow one another in the form the first words have; 0 where they are not numbered."""
    if not paragraphs:
        return 0
    form = next((form for form in _FORMS if paragraphs[0].lstrip().startswith(_number(form, 1))), "")
    if not form:
        return 0
    # In paragraphs of their own only what begins one is a point, except for 一是, which runs on.
    words = "\n".join(paragraphs)
    number, position = 1, len(_number(form, 1))
    while number < _MOST:
        found = _next(words, _number(form, number + 1), position)
        if found < 0 or 0 <= _next(words, _number(form, 1), position) < found:
            break
        number, position = number + 1, found + 1
    return number


def _number(form: str, number: int) -> str:
    return form.format(c=format_chinese_number(number), n=number, o=_CIRCLED[number - 1])


def _next(words: str, mark: str, position: int) -> int:
    """Return where a point's number stands next behind a mark or at the beginning of a line, -1 for nowhere."""
    while (found := words.find(mark, position)) >= 0:
        if words[found - 1] in "。；;，,：:！\n":
            return found
        position = found + 1
    return -1


CHECK = Check(
    code="NUM-POINTS",
    title="所称点数与所列点数",
    group="numbers",
    severity=Severity.WARNING,
    basis="所列项数与所称个数一致",
    relate=relate_points,
    wrong=(
        Example("主要做了以下四项工作：一是抓学习。二是抓落实。三是抓督查。", "四项", "3"),
        Example(
            "明确了六项任务：（1）摸清底数；（2）建立台账；（3）分类处置；（4）限期整改；（5）跟踪问效。", "六项", "5"
        ),
        Example("须提交以下3种材料：\n\n1.申请书。\n\n2.身份证明。\n\n3.授权委托书。\n\n4.场地证明。", "3种", "4"),
    ),
    right=(
        Example("主要做了以下三项工作：一是抓学习。二是抓落实。三是抓督查。"),
        Example("第三条有下列情形之一的，暂扣证件6个月：\n\n（一）未登记的；\n\n（二）未报告的。"),
        Example("存在三个方面的不足：学习不深，落实不快，督查不严。"),
        Example("明确了三项任务：（1）摸清底数；（2）分类处置：1.建档，2.回访；（3）跟踪问效。"),
        Example("存在两个方面不足：\n\n一是学习不深。\n\n二是落实不快。"),
        Example("会议讨论了三个议题：听取汇报；研究预算；其他。一是抓学习。二是抓落实。"),
    ),
)
