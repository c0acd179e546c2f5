"""Brings a Word file's layout and a document's parts together: which paragraph is the title, which is body, how each is set.

Reading OOXML is `word_parts`; what the standard wants is judged in `checks.layout`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mingzheng.documents.reading import UnreadableDocument
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Finding, Profile, Severity
from mingzheng.proofing.text import Passage, Text

from .outline import FIRST, FOURTH, outline_of
from .parts import parts_of
from .word_parts import Line, WordLayout, read_word_layout

_LOOK_AHEAD = 40
_BODY_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Typeface:
    """A typeface the standard names: the names it goes by, and words that any other name of it contains."""

    names: frozenset[str]
    marks: tuple[str, ...]

    def __contains__(self, font: str) -> bool:
        return font in self.names or any(mark in font for mark in self.marks)


FANGSONG = Typeface(frozenset({"FangSong", "FangSong_GB2312", "STFangsong", "FZFangSong-Z02"}), ("仿宋",))
KAITI = Typeface(frozenset({"KaiTi", "KaiTi_GB2312", "STKaiti", "FZKai-Z03"}), ("楷体", "楷_GB", "正楷"))
HEITI = Typeface(frozenset({"SimHei", "STHeiti", "FZHei-B01"}), ("黑体", "正黑_GB"))
SONGTI = Typeface(frozenset({"SimSun", "NSimSun", "STSong", "FZShuSong-Z01"}), ("宋体", "书宋"))
XIAOBIAOSONG = Typeface(
    frozenset({"FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋", "STZhongsong"}), ("小标宋", "标宋")
)


@dataclass(frozen=True, slots=True)
class Laid:
    """One paragraph: its passage, how it is set, and its role (title, recipients, body, heading1 … imprint, other)."""

    passage: Passage
    line: Line
    role: str


@dataclass(frozen=True)
class Layout:
    """A formal Word document as it is set."""

    word: WordLayout
    laid: tuple[Laid, ...]

    def role(self, *names: str) -> tuple[Laid, ...]:
        """Return the paragraphs of some roles in order."""
        return tuple(item for item in self.laid if item.role in names)

    @property
    def start(self) -> Passage:
        """Return the passage at which the page's own faults are told."""
        return self.laid[0].passage


def layout_of(text: Text, context: Context) -> Layout | None:
    """Return the layout of a formal Word document, or None where the standard does not apply or nothing can be measured."""
    return context.fact("layout", text, lambda it: _make_layout(it, context))


def _make_layout(text: Text, context: Context) -> Layout | None:
    if text.format != "docx" or text.source is None:
        return None
    is_formal = context.profile == Profile.OFFICIAL_DOCUMENT or (
        not context.profile and parts_of(text, context).is_issued
    )
    if not is_formal:
        return None
    try:
        word = read_word_layout(text.source)
    except (UnreadableDocument, ValueError):
        return None
    laid = tuple(_with_roles(text, context, _aligned(text, word)))
    return Layout(word, laid) if laid and word.pages else None


def _plain(words: str) -> str:
    return re.sub(r"\s", "", words)


def _aligned(text: Text, word: WordLayout) -> Iterator[tuple[Passage, Line]]:
    """Pair passages with the paragraphs they were read from, in order; what cannot be paired is left out."""
    passages = text.passages
    plain = [_plain(passage.raw) for passage in passages]
    at = 0
    for line in word.lines:
        words = _plain(line.text)
        if not words:
            continue
        here = next(
            (n for n in range(at, min(at + _LOOK_AHEAD, len(passages))) if plain[n] and _same(words, plain[n])), None
        )
        if here is None:
            continue
        at = here
        while at < len(passages) and plain[at] and words.startswith(plain[at]):
            yield passages[at], line
            words = words[len(plain[at]) :]
            at += 1
            if not words:
                break
        else:
            if at == here:
                yield passages[here], line
                at = here + 1


def _same(words: str, plain: str) -> bool:
    return words == plain or words.startswith(plain) or (plain.endswith(words) and len(plain) - len(words) <= 8)


def _with_roles(text: Text, context: Context, pairs: Iterable[tuple[Passage, Line]]) -> Iterator[Laid]:
    parts = parts_of(text, context)
    roles = {part.passage.index: part.kind for part in parts.found if part.kind not in {"openness", "signer"}}
    headings = {
        m.passage.index: m.level - FIRST + 1
        for m in outline_of(text, context)
        if m.is_own and FIRST <= m.level <= FOURTH
    }
    begins = max((p.passage.index for kind in ("title", "recipients") if (p := parts.first(kind))), default=-1)
    annex = parts.first("annex")
    ends = annex.passage.index if annex else len(text.passages)
    signed = max((p.passage.index for p in parts.all("date")), default=ends)
    title = parts.first("title")
    for passage, line in pairs:
        role = roles.get(passage.index, "other")
        if (
            title is not None
            and passage.index < title.passage.index
            and passage.clean
            and parts.title.find(passage.clean) >= 0
        ):
            role = "title" if passage.style == title.passage.style or passage.clean in parts.title else role
        if role == "other" and begins < passage.index < min(ends, signed) and passage.cell is None and begins >= 0:
            level = headings.get(passage.index, 0)
            role = f"heading{level}" if level else "body" if len(passage.clean) >= _BODY_LENGTH else "other"
        yield Laid(passage, line, role)


def deviation(
    items: Iterable[Laid], what: str, stated: Callable[[Laid], str], required: str, **fields: object
) -> Iterator[Finding]:
    """Yield one finding for all paragraphs that deviate alike: at the first, with the count."""
    groups: dict[str, list[Laid]] = {}
    for item in items:
        groups.setdefault(stated(item), []).append(item)
    for said, same in groups.items():
        first = same[0].passage
        count = f"（共{len(same)}处）" if len(same) > 1 else ""
        yield told(first, what, said, required, count, **fields)


def told(at: Passage, what: str, stated: str, required: str, count: str = "", **fields: object) -> Finding:
    """Return a finding that names the value found and the value required."""
    severity = fields.get("severity")
    return at.finding(
        0,
        min(len(at.clean), 24),
        f"缺{what}，应有{required}" if stated == "缺" else f"{what}为{stated}，应为{required}{count}",
        stated=stated,
        computed=required,
        suggestion=required,
        severity=severity if isinstance(severity, Severity) else None,
    )
