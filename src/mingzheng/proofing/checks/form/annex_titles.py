"""A paper is called the same in the notice's title, in its body, in the annex note and at its own head.

Rule: the name of an issued paper is one name. Source: GB/T 9704-2012 7.3.4, 7.3.8 (附件标题与附件说明一致).
Names that differ a lot are different papers and are not compared. Annexes named but missing are `annexes`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.names import issued_name, named_papers, plain_name
from mingzheng.proofing.structure.parts import parts_of
from mingzheng.proofing.text import Passage, Text

_ALIKE = 0.8
_LONGEST = 70
_ENTRY = re.compile(r"(?:^附件?[：:])?\s*(?:\d{1,2}[.．、])?(?P<name>[^：:]{4,80}?)[。；;]?$")
_NO_TITLE = re.compile(r"[。；，：？！:,;]|^附件|^[（(]|\d$")


@dataclass(frozen=True, slots=True)
class _Name:
    """One place where the paper is named."""

    passage: Passage
    start: int
    end: int
    where: str
    words: str

    @property
    def plain(self) -> str:
        return plain_name(self.words)


def find_differing_titles(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each name that differs a little from the first name of the same paper."""
    named = list(_names(text, context))
    told: set[str] = set()
    for name in named:
        for other in [*named, *_own_titles(text, named)]:
            if other.passage.index <= name.passage.index or other.plain in told:
                continue
            if other.plain != name.plain and _is_same_paper(name.plain, other.plain):
                told.add(other.plain)
                yield _finding(name, other)


def _finding(name: _Name, other: _Name) -> Finding:
    first, second = name.words, other.words
    return other.passage.finding(
        other.start,
        other.end,
        f"同一文件名称前后不一致：{name.where}为“{first}”，{other.where}为“{second}”",
        stated=second,
        computed=first,
        suggestion=f"核对后统一（相差：{_difference(name.plain, other.plain)}）",
        related=(name.passage.related(name.start, name.end),),
    )


def _names(text: Text, context: Context) -> Iterator[_Name]:
    parts = parts_of(text, context)
    title = parts.first("title")
    issued = issued_name(parts.title)
    if title is None or issued is None:
        return
    start = title.passage.clean.find(issued) if issued in title.passage.clean else 0
    yield _Name(title.passage, start, min(len(title.passage.clean), start + len(issued)), "标题", issued)
    for passage in text.prose[:30]:
        if passage is not title.passage:
            yield from (_name(passage, *place, "正文") for place in named_papers(passage))
    for part in parts.all("annex_note"):
        if match := _ENTRY.match(part.passage.clean):
            yield _name(part.passage, match.start("name"), match.end("name"), "附件说明")


def _name(passage: Passage, start: int, end: int, where: str) -> _Name:
    return _Name(passage, start, end, where, passage.clean[start:end])


def _own_titles(text: Text, named: list[_Name]) -> Iterator[_Name]:
    """Yield short lines below the notice that look like a title of the paper."""
    last = max((name.passage.index for name in named), default=0)
    for passage in text.prose:
        words = passage.clean
        if passage.index > last and 6 <= len(words) <= _LONGEST and not _NO_TITLE.search(words):
            yield _name(passage, 0, len(words), "附件标题")


def _is_same_paper(first: str, second: str) -> bool:
    if first[-2:] != second[-2:] or abs(len(first) - len(second)) > max(4, len(first) // 4):
        return False
    # 「…方案」 inside 「区…方案」 is a short form of it, unless the short form is nearly the whole.
    if (first.endswith(second) or second.endswith(first)) and abs(len(first) - len(second)) > 1:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _difference(first: str, second: str) -> str:
    parts: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            parts.append(
                f"“{first[a:b]}”与“{second[c:d]}”" if first[a:b] and second[c:d] else f"“{first[a:b] or second[c:d]}”"
            )
    return "、".join(parts[:4])


_NOTICE = "云山区人民政府办公室关于印发云山区防汛抗旱应急处置方案的通知\n\n各镇人民政府：\n\n"
CHECK = Check(
    code="FRM-TITLE-DIFF",
    title="文件名称前后一致",
    group="form",
    severity=Severity.ERROR,
    basis="GB/T 9704-2012 7.3.8",
    run=find_differing_titles,
    wrong=(
        Example(
            _NOTICE
            + "现将《云山区防汛抗旱应急处置方案》印发给你们，请认真执行。\n\n云山区防汛应急处置方案\n\n一、总则",
            "云山区防汛应急处置方案",
            computed="云山区防汛抗旱应急处置方案",
        ),
        Example(_NOTICE + "现将《云山区防汛抗旱应急处理方案》印发给你们，请认真执行。", "云山区防汛抗旱应急处理方案"),
    ),
    right=(
        Example(
            _NOTICE
            + "现将《云山区防汛抗旱应急处置方案》印发给你们，请认真执行。\n\n云山区防汛抗旱应急处置方案\n\n一、总则"
        ),
        Example(_NOTICE + "《方案》已经区政府同意，现印发给你们。此前的《云山区森林防火应急处置预案》同时废止。"),
    ),
)
