"""Names and wordings that may not be used: Taiwan, Hong Kong and Macao beside China, foreign names of our territory, and others.

Rule: the lexicon's forbidden wordings, each with source and days; a row may allow the words inside quotation marks.
Source: the rows (新华社新闻信息报道中的禁用词和慎用词, 宪法 and others). Levels of 规则 3.8.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from mingzheng.proofing.context import Context
from mingzheng.proofing.lexicon.loading import judged_day, lexicon_of
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_ORDINARY_LEVEL = 2
_OPENING, _CLOSING = "“‘\"'「《", "”’\"'」》"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def find_forbidden(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each forbidden wording."""
    day = judged_day(text, context)
    for row in lexicon_of(context).forbidden:
        if not row.is_in_force(day):
            continue
        pattern = _compiled(row.pattern)
        for passage in text.passages:
            if row.anchors and not any(anchor in passage.clean for anchor in row.anchors):
                continue
            for match in pattern.finditer(passage.clean):
                if row.quoted_is_right and _is_quoted(passage.clean, match):
                    continue
                yield passage.finding(
                    match.start(),
                    match.end(),
                    f"{row.message}：“{match[0]}”",
                    stated=match[0],
                    suggestion=row.advice,
                    basis=row.source,
                    level=row.level,
                    severity=Severity.WARNING if row.level >= _ORDINARY_LEVEL else None,
                )


def _is_quoted(words: str, match: re.Match[str]) -> bool:
    """Say whether a quotation mark stands inside the words or directly before them."""
    inside = any(mark in match[0] for mark in "“‘\"'")
    return inside or words[max(0, match.start() - 1) : match.start()] in tuple(_OPENING)


CHECK = Check(
    code="GRV-NAME",
    title="涉领土、台港澳、民族和职务名称的禁用表述",
    group="grave",
    severity=Severity.ERROR,
    basis="词库“禁用表述”；规则 3.8",
    run=find_forbidden,
    level=1,
    wrong=(
        Example("加强中国与台湾的经贸往来。", "中国与台湾"),
        Example("产品销往香港、新加坡等国家。", "香港、新加坡等国家"),
        Example("接待台湾国代表团。", "台湾国"),
        Example("两岸三地青年交流活动。", "两岸三地"),
        Example("坚决做到“四个意识”。", "做到“四个意识"),
    ),
    right=(
        Example("加强大陆与台湾、内地与香港的经贸往来，推动中国台湾地区青年交流。"),
        Example("产品销往香港、新加坡等国家和地区，经香港国际机场转运。"),
        Example("增强“四个意识”、坚定“四个自信”、做到“两个维护”，搭建数据中台。"),
    ),
)
