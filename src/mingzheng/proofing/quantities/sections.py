"""Which chapter each passage stands in: looking back on what was done, or planning what is to come.

Numbering of headings is judged by `checks.form`.
"""

import re
from dataclasses import dataclass

from mingzheng.proofing.text import Passage, Text

_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]{1,3}(?:部分|章)")
_PLAN = re.compile(
    r"安排|计划|打算|思路|下一步|下步|下一年|目标|展望|重点任务|工作任务|主要任务|工作部署|总体要求|努力方向|重点工作"
)
_DONE = re.compile(r"回顾|成效|完成情况|工作情况|开展情况|总结|举措|主要做法|基本情况|执行情况|落实情况|存在|问题|不足")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Section:
    """The chapter of a passage. `plans` tells that all of it is about the future; `mixed` that part of it is."""

    heading: str
    year: int | None
    plans: bool
    mixed: bool


_NONE = Section("", None, plans=False, mixed=False)


def read_sections(text: Text) -> tuple[Section, ...]:
    """Return the section of every passage, by its index."""
    current = _NONE
    sections: list[Section] = []
    for passage in text.passages:
        if passage.cell is None and _is_chapter(passage):
            current = _section(passage.clean)
        sections.append(current)
    return tuple(sections)


def _is_chapter(passage: Passage) -> bool:
    words = passage.clean
    return bool(_CHAPTER.match(words)) and len(words) <= _LONGEST_HEADING


def _section(heading: str) -> Section:
    plans, done = bool(_PLAN.search(heading)), bool(_DONE.search(heading))
    years = _YEAR.findall(heading)
    return Section(heading, int(years[-1]) if years else None, plans=plans and not done, mixed=plans and done)
