"""A plan written with a year that is past: 「2022年，我局将以……」 below a heading that plans for 2023.

将 may also mean 把 (「2022年，我局将普法纳入考核」); so only 将 with a word that looks ahead counts. Looking back in the same chapter
(「2022年取得了一些成绩」) is right.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Relation, Severity
from mingzheng.proofing.quantities.sections import Section, read_sections
from mingzheng.proofing.relations.figures import relate
from mingzheng.proofing.text import Passage, Text

_WILL = re.compile(
    r"(?:^|[。；！])(?P<year>20\d{2})年(?:度)?[，,]?(?P<subject>[^，。；,;将]{0,20}?)将(?:以|继续|进一步|持续|深入|全面|认真|坚持|按照|围绕|紧扣|着力|大力|扎实|重点|积极|不断|加快|努力|切实"
    r"|严格|聚焦|结合|从|紧紧|贯彻|推动|推进|加强|完善|深化|强化|牢牢|主动|充分|锚定|立足|抓好|做好)"
)
_NEXT = re.compile(r"下一年|下年|明年|下一步|下步")


def relate_years(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every sentence that plans with a year."""
    sections = context.fact("sections", text, read_sections)
    for passage, section in zip(text.passages, sections, strict=True):
        if "将" not in passage.clean or passage.cell is not None:
            continue
        for match in _WILL.finditer(passage.clean):
            planned = _planned_year(text, section, context)
            if planned is not None:
                yield _judge(passage, match, planned, section)


def _planned_year(text: Text, section: Section, context: Context) -> int | None:
    """Return the year a chapter plans for: the one in its heading, or the year after the document's."""
    if not (section.plans or section.mixed):
        return None
    if section.year is not None:
        return section.year
    day = context.day_of(text)
    known = text.year or (day.year if day else None)
    return known + 1 if known and _NEXT.search(section.heading) else None


def _judge(passage: Passage, match: re.Match[str], planned: int, section: Section) -> Relation:
    year = int(match["year"])
    return relate(
        passage,
        [(match.start("year"), match.end())],
        kind="year",
        expr=f"{year}>={planned}",
        verdict="holds" if year >= planned else "fails",
        computed=f"{planned}年",
        stated=f"{year}年",
        message=f"本部分标题（{section.heading[:30]}）安排的是{planned}年，此句以“将”写今后工作却署{year}年",
        suggestion=f"改为{planned}年",
        confidence=0.85,
    )


CHECK = Check(
    code="PER-YEAR",
    title="计划语句的年份",
    group="periods",
    severity=Severity.ERROR,
    basis="公文内容应当准确（党政机关公文处理工作条例第十九条）",
    relate=relate_years,
    wrong=(
        Example(
            "三、存在问题及2024年主要安排\n\n2023年，我局将继续深化改革，抓好各项工作。", "2023年，我局将", "2024年"
        ),
        Example(
            "某区2023年法治政府建设年度报告\n\n三、下一年度工作安排\n\n2023年，我局将围绕中心工作抓好普法。",
            "2023年",
            "2024年",
        ),
    ),
    right=(
        Example("三、存在问题及2024年主要安排\n\n2023年，我局工作取得一定成绩。2024年，我局将继续深化改革。"),
        Example("一、2023年工作情况\n\n2023年，我局将普法工作纳入考核。"),
        Example("三、存在问题及2024年主要安排\n\n2023年，我局将普法纳入考核，但仍有差距。"),
    ),
)
