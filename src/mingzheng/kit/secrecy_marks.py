"""Finds secrecy marks in marking form: 「机密★1年」, a lone 「秘密」 at the head, 「内部资料 注意保存」, 「工作秘密」.

Ordinary prose that speaks of 国家秘密 or 工作秘密 is not a mark. A mark says its kind and line, never the words beside
it, because nothing of a refused text may be kept. Refusing, and telling whom to report to, belongs to `platform.files`.
A picture of a mark is not seen here: a document without text is unchecked, not clean.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from mingzheng.kit.text import strip_invisible

MarkKind = Literal["state_secret", "work_secret", "internal"]
HEAD_LINES = 10
_UPRIGHT_LINES = 10

_GAP = r"[ \t]*"
_LEVEL = rf"(?:[绝絕]{_GAP}密|[机機]{_GAP}密|[秘祕]{_GAP}密)"
_WORK = rf"工{_GAP}作{_GAP}[秘祕]{_GAP}密"
_STARS = "★☆⭐✩✪✫✬✭✮✯✰⚝⋆"
_ASTERISKS = "*∗﹡⁎✱✲"
_LENGTH = rf"(?:(?:[0-9](?:{_GAP}[0-9])*|[一二三四五六七八九十百两]+){_GAP}(?:年|个?{_GAP}月|日|天)|长{_GAP}期)"
_STARRED_LENGTH = re.compile(
    rf"(?P<work>工{_GAP}作{_GAP})?{_LEVEL}{_GAP}级?{_GAP}[{_STARS}{_ASTERISKS}]{_GAP}{_LENGTH}"
)
_STARRED = re.compile(
    rf"(?:^|(?<=[^\u4e00-\u9fff]))(?P<work>工{_GAP}作{_GAP})?{_LEVEL}{_GAP}级?{_GAP}[{_STARS}]|(?<=为){_LEVEL}{_GAP}[{_STARS}]"
)
_BESIDE = re.compile(r"\b[0-9]{6}\b|特[ \t]*急|加[ \t]*急|平[ \t]*急|急[ \t]*件")
_LABEL = rf"(?:密{_GAP}级(?:{_GAP}和{_GAP}保{_GAP}密{_GAP}期{_GAP}限)?{_GAP}:?{_GAP})?"
# Between level and length a star, a dot, a bracket or whatever sign a keyboard had stands for the star of the standard.
_SIGN = r"[^\w\s]{0,3}"
_TERM = rf"{_GAP}[,;、]?{_GAP}保{_GAP}密{_GAP}期{_GAP}限{_GAP}:?"
_ALONE_WITH_LENGTH = re.compile(
    rf"{_LABEL}(?:{_LEVEL}|(?P<work>{_WORK})){_GAP}级?(?:{_TERM})?{_GAP}{_SIGN}{_GAP}{_LENGTH}{_GAP}\)?"
)
_ALONE_STARRED = re.compile(rf"{_LABEL}(?:{_LEVEL}|(?P<work>{_WORK})){_GAP}[{_STARS}{_ASTERISKS}]")
_ALONE = re.compile(rf"(?P<label>{_LABEL})(?:{_LEVEL}|(?P<work>{_WORK}))")
_KINDS_OF_SECRET = frozenset(("绝密", "机密", "秘密", "国家秘密", "工作秘密", "商业秘密", "个人隐私"))
_LINE_END = re.compile(r"[\r\n\v\u0085\u2028\u2029]")
# Every mark begins in a line with one of these; the ranges are characters that may stand for one of them.
_MAY_HOLD = re.compile("[密私内內\uf900-\ufaff\U0002f800-\U0002fa1f]")
_INTERNAL = re.compile(
    r"内部(?:资料|文件|材料|刊物|情况|参阅)[,,、;·:!。\-—]*"
    r"(?:(?:请)?注意(?:保存|保密|保管)|(?:妥善|严格)保管|(?:不得|严禁|请勿|禁止)(?:外传|扩散|翻印|外泄))[。!]?"
)
_EDGES = " \t【】[]()（）「」《》<>〔〕“”\"'|_"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in marking form: state_secret 国家秘密, work_secret 工作秘密, internal 内部资料; `line` counts from 1."""

    kind: MarkKind
    line: int


