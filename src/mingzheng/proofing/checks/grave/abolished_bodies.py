"""Institutions that no longer exist are not named as if they did.

Rule: after its last day a body is named with 原, or by its successor. Quoted titles, document numbers, orders, and
sentences that speak of that time are left alone. Source: the lexicon's rows (reforms of 2008, 2013, 2018, 2023; local
bodies are the office's own rows). Level two of 规则 3.8.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from mingzheng.proofing.context import Context
from mingzheng.proofing.lexicon.loading import judged_day, lexicon_of
from mingzheng.proofing.lexicon.rows import Body
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Passage, Text

_PAST = re.compile(r"原|前身|时任|撤销|撤并|不再保留|更名|改名|改组|组建|整合|划入|划转|合并|机构改革|曾|以前|挂牌")
_CITED = re.compile(r"^[^，。；、]{0,14}(?:令|公告|〔|\[20|发布的|印发的|制定的|规定》|办法》)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


@lru_cache(maxsize=4)
def _index(bodies: tuple[Body, ...]) -> tuple[re.Pattern[str] | None, dict[str, Body]]:
    named = {name: body for body in bodies for name in body.names}
    if not named:
        return None, {}
    words = sorted(named, key=len, reverse=True)
    return re.compile("|".join(rf"{re.escape(word)}(?!门|队|委|署)" for word in words)), named


def find_abolished(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each abolished body named as a living one."""
    day = judged_day(text, context)
    pattern, named = _index(lexicon_of(context).bodies)
    if pattern is None:
        return
    for passage in text.passages:
        for match in pattern.finditer(passage.clean):
            yield from _judge(passage, match, named[match[0]], day)


def _judge(passage: Passage, match: re.Match[str], body: Body, day: date | None) -> Iterator[Finding]:
    last = body.valid_to
    if last is None or (day is not None and day <= last) or _is_history(passage, match, last):
        return
    yield passage.finding(
        match.start(),
        match.end(),
        f"“{match[0]}”已于{last.year}年撤销或更名，现为{body.successor}",
        stated=match[0],
        computed=body.successor,
        suggestion=f"写作“原{match[0]}”，或改为{body.successor}",
        basis=body.source,
        level=body.level,
        severity=Severity.WARNING if day else Severity.INFO,
        confidence=0.8 if day else 0.5,
    )


def _is_history(passage: Passage, match: re.Match[str], last: date) -> bool:
    words = passage.clean
    before, behind = words[: match.start()], words[match.end() :]
    if before.rfind("《") > before.rfind("》") or before.endswith(("银", "乡", "中国银")) or _CITED.match(behind):
        return True
    sentence = next((s.text for s in passage.sentences if s.start <= match.start() < s.end), words)
    return bool(_PAST.search(sentence)) or any(int(year) <= last.year for year in _YEAR.findall(sentence))


CHECK = Check(
    code="GRV-BODY",
    title="已撤销机构",
    group="grave",
    severity=Severity.WARNING,
    basis="词库“机构沿革”；规则 3.8",
    run=find_abolished,
    level=2,
    wrong=(
        Example("按照国土资源部的要求，开展专项检查。", "国土资源部", as_of=date(2026, 3, 5)),
        Example("配合银保监会开展风险排查。", "银保监会", as_of=date(2024, 1, 5)),
    ),
    right=(
        Example("按照国土资源部的要求，开展专项检查。", as_of=date(2016, 3, 5)),
        Example("按照原国土资源部的要求，依据《国土资源部办公厅关于土地整治的通知》执行。", as_of=date(2026, 3, 5)),
        Example("配合银保监会开展风险排查。", as_of=date(2022, 1, 5)),
        Example("各级文化部门、人事部门按职责分工落实。", as_of=date(2026, 1, 5)),
    ),
)
