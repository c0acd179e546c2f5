"""「做了以下五项工作：一是…二是…三是…」 announces as many points as follow.

Only points that follow at once and begin with 一是 are counted, in the same paragraph or in the paragraphs right behind it.
"""

import re
from collections.abc import Iterator

from mingzheng.kit.numerals import format_chinese_number, parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Relation, Severity
from mingzheng.proofing.relations.figures import relate
from mingzheng.proofing.text import Text

_ANNOUNCED = re.compile(
    r"(?P<number>[二两三四五六七八九十]|[2-9]|10)(?P<unit>个方面|方面|项|个|点|条)[^。；：:，,]{0,14}[：:]\s*(?P<first>一是|第一[，,])?"
)
_FOLLOWING = 12


def relate_points(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every announced number of points."""
    for index, passage in enumerate(text.passages):
        words = passage.clean
        if "：" not in words and ":" not in words:
            continue
        for match in _ANNOUNCED.finditer(words):
            if match["first"] != "一是" and match.end() != len(words):
                continue
            after = words[match.end("unit") :]
            if match.end() == len(words):
                after = "。".join(p.clean for p in text.passages[index + 1 : index + 1 + _FOLLOWING])
                if not after.startswith("一是"):
                    continue
            counted = _count(after)
            stated = parse_chinese_number(match["number"])
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


def _count(words: str) -> int:
    """Return how many points follow one another from 一是 on."""
    position = number = 0
    while number < 10:
        mark = f"{format_chinese_number(number + 1)}是"
        found = words.find(mark, position)
        if found < 0 or (number and words.find("一是", position, found) >= 0):
            break
        position = found + len(mark)
        number += 1
    return number


CHECK = Check(
    code="NUM-POINTS",
    title="所称点数与所列点数",
    group="numbers",
    severity=Severity.WARNING,
    basis="所列项数与所称个数一致",
    relate=relate_points,
    wrong=(Example("主要做了以下四项工作：一是抓学习。二是抓落实。三是抓督查。", "四项", "3"),),
    right=(
        Example("主要做了以下三项工作：一是抓学习。二是抓落实。三是抓督查。"),
        Example("存在三个方面的不足：学习不深，落实不快，督查不严。"),
        Example("存在两个方面不足：\n\n一是学习不深。\n\n二是落实不快。"),
        Example("会议讨论了三个议题：听取汇报；研究预算；其他。一是抓学习。二是抓落实。"),
    ),
)
