"""A figure of a period that had not ended when the document was signed: 全年 on 9 December, 1-11月 on 21 November, 截至12月底 before it.

Plans, forecasts and targets are passed over, and so are 全年 without a measured figure (全年工作安排). A document dated on the last
day of a period may just know it.
"""

import re
from collections.abc import Iterator
from datetime import date

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.quantities.periods import Period, find_periods
from mingzheng.proofing.quantities.sections import read_sections
from mingzheng.proofing.relations.figures import Sentence, relate, sentences_of
from mingzheng.proofing.text import Text

_PLANNED = re.compile(
    r"预计|预期|计划|拟|力争|目标|将|争取|确保|预算|任务|安排|年度指标|提前|序时|不低于|不少于|原定|应"
)
_HALF_A_YEAR = 183
_KINDS = frozenset({"asof", "months", "half", "full"})


def relate_periods(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every period of a measured figure, against the day of signing."""
    day = context.day_of(text)
    if day is None:
        return
    sections = context.fact("sections", text, read_sections)
    for sentence in sentences_of(text, context):
        written = sections[sentence.passage.index].year or text.year or day.year
        words = sentence.words[sentence.start : sentence.end]
        for found in find_periods(words):
            if found.kind in _KINDS and found.month is not None:
                figure = _figure(sentence, found)
                ends = found.ends(_year_of(sentence, found, day, written))
                if ends is not None and found.year is None and (ends - day).days > _HALF_A_YEAR:
                    # Nobody reports the year in its spring: without a year printed, last year's is meant.
                    ends = found.ends(ends.year - 1)
                if figure is not None and ends is not None:
                    yield _judge(sentence, found, figure, ends, day)


def _year_of(sentence: Sentence, found: Period, day: date, written: int) -> int:
    """Return the year a period without one belongs to: the last year named before it, else the chapter's or document's."""
    if re.search("今年|本年", found.words):
        return written
    before = sentence.words[max(0, sentence.start - 200) : sentence.start + found.start]
    years = re.findall(r"(?<!\d)(20\d{2})年(?!\d)", before[-60:])
    return int(years[-1]) if years and int(years[-1]) <= day.year else written


def _figure(sentence: Sentence, found: Period) -> Quantity | None:
    """Return the first measured figure behind the period and before the next one, or None when it is planned."""
    start = sentence.start + found.start
    for figure in sentence.figures:
        if figure.at >= sentence.start + found.end:
            between = sentence.words[sentence.start + found.end : figure.at]
            measured = figure.kind in ("measured", "change") and len(between) <= 60
            planned = _PLANNED.search(sentence.words[max(sentence.start, start - 8) : figure.at])
            return figure if measured and not planned and not re.search("[；;]|今年|截至|去年", between) else None
    return None


def _judge(sentence: Sentence, found: Period, figure: Quantity, ends: date, day: date) -> Relation:
    at = sentence.start + found.start
    number = sentence.words[figure.at : figure.until]
    ended, signed = (f"{one.year}年{one.month}月{one.day}日" for one in (ends, day))
    return relate(
        sentence.passage,
        [(at, sentence.passage.unbroken(at, figure.until)), (figure.at, figure.until)],
        kind="period",
        expr=f"{ends.isoformat()}<={day.isoformat()}",
        verdict="holds" if ends <= day else "fails",
        computed=ends.isoformat(),
        stated=found.words,
        message=f"“{found.words}”到{ended}才结束，成文日期为{signed}，{number}不可能是该时期的数",
        suggestion=f"改为“截至{signed}”或更早的统计截止日",
        confidence=0.85,
    )


CHECK = Check(
    code="PER-FUTURE",
    title="成文时尚未结束的时期",
    group="periods",
    severity=Severity.ERROR,
    basis="统计数据应当真实准确（统计法第七条）；时期数不早于时期终了取得",
    relate=relate_periods,
    wrong=(
        Example("2024年，全年共发布信息320条。\n\n某某区司法局\n\n2024年12月6日", "全年"),
        Example("今年1—11月办理来文2600余件。\n\n某某区司法局\n\n2024年11月20日", "1—11月"),
        Example("截至2024年12月底，累计帮扶企业42家。\n\n某某区司法局\n\n2024年12月3日", "12月底"),
    ),
    right=(
        Example("2024年，全年共发布信息320条。\n\n某某区司法局\n\n2025年1月6日"),
        Example("全年预计发布信息320条，全年计划检查企业60家。\n\n某某区司法局\n\n2024年12月6日"),
        Example("今年1—10月办理来文2600余件。\n\n某某区司法局\n\n2024年11月20日"),
        Example("列入全年工作安排，与业务工作同部署。\n\n某某区司法局\n\n2024年11月20日"),
        Example("全年共发布信息320条。\n\n某某区司法局\n\n2024年12月31日"),
        Example("某市政府工作报告\n\n2024年3月5日\n\n一、2023年工作回顾\n\n全年财政收入增长6.5%，办结案件20件。"),
        Example("云山区统计公报\n\n云山区统计局\n\n2024年3月20日\n\n全年地区生产总值521.3亿元，出生人口2650人。"),
        Example("去年全年办理案件30件。\n\n某某区司法局\n\n2024年5月31日"),
    ),
)
