"""A share of what there is cannot be more than all of it: 合格率100.5%, 应诉率102%.

Judged for rates of which the whole is everything that could count: 办结率, 合格率, 满意率, 应诉率, 覆盖率, 参保率. A rate against a
plan (完成率) or against last year may well exceed a hundred and is left alone.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.relations.arithmetic import HUNDRED
from mingzheng.proofing.relations.figures import clause_before, sentences_of
from mingzheng.proofing.text import Text

_OF_ALL = re.compile(
    r"(?:办结|答复|回复|办复|合格|优秀|优良|满意|好评|应诉|出庭|覆盖|普及|通过|达标|入学|就业|参保|公开|网办|在线办理|签约|签收"
    r"|成活|完好|知晓|准确|及格|出席|履职|按期|按时|及时)率(?:约为|分别为|提高到|提高至|提升至|提升到|达到了?|均为|均达到?|都为|达|为|是)?$"
)
_CHANGE = re.compile(r"增长|提高(?!到|至)|上升|增加|同比|比上年")


def find_more_than_all(text: Text, context: Context) -> Iterable[Finding]:
    """Yield every rate of this kind above a hundred per cent."""
    for sentence in sentences_of(text, context):
        for rate in sentence.figures:
            if rate.unit != "%" or rate.value <= HUNDRED:
                continue
            clause = clause_before(sentence.words, rate, sentence.start)
            if _OF_ALL.search(clause) and not _CHANGE.search(clause):
                yield sentence.passage.finding(
                    rate.at,
                    rate.until,
                    f"这一比率不会超过100%，文中为{rate.value}%",
                    stated=f"{rate.value}%",
                    suggestion="核对分子、分母和小数点",
                )


CHECK = Check(
    code="NUM-OVER",
    title="比率超过全部",
    group="numbers",
    severity=Severity.ERROR,
    basis="部分不大于全部；统计数据应当真实准确（统计法第七条）",
    run=find_more_than_all,
    wrong=(Example("行政机关负责人出庭应诉率100.5%。", "100.5%"), Example("产品抽检合格率达到108%。", "108%")),
    right=(
        Example("行政机关负责人出庭应诉率100%。"),
        Example("年度投资计划完成率108%。"),
        Example("网办率同比增长120%。"),
        Example("平台访问量增长132%。"),
    ),
)
