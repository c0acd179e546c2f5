"""The chapters of a yearly report speak of its year, and of the next where they plan.

Reports on government work (政府工作报告) are named after the year they are given in and look back on the one before; they are passed over.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Relation, Severity
from mingzheng.proofing.quantities.sections import Section, read_sections
from mingzheng.proofing.relations.figures import relate
from mingzheng.proofing.text import Passage, Text

_YEARLY = re.compile(r"年度报告|年度工作报告|工作总结|年度总结|法治政府建设.*报告|政府信息公开.*报告")
_NOT_YEARLY = re.compile(r"政府工作报告|计划|要点|及20\d{2}|和20\d{2}")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年(?!\d)")


def relate_headings(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every chapter with a year in its heading."""
    titled = _YEAR.search(text.title)
    if titled is None or not _YEARLY.search(text.title) or _NOT_YEARLY.search(text.title):
        return
    sections = context.fact("sections", text, read_sections)
    for passage, section in zip(text.passages, sections, strict=True):
        match = _YEAR.search(section.heading)
        if match is not None and passage.clean == section.heading:
            yield from _judge(passage, section, match, int(titled[1]))


def _judge(passage: Passage, section: Section, match: re.Match[str], year: int) -> Iterator[Relation]:
    stated = int(match[1])
    expected = (year, year + 1) if section.mixed else (year + 1,) if section.plans else (year,)
    if section.plans and stated == year and not re.search("下一|下年|明年", section.heading):
        expected = (year, year + 1)
    yield relate(
        passage,
        [match.span()],
        kind="year",
        expr=f"{stated} in {expected}",
        verdict="holds" if stated in expected else "suspect",
        computed=f"{expected[0]}年",
        stated=match[0],
        message=f"报告年度为{year}年，本部分标题为{stated}年",
        suggestion=f"核对是否应为{expected[0]}年",
        confidence=0.7,
    )


CHECK = Check(
    code="PER-HEADING",
    title="章节标题的年份",
    group="periods",
    severity=Severity.WARNING,
    basis="公文内容应当准确（党政机关公文处理工作条例第十九条）",
    relate=relate_headings,
    wrong=(
        Example(
            "云山区2023年法治政府建设年度报告\n\n一、2022年度推进法治政府建设情况\n\n工作扎实推进。", "2022年", "2023年"
        ),
    ),
    right=(
        Example(
            "云山区2023年法治政府建设年度报告\n\n一、2023年度推进法治政府建设情况\n\n工作扎实推进。\n\n三、2024年工作安排\n\n抓好落实。"
        ),
        Example("2025年云山区政府工作报告\n\n一、2024年工作回顾\n\n工作扎实推进。"),
        Example(
            "云山区2023年工作总结及2024年工作计划\n\n一、2023年工作情况\n\n工作扎实推进。\n\n二、2024年工作计划\n\n抓好落实。"
        ),
    ),
)
