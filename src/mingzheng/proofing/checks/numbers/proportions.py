"""A proportion printed as a:b:c (三次产业结构为5.6:42.3:52.1) is of one hundred, when its terms are near it.

Rounded terms may miss it by half a unit of the last place each. A proportion that is none of a hundred (1:2:1) is left alone.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzheng.kit.numerals import parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_TERM = r"\d{1,2}(?:\.\d{1,2})?"
_NAMED = re.compile("结构|比例|比重|构成|占比")
_PROPORTION = re.compile(rf"(?<![\d:：∶.])(?P<terms>{_TERM}(?:\s?[:：∶]\s?{_TERM}){{2,5}})(?![\d:：∶.])")
# 「三次产业占比分别为8.2%、41.5%、50.3%」: as many shares as kinds.
_SHARES = re.compile(
    r"(?P<kinds>[两三四五六])(?:次|大?类|个)[^，。；,;\d]{1,12}(?:占比|比重|比例)(?:分别)?为(?P<terms>\d{1,2}(?:\.\d{1,2})?%(?:[、,，和]\d{1,2}(?:\.\d{1,2})?%)+)"
)
_NEAR, _REACH = Decimal(8), 40


def find_proportions(text: Text, context: Context) -> Iterator[Finding]:
    """Yield every proportion of a hundred whose terms do not make it."""
    for passage in text.passages:
        for match in (*_PROPORTION.finditer(passage.clean), *_SHARES.finditer(passage.clean)):
            terms = [Decimal(term) for term in re.findall(_TERM, match["terms"])]
            kinds = match.groupdict().get("kinds")
            if kinds and parse_chinese_number(kinds) != len(terms):
                continue
            if not kinds and not _NAMED.search(passage.clean, max(0, match.start() - _REACH), match.start()):
                continue
            total = sum(terms, Decimal(0))
            room = sum((Decimal(1).scaleb(int(term.as_tuple().exponent)) / 2 for term in terms), Decimal(0))
            if room < abs(total - 100) <= _NEAR:
                yield passage.finding(
                    match.start("terms"),
                    match.end("terms"),
                    f"各项之和为{total}，不是100",
                    stated=match["terms"],
                    computed=str(total),
                    suggestion="核对各项",
                    confidence=0.85,
                )


CHECK = Check(
    code="NUM-PROPORTION",
    title="结构比之和",
    group="numbers",
    severity=Severity.ERROR,
    basis="结构比各项之和为100，差额不超过修约误差（数值修约规则 GB/T 8170）",
    run=find_proportions,
    wrong=(
        Example("三次产业结构由上年的5.8:42.0:52.2调整为5.6:42.3:51.1。", "5.6:42.3:51.1", "99.0"),
        Example("三次产业占比分别为8.2%、41.5%、51.3%。", "51.3%", "101.0"),
    ),
    right=(
        Example("三次产业结构为5.6:42.3:52.1。"),
        Example("三次产业结构为5.7∶42.3∶52.1。"),
        Example("水泥、砂、石子比例为1:2:3。"),
        Example("评委构成比例为2:3:5。"),
    ),
)
