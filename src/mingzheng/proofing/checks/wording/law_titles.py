"""Titles in 《》 that miss a law's name by one character: 《行政处罚发》.

The names of the laws in force are data/laws.txt, with main regulations of the State Council; an office adds documents
of its own in the lexicon `titles`. Titles of another length are other documents and are left alone.

Legal basis: 立法法 第六十五条; 党政机关公文处理工作条例 第十九条（引用公文应当先引标题）
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from mingzheng.proofing import wording
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_TITLE = re.compile(r"《([\u4e00-\u9fff、（）〔〕]{5,40})》")
_COUNTRY = "中华人民共和国"
_SHORTEST = 5


def find_titles(text: Text, context: Context) -> Iterable[Finding]:
    """Yield titles one character away from a known one."""
    own = frozenset(context.lexicons.get("titles", ()))
    known = _titles() | own
    for passage in text.passages:
        if "《" not in passage.clean:
            continue
        for match in _TITLE.finditer(passage.clean):
            offset = len(_COUNTRY) if match[1].startswith(_COUNTRY) else 0
            title = match[1][offset:]
            if len(title) < _SHORTEST or title in known:
                continue
            near = [right for right in _of_length(len(title)) | own if _differs_once(title, right)]
            if len(near) == 1:
                start = match.start(1) + offset
                yield passage.finding(
                    start,
                    start + len(title),
                    f"法规名称疑有误，应为《{near[0]}》",
                    confidence=0.85,
                    stated=title,
                    suggestion=near[0],
                )


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    source = files(wording).joinpath("data", "laws.txt").read_text(encoding="utf-8")
    return frozenset(line for line in source.split("\n") if line and not line.startswith("#"))


@lru_cache(maxsize=64)
def _of_length(length: int) -> frozenset[str]:
    return frozenset(title for title in _titles() if len(title) == length)


def _differs_once(title: str, right: str) -> bool:
    return len(title) == len(right) and sum(a != b for a, b in zip(title, right, strict=True)) == 1


CHECK = Check(
    code="WRD-TITLE",
    title="法规名称有误",
    group="wording",
    severity=Severity.WARNING,
    basis="党政机关公文处理工作条例第十九条",
    run=find_titles,
    level=2,
    wrong=(
        Example("依据《中华人民共和国行政处罚发》作出决定。", "行政处罚发"),
        Example("按照《政府信息公开条列》办理。", "政府信息公开条列"),
    ),
    right=(
        Example("依据《中华人民共和国行政处罚法》《政府信息公开条例》作出决定。"),
        Example("印发《云山区行政处罚办法》。"),
    ),
)
