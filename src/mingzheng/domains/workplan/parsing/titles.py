"""Finds the titles of a scheme: of the notice that issues it and of the annex that contains it.

Whether the two agree is judged in `checks`; the rest of the frame is `frame`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .numbering import THIRD, find_mark
from .records import Line

_KINDS = r"(?:通知|意见|函|通报|报告|公告|通告|批复|决定|办法)"
_SCHEMES = (
    r"(?:方案|要点|分解表|分工表|任务表|一览表|台账|清单|计划|安排表?|任务分工|责任分工|任务分解|分解|主要任务|重点任务|"
    r"工作任务|规划|分工|任务|措施|细则)"
)
_NOTICE = re.compile(
    rf"^(?P<issuer>.{{0,60}}?)关于(?:印发|转发|下发|发布|做好|落实|贯彻|报送|进一步|开展|切实|认真|全面|加强|推进|.{{2,}}).*的{_KINDS}$"
    rf"|^(?P<issuer_named>[^。；，：:]{{0,60}}?)(?:联合)?(?:印发|转发|下发|发布)《[^《》]{{4,80}}》的{_KINDS}$"
)
_ANNEX = re.compile(rf"^[^。；，：:]{{3,}}{_SCHEMES}$")
_ANNOTATION = re.compile(r"[（(]([^（）()]{2,60})[)）]$")
_NOT_TITLE = re.compile(
    r"^[（(](?:此件|本文)|文件$|[〔\[]\d{4}[〕\]]|签发人|^(?:特急|加急|急件|内部(?:资料|文件|使用|材料))|注意保存|^(?:附件|附表|附)[:：\d一二三]*|[:：]$"
)


@dataclass
class Titles:
    """The titles as printed; `cited` is the scheme's name inside the title of the notice."""

    notice: str = ""
    annex: str = ""
    cited: str = ""
    issuer: str = ""
    annotation: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def main(self) -> str:
        """Return the title of the document: the notice's, or the scheme's own when it stands alone."""
        return self.notice or self.annex


def find_titles(lines: list[Line]) -> tuple[Titles, list[Line]]:
    """Return the titles and the lines that are none; lines above the title come back in `Titles.above`."""
    titles = Titles()
    body = drop_attachment_list([x for x in lines if not x.header])
    limit = _first_mark(body)
    span = _search(body, 0, min(limit, 20), _NOTICE, titles)
    start = 0
    if span:
        titles.notice = _text(body, span)
        found = _NOTICE.match(titles.notice)
        titles.issuer = (found["issuer"] or found["issuer_named"] or "") if found else ""
        titles.cited = _cited(titles.notice)
        start = span[1]
    annex = _search(body, start, limit, _ANNEX, titles)
    if annex:
        titles.annex = _text(body, annex)
    elif not span:
        span = _first_heading(body, limit)
        titles.annex = _text(body, span) if span else ""
    taken = {i for s in (span, annex) if s for i in range(*s)}
    first = min(taken, default=0)
    titles.above = tuple(x.text for x in body[:first])
    titles.below = tuple(x.text for i, x in enumerate(body[first : first + 8], first) if i not in taken)
    rest = [x for i, x in enumerate(body) if i >= first and i not in taken and not _is_annex_word(x.text)]
    return titles, rest


def drop_attachment_list(lines: Sequence[Line]) -> list[Line]:
    """Leave out 「附件：1.… 2.…」 below the text: names of annexes are no items of the list."""
    kept: list[Line] = []
    inside = False
    for line in lines:
        mark = find_mark(line.text)
        starts = bool(re.match(r"附件?\s*[:：]\s*\S", line.text))
        inside = starts or (inside and mark is not None and mark.kind == THIRD and not line.text.endswith("。"))
        if not inside:
            kept.append(line)
    return kept


def _is_annex_word(text: str) -> bool:
    return bool(re.fullmatch(r"附件?\s*[一二三四五\d]*[:：]?", text))


def _first_mark(lines: Sequence[Line]) -> int:
    """Return where the list of running text begins: nothing behind that is a title."""
    for position, line in enumerate(lines):
        mark = find_mark(line.text)
        if mark is not None and position > 0:
            return position
    return len(lines)


def _search(
    lines: Sequence[Line], start: int, end: int, pattern: re.Pattern[str], titles: Titles
) -> tuple[int, int] | None:
    """Return the range of lines that together make a title; a longer join wins over a part of it."""
    for first in range(start, end):
        best = None
        for last in range(first + 1, min(first + 5, end) + 1):
            if not _may_join(lines[last - 1].text, is_first=last == first + 1):
                break
            text, annotation = _strip_annotation("".join(x.text for x in lines[first:last]))
            if pattern.match(text) and len(text) <= 120:
                best = (first, last)
                titles.annotation = annotation or titles.annotation
                break
        if best:
            return best
    return None


def _may_join(text: str, *, is_first: bool) -> bool:
    if (
        not re.search(r"[\u4e00-\u9fff]", text)
        or _NOT_TITLE.search(text)
        or find_mark(text)
        or len(text) > 90
        or re.search(r"年\d{1,2}月\d{1,2}日$", text)
    ):
        return False
    plain = _strip_annotation(text)[0]
    return not re.search(r"[。；！？]", plain) and (is_first or not plain.startswith(("为", "根据", "现将")))


def _strip_annotation(text: str) -> tuple[str, str]:
    """Take a closing bracket that says number, date or 公开 off a title: 「…任务（×府办，2019年5月28日）」."""
    found = _ANNOTATION.search(text)
    if found and re.search(r"\d{4}年|公开|号$|征求意见|讨论|送审|试行|草案", found[1]):
        keeps = re.fullmatch(r"试行|征求意见稿|讨论稿|送审稿|草案", found[1])
        return (text, "") if keeps else (text[: found.start()], found[1])
    return text, ""


def _text(lines: Sequence[Line], span: tuple[int, int]) -> str:
    return _strip_annotation("".join(x.text for x in lines[span[0] : span[1]]))[0]


def _first_heading(lines: Sequence[Line], limit: int) -> tuple[int, int] | None:
    """Return what stands as a title when no words tell: a heading of the first level, or a first line without a stop."""
    front = [x for x in lines[: min(limit, 10)] if not find_mark(x.text)]
    titled = next((x for x in front if x.level == 1), None)
    if titled is None and front and _may_join(front[0].text, is_first=True) and 6 <= len(front[0].text) <= 60:
        titled = front[0]
    position = next((i for i, x in enumerate(lines) if x is titled), None)
    return None if position is None else (position, position + 1)


def _cited(notice: str) -> str:
    found = re.search(rf"(?:关于|^[^《]*)(?:印发|转发|下发|发布)《?(.+?)》?的{_KINDS}$", notice)
    return found[1].strip("《》") if found else ""
