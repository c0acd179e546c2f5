"""Finds the parts of an official document: number, signer, title, recipients, sign-off, annexes, copies, imprint.

Legal basis: 党政机关公文格式 GB/T 9704-2012 7. Whether a part is missing or misplaced is judged in `checks.form` and
`checks.sending`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingzheng.proofing.context import Context
from mingzheng.proofing.text import Passage, Text

DAY = r"(?:(?:\d{4}|\d{2})年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿]{1,3}日)"
ORGAN = r"(?:政府|局|委员会|办公室|办|厅|部|院|党委|管委会|管理委员会|党工委|工委|中心|委|署|处|科|会|公司|街道办事处)"
KINDS = (
    "决议",
    "决定",
    "命令",
    "令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
_NUMBER = re.compile(r"^[\u4e00-\u9fff]{2,12}[〔\[(（【［]\d{2,4}年?[〕\])）】］]第?\d{1,5}号?(?=$|签发人)")
_SIGNER = re.compile(r"签发人[：:]")
_RECIPIENTS = re.compile(r"^(?!.*(?:如下|下列|以下|附件|标题|来源|日期|时间))[^。；？！]{2,400}[：:]$")
_COPIES = re.compile(r"^抄[送报][：:]")
_PRINTED = re.compile(rf"(?:^|\s|[\u4e00-\u9fff])({DAY})(?:印发?|印制)$")
_OPENNESS = re.compile(
    r"^[（(]?(?:公开方式|公开属性|公开类别|信息公开选项)[：:]|^[（(](?:此件|此文)[^（）()]{0,12}公开[^（）()]{0,8}[）)]$"
)
_NOTE = re.compile(r"^[（(].{2,120}[）)]$")
_ANNEX_NOTE = re.compile(r"^附件?[：:](?=.)")
_ANNEX_MARK = re.compile(r"^附件(\d{0,2}|[一二三四五六七八九十]{1,2})[：:]?$")
_DATE_LINE = re.compile(rf"^[（(]?({DAY}|(?:\d{{1,2}}月\d{{1,2}}日))[）)]?$")
_ISSUER = re.compile(rf"^[\u4e00-\u9fff（）()、]{{3,60}}{ORGAN}$")
_ISSUER_AND_DATE = re.compile(rf"(?:^|(?<=[。！])\s?)([\u4e00-\u9fff（）()]{{2,40}}{ORGAN})({DAY})$")
_TITLE = re.compile(rf"(?:{'|'.join(KINDS)})$")
_ISSUE = re.compile(r"^[〔（(\[]?(?:\d{4}[〕）)\]])?第?\d{1,3}[期号]$|^第[一二三四五六七八九十百]+期")
_HEAD = 14
_LONGEST_SIGN_OFF = 90
_DAY_ENDS = ("日", "日）", "日)", "印", "印发", "印制")


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what it is, and the passage and cleaned range it stands in."""

    kind: str
    passage: Passage
    start: int
    end: int

    @property
    def words(self) -> str:
        """Return its cleaned words."""
        return self.passage.clean[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one document in reading order, and the kind its title names."""

    found: tuple[Part, ...]
    title: str = ""
    kind: str = ""

    def first(self, kind: str) -> Part | None:
        """Return the first part of a kind, or None."""
        return next((part for part in self.found if part.kind == kind), None)

    def all(self, kind: str) -> tuple[Part, ...]:
        """Return every part of a kind."""
        return tuple(part for part in self.found if part.kind == kind)

    @property
    def is_issued(self) -> bool:
        """Say whether the document carries a red head or its number: it is a formal one."""
        return any(part.kind in {"mark", "number"} for part in self.found)


def parts_of(text: Text, context: Context) -> Parts:
    """Return the parts of a text, found once per text."""
    return context.fact("parts", text, _find_parts)


def _find_parts(text: Text) -> Parts:
    prose = [passage for passage in text.prose if passage.style not in {"header", "note"}]
    found: list[Part] = []
    title = _title(text, prose)
    for position in range(len(prose)):
        found.extend(_parts_at(prose, position, title))
    found.extend(_imprint_cells(text))
    words = "".join(line.clean for line in _title_lines(prose, title)) if title else ""
    kind = next((kind for kind in KINDS if re.search(rf"{kind}(?:[（(][^（）()]*[）)])?$", words)), "")
    if re.search("批转|转发", words):
        kind = "通知"
    return Parts(tuple(found), words, "命令" if kind == "令" else kind)


def _imprint_cells(text: Text) -> Iterator[Part]:
    """An imprint is often set as a table of one column."""
    for table in text.tables[-2:]:
        for passage in (row[0] for row in table.rows if len(row) == 1):
            if _COPIES.match(passage.clean):
                yield Part("copies", passage, 0, len(passage.clean))
            elif printed := _PRINTED.search(passage.clean):
                yield Part("printed", passage, printed.start(1), len(passage.clean))


def _title(text: Text, prose: list[Passage]) -> Passage | None:
    head = [p for p in prose[:_HEAD] if 5 <= len(p.clean) <= 110 and not re.search(r"[。；]", p.clean)]
    named = [p for p in head if _TITLE.search(p.clean) and not _NUMBER.match(p.clean)]
    if len(named) > 1 and named[0].clean.endswith("纪要") and any(_ISSUE.match(p.clean) for p in prose[:4]):
        return named[1]  # the first is the head of the series
    return (named[0] if named else None) or next((p for p in head if p.clean == text.title), None)


def _title_lines(prose: list[Passage], title: Passage) -> list[Passage]:
    """Return the lines of a title broken over several: lines above it of the same style that are no other part."""
    lines = [title]
    position = next(number for number, passage in enumerate(prose) if passage is title)
    while position > 0 and len(lines) < 4:
        position -= 1
        above = prose[position]
        words = above.clean
        is_other = _NUMBER.match(words) or words.endswith(("文件", "：", ":", "。")) or len(words) > 50
        is_part = bool(re.search(r"关于|\d{4}年|" + ORGAN + "$", words)) and "关于" not in lines[0].clean
        if is_other or above.style != title.style or not (is_part or (title.style and title.level == 1)):
            break
        lines.insert(0, above)
    return lines


def _parts_at(prose: list[Passage], position: int, title: Passage | None) -> Iterator[Part]:
    passage = prose[position]
    words = passage.clean
    if position < _HEAD:
        yield from _head_parts(passage, position)
    if title is not None and passage is title:
        yield Part("title", passage, 0, len(words))
    elif position < _HEAD and _RECIPIENTS.match(words) and not _is_before(prose, position, title):
        yield Part("recipients", passage, 0, len(words))
    if _OPENNESS.match(words):
        yield Part("openness", passage, 0, len(words))
    elif _NOTE.match(words) and position > 2 and not _DATE_LINE.match(words):
        yield Part("note", passage, 0, len(words))
    for kind, pattern in (("copies", _COPIES), ("annex_note", _ANNEX_NOTE), ("annex", _ANNEX_MARK)):
        if pattern.match(words):
            yield Part(kind, passage, 0, len(words))
    if not _is_before(prose, position + 1, title):
        yield from _sign_off(prose, position)


def _is_before(prose: list[Passage], position: int, title: Passage | None) -> bool:
    return title is not None and position < len(prose) and title.index >= prose[position].index


def _head_parts(passage: Passage, position: int) -> Iterator[Part]:
    words = passage.clean
    if number := _NUMBER.match(words):
        yield Part("number", passage, 0, number.end())
    if signer := _SIGNER.search(words):
        yield Part("signer", passage, signer.start(), len(words))
    if position < 4 and words.endswith("文件") and 5 <= len(words) <= 60 and "《" not in words:
        yield Part("mark", passage, 0, len(words))


def _sign_off(prose: list[Passage], position: int) -> Iterator[Part]:
    passage = prose[position]
    words = passage.clean
    tail = max(0, len(words) - _LONGEST_SIGN_OFF)
    if not words.endswith(_DAY_ENDS):
        return
    if printed := _PRINTED.search(words, tail):
        yield Part("printed", passage, printed.start(1), len(words))
    elif position >= 2 and (day := _DATE_LINE.match(words)):
        above = prose[position - 1]
        if _ISSUER.match(above.clean):
            yield Part("issuer", above, 0, len(above.clean))
            yield Part("date", passage, day.start(1), day.end(1))
        elif position >= len(prose) - 6 and position > _HEAD // 2:
            yield Part("date", passage, day.start(1), day.end(1))
    elif joined := _ISSUER_AND_DATE.search(words, tail):
        yield Part("issuer", passage, joined.start(1), joined.end(1))
        yield Part("date", passage, joined.start(2), joined.end(2))