def find_secrecy_marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of a text in order; full and half width, spaced and starred variants alike.

    Legal basis: 保守国家秘密法 第三十一条、第六十四条; 党政机关公文格式 GB/T 9704-2012 7.2.2
    """
    lines = _LINE_END.split(strip_invisible(text).replace("\r\n", "\n").replace("\f", "\n\f"))
    held = [index for index, line in enumerate(lines) if _MAY_HOLD.search(line)]
    for index in {near for place in held for near in (place, place + 1) if near < len(lines)}:
        lines[index] = _normalized(lines[index])
    starts = _head_lines(lines) if held else frozenset()
    lists = _lists_of_levels(lines) if held else frozenset()
    marks = []
    for index in held:
        line = lines[index]
        kind = _starred_kind(line) or _alone_kind(line, at_head=index in starts and index not in lists)
        if not kind and index + 1 < len(lines):
            kind = _broken_kind(line, lines[index + 1]) or _upright_kind(lines, index)
        if kind:
            marks.append(Mark(kind, index + 1))
    return tuple(marks)


def _normalized(line: str) -> str:
    """Return a line in half width with one kind of space; a page break stays at its head."""
    return re.sub(r"[^\S\f]+", " ", unicodedata.normalize("NFKC", line))


def _head_lines(lines: list[str]) -> frozenset[int]:
    """Return the first lines with text of every page: where a mark is put."""
    heads, seen = [], 0
    for index, line in enumerate(lines):
        if line.startswith("\f"):
            seen = 0
        if line.strip():
            seen += 1
            if seen <= HEAD_LINES:
                heads.append(index)
    return frozenset(heads)


def _lists_of_levels(lines: list[str]) -> frozenset[int]:
    """Return the lines that only list kinds of secret, as a statistic's columns do: two different ones side by side."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    names = [_trimmed(lines[index]).replace(" ", "") if _MAY_HOLD.search(lines[index]) else "" for index in filled]
    listed: set[int] = set()
    for place in range(1, len(filled)):
        pair = {names[place - 1], names[place]}
        if len(pair) == 2 and pair <= _KINDS_OF_SECRET:
            listed.update((filled[place - 1], filled[place]))
    return frozenset(listed)


def _starred_kind(line: str) -> MarkKind | None:
    match = _STARRED_LENGTH.search(line) or _STARRED.search(line)
    return _kind(match) if match else None


def _alone_kind(line: str, *, at_head: bool) -> MarkKind | None:
    alone = _trimmed(line)
    match = _ALONE_WITH_LENGTH.fullmatch(alone) or _ALONE_STARRED.fullmatch(alone)
    if not match:
        bare = _ALONE.fullmatch(alone)
        match = bare if bare and (at_head or bare["label"]) else None
    if match:
        return _kind(match)
    return "internal" if _INTERNAL.fullmatch(alone.replace(" ", "")) else None


def _broken_kind(line: str, following: str) -> MarkKind | None:
    """Find a mark whose star or length stands on the next line."""
    match = _ALONE.fullmatch(_trimmed(line))
    rest = following.strip()
    if match and re.match(rf"[{_STARS}]{_GAP}(?:{_LENGTH})?$|{_LENGTH}$", rest):
        return _kind(match)
    if re.fullmatch(r"内部(?:资料|文件|材料|刊物)", line.replace(" ", "").strip()):
        joined = (line + following).replace(" ", "").strip(_EDGES)
        return "internal" if _INTERNAL.fullmatch(joined) else None
    return None


def _upright_kind(lines: list[str], index: int) -> MarkKind | None:
    """Find a starred mark set upright, a character or two to a line, whose 密 stands on this line."""
    if len(lines[index].strip()) > 1:
        return None
    before = "".join(line.strip() for line in lines[max(index - 3, 0) : index])[-3:]
    short = takewhile(lambda line: len(line.strip()) <= 2, lines[index : index + _UPRIGHT_LINES])
    match = _STARRED_LENGTH.search(_normalized(before + "".join(line.strip() for line in short)))
    return _kind(match) if match else None


def _trimmed(line: str) -> str:
    """Return a line without brackets, leading stars, copy number and urgency, which stand beside a mark."""
    bare = _BESIDE.sub("", line.strip("\f")).strip(_EDGES)
    if bare.startswith(("**", "#")):
        bare = bare.removesuffix("**").lstrip("#*")
    return bare.lstrip(_STARS + " ").strip(_EDGES)


def _kind(match: re.Match[str]) -> MarkKind:
    return "work_secret" if match["work"] else "state_secret"
