"""Sets that are named completely and in order: 四个意识, 四个自信, the guiding thoughts, 新发展理念 and others.

Rule: a set named by its members names all of them in their order; a list that goes on with other words is not that set.
Source: the lexicon, each row with its document and days. Level one of 规则 3.8 unless the row says otherwise.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from mingzheng.proofing.context import Context
from mingzheng.proofing.lexicon.loading import judged_day, lexicon_of
from mingzheng.proofing.lexicon.rows import FixedSet
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Passage, Text

_SEAM = re.compile(r"[”’\"'》]?(?:[、，,和与及]|以及){1,2}[“‘\"'《]?")
_GOES_ON = re.compile(r"^[”’\"'》]?(?:、|和(?!谐)|与|及)[^“”‘’，。；：]{1,12}")
_COMES_FROM = re.compile(r"[\u4e00-\u9fff]、[“‘\"'《]?$")
Hits = list[tuple[int, int, str]]


@lru_cache(maxsize=8)
def _pattern(members: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(members, key=len, reverse=True)
    words = [re.escape(member).replace("三个代表", '三个代表[”"]?') for member in ordered]
    return re.compile("|".join(words))


def find_broken_sets(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each set that is out of order or incomplete."""
    day = judged_day(text, context)
    sets = tuple(row for row in lexicon_of(context).sets if row.is_in_force(day))
    members = tuple(dict.fromkeys(member for row in sets for member in row.members))
    if not members:
        return
    pattern = _pattern(members)
    for passage in text.passages:
        hits = [(m.start(), m.end(), re.sub('[”"]', "", m[0])) for m in pattern.finditer(passage.clean)]
        if len(hits) > 1:
            for row in sets:
                yield from _judge_set(passage, row, hits, day)


def _judge_set(passage: Passage, row: FixedSet, hits: Hits, day: date | None) -> Iterator[Finding]:
    own = [hit for hit in hits if hit[2] in row.members]
    for run in _runs(passage.clean, own, row.gap):
        if len(run) < 2:
            continue
        said = [name for _, _, name in run]
        missing = [member for member in row.members if member not in said]
        order = [row.members.index(name) for name in said]
        if len(set(said)) < len(said) and order == sorted(order):
            continue
        fault = "次序有误" if order != sorted(order) else f"缺“{'、'.join(missing)}”" if missing else ""
        is_this_set = _is_this_set(passage.clean, row, run, complete=not missing)
        if fault and is_this_set and (row.gap or _stands_alone(passage.clean, run)):
            yield _finding(passage, row, run, fault)


def _runs(words: str, hits: Hits, gap: int) -> Iterator[Hits]:
    """Group members that follow one another, joined by 、 or (for loose sets) by a few words of one sentence."""
    run: Hits = []
    for hit in hits:
        if run:
            between = words[run[-1][1] : hit[0]]
            joined = len(between) <= gap and not re.search("[。；！？]", between) if gap else _SEAM.fullmatch(between)
            if not joined:
                yield run
                run = []
        run.append(hit)
    if run:
        yield run


def _stands_alone(words: str, run: Hits) -> bool:
    """Say whether the list neither began before nor goes on behind with words of another set."""
    before, behind = words[: run[0][0]], words[run[-1][1] :]
    return not _COMES_FROM.search(before[-3:]) and not _GOES_ON.match(behind)


def _is_this_set(words: str, row: FixedSet, run: Hits, *, complete: bool) -> bool:
    """Say whether these members mean this set: all of them, or enough of them, or any two near its name."""
    near = words[max(0, run[0][0] - 25) : run[-1][1] + 25]
    is_named = any(name in near for name in row.called or (row.name,))
    return complete or is_named or (len(run) >= row.least and not row.called)


def _finding(passage: Passage, row: FixedSet, run: Hits, fault: str) -> Finding:
    right = "、".join(row.members)
    start, end = run[0][0], run[-1][1]
    is_order = fault == "次序有误"
    return passage.finding(
        start,
        end,
        f"“{row.name}”{fault}：应为{right}",
        stated=passage.clean[start:end],
        computed=right,
        suggestion=right,
        basis=row.source,
        level=row.level,
        severity=Severity.ERROR if not row.gap else Severity.WARNING,
        confidence=0.95 if is_order else 0.7 if row.gap else 0.85,
    )


CHECK = Check(
    code="GRV-SET",
    title="成套表述完整有序",
    group="grave",
    severity=Severity.ERROR,
    basis="词库“成套表述”；规则 3.8",
    run=find_broken_sets,
    level=1,
    wrong=(
        Example("不断增强政治意识、大局意识、看齐意识、核心意识。", "政治意识、大局意识、看齐意识、核心意识"),
        Example("坚定道路自信、理论自信、制度自信。", "道路自信、理论自信、制度自信"),
        Example("做到“两个维护”、增强“四个意识”、坚定“四个自信”。", "两个维护”、增强“四个意识”、坚定“四个自信"),
    ),
    right=(
        Example("增强政治意识、大局意识、核心意识、看齐意识。"),
        Example("增强政治意识、大局意识，按要求做好工作。树立政治意识、大局意识、责任意识。"),
        Example("增强“四个意识”、坚定“四个自信”、做到“两个维护”。"),
        Example("坚持绿色、共享、开放、廉洁的办赛理念，打造创新、开放、绿色、共享的展会。"),
    ),
)
