"""Sentences that break off: no predicate behind 要在…的, an end on a conjunction, a dash for words that never came.

Rule: a sentence says something whole; what was cut while editing shows at its end. Source: 党政机关公文处理工作条例
第十九条. Only forms that cannot be whole are told. Marks that collide are `colliding_marks`, paragraphs without end
`cut_paragraphs`.
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

_VERBS = "做好|抓好|加强|推进|完成|开展|落实|深化|强化|提升|坚持|巩固|加快|组织|实施|建立|优化"
_NO_PREDICATE = re.compile(
    rf"(?:^|(?<=[，。；：.]))[^，。；：！？]{{0,24}}?(?:要|应|应当|须|需|必须)在(?:{_VERBS})[^，。；：！？是有未没不]{{2,60}}的(?=[。；])"
)
_HANGING = re.compile(
    r"(?:^|(?<=[，。；：]))[^，。；：！？]{2,80}(?:以及|并且|而且|为了|由于|根据以下|按照以下|以|之所以|不仅|不但|因为|虽然|尽管)(?=[。；])"
)
_ENDS = tuple(
    f"{end}{mark}"
    for end in ("的", "以", "及", "且", "了", "于", "下", "仅", "但", "为", "然", "管")
    for mark in "。；"
)
_WHOLE = re.compile(
    r"(?:予|加|得|给|所|可|难|足|何|可以|加以|予以|得以|赖以|给以|难以|足以|用以|借以|致以|处以|何以|报以|辅以|佐以)(?:以)?$"
)


def find_broken(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each sentence that breaks off."""
    for passage in text.passages:
        words = passage.clean
        if not any(end in words for end in _ENDS):
            continue
        for match in _NO_PREDICATE.finditer(words):
            yield passage.finding(
                match.start(),
                match.end() + 1,
                "句子不完整：“在……的”之后缺少谓语",
                suggestion="补全“在……的”之后的内容",
                confidence=0.85,
            )
        for match in _HANGING.finditer(words):
            if not _WHOLE.search(match[0]):
                yield passage.finding(
                    match.start(), match.end() + 1, f"句子不完整：停在“{match[0][-2:]}”", confidence=0.8
                )


CHECK = Check(
    code="FRM-BROKEN",
    title="句子不完整",
    group="form",
    severity=Severity.ERROR,
    basis="《党政机关公文处理工作条例》第十九条",
    run=find_broken,
    wrong=(
        Example("各科室要在做好档案整理归集工作的。", "各科室要在做好档案整理归集工作的。"),
        Example("要定期核对台账以及。", "要定期核对台账以及。"),
    ),
    right=(
        Example("各科室要在做好档案整理的同时，抓紧补录。"),
        Example("应当在规定期限内报告而未报告的。"),
        Example("对有突出表现的，予以表彰，对经费不足的，财政予以。"),
    ),
)
