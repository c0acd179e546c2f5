"""Terms that have one wording, and names and titles nobody may mistake.

Rule: a fixed term is written as decided; what comes close to it and is not it is an error. Source: the lexicon, each row
with its document and days. Members of sets are `fixed_sets`; Taiwan, Hong Kong and Macao are `territory`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from mingzheng.proofing.context import Context
from mingzheng.proofing.lexicon.loading import judged_day, lexicon_of
from mingzheng.proofing.lexicon.rows import FixedTerm
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Passage, Text

_ORDINARY_LEVEL = 2


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def find_wrong_terms(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each wording that comes close to a fixed term and is not it."""
    day = judged_day(text, context)
    lexicon = lexicon_of(context)
    allowed = {right for row in lexicon.terms if row.is_in_force(day) for right in row.right}
    for row in lexicon.terms:
        if not row.is_in_force(day):
            continue
        pattern = _compiled(row.near)
        for passage in text.passages:
            if row.anchors and not any(anchor in passage.clean for anchor in row.anchors):
                continue
            for match in pattern.finditer(passage.clean):
                if match[0] not in allowed:
                    yield _finding(passage, match, row)


def _finding(passage: Passage, match: re.Match[str], row: FixedTerm) -> Finding:
    return passage.finding(
        match.start(),
        match.end(),
        f"固定提法有误：“{match[0]}”应为“{row.name}”",
        stated=match[0],
        computed=row.name,
        suggestion=row.name,
        basis=row.source,
        level=row.level,
        severity=Severity.WARNING if row.level >= _ORDINARY_LEVEL else None,
    )


CHECK = Check(
    code="GRV-TERM",
    title="固定提法",
    group="grave",
    severity=Severity.ERROR,
    basis="词库“固定提法”；规则 3.8",
    run=find_wrong_terms,
    level=1,
    wrong=(
        Example("坚持以习近平新时代社会主义思想为指导。", "习近平新时代社会主义思想"),
        Example("学习贯彻习近平法制思想。", "习近平法制思想", computed="习近平法治思想"),
        Example("根据中国人民共和国宪法。", "中国人民共和国", computed="中华人民共和国"),
    ),
    right=(
        Example("坚持以习近平新时代中国特色社会主义思想为指导，学习贯彻习近平法治思想。"),
        Example("以“三个代表”重要思想为指导，依据《中华人民共和国宪法》。"),
    ),
)
