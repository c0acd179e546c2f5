"""The years a document gives itself agree: title, document number, day of signing. And the day of signing is a working day.

A report of a year is signed in that year or the next. A document number carries the year it was issued in.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Relation, Severity
from mingzheng.proofing.relations.figures import relate
from mingzheng.proofing.text import Passage, Text

_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,14}〔(?P<year>20\d{2})〕\d{1,5}号")
_HEAD = 8


def relate_years(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for the document's own number and for its title, each against the day of signing."""
    day = text.signing_date
    if day is None:
        return
    for passage in text.passages[:_HEAD]:
        if len(passage.clean) <= 40 and (match := _NUMBER.match(passage.clean)):
            yield _judge(passage, match.span("year"), int(match["year"]), day.year, "文号年份")
            break
    title = next((passage for passage in text.passages[:_HEAD] if passage.clean == text.title), None)
    year = re.search(r"(?<!\d)(20\d{2})年(?!\d)", text.title)
    if title is not None and year is not None and re.search("报告|总结", text.title):
        stated = int(year[1])
        if stated > day.year or stated < day.year - 1:
            yield _judge(title, year.span(1), stated, day.year, "标题年份")
        else:
            yield relate(
                title, [year.span(1)], kind="year", expr=f"{stated}~{day.year}", verdict="holds", computed=str(day.year)
            )


def _judge(passage: Passage, at: tuple[int, int], stated: int, signed: int, what: str) -> Relation:
    return relate(
        passage,
        [at],
        kind="year",
        expr=f"{stated}=={signed}",
        verdict="holds" if stated == signed else "fails",
        computed=str(signed),
        stated=str(stated),
        message=f"{what}为{stated}年，成文日期为{signed}年",
        suggestion="核对年份",
        confidence=0.7,
    )


CHECK = Check(
    code="PER-AGREE",
    title="标题、文号与成文日期的年份",
    group="periods",
    severity=Severity.WARNING,
    basis="文号年份为发文年份（党政机关公文格式 GB/T 9704-2012 7.2.5）",
    relate=relate_years,
    wrong=(
        Example(
            "云府办〔2023〕4号\n\n关于开展检查的通知\n\n各单位：\n\n现将有关事项通知如下。\n\n云山区政府办公室\n\n2024年2月1日",
            "2023",
        ),
        Example("云山区2025年工作总结\n\n全年工作完成。\n\n云山区司法局\n\n2024年12月30日", "2025"),
    ),
    right=(
        Example(
            "云府办〔2024〕4号\n\n关于开展检查的通知\n\n各单位：\n\n现将有关事项通知如下。\n\n云山区政府办公室\n\n2024年2月1日"
        ),
        Example("云山区2023年工作总结\n\n全年工作完成。\n\n云山区司法局\n\n2024年1月10日"),
        Example("关于印发2026年工作要点的通知\n\n各单位：\n\n现予印发。\n\n云山区司法局\n\n2025年12月30日"),
    ),
)
