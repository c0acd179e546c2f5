"""Confusions of official writing that are wrong wherever they stand: 截止目前, 布署, 迫不急待.

The list is `wording/data/confusions.txt`; an office adds its own in the lexicon `confusions` (wrong → right). Spellings
that are discouraged rather than wrong (座落) are information. What the office keeps as a term of its own is none.

Legal basis: 通用规范汉字表（国发〔2013〕23号）; 第一批异形词整理表 GF 1001-2001; 党政机关公文处理工作条例 第十九条
"""

import re
from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text
from mingzheng.proofing.wording.phrases import Confused, Confusion, find_confusions, list_present

# The label of a deadline in a list: 截止 2026-12-05.
_DEADLINE = re.compile(r"截止\s?20\d{2}[-./]\d")


def find_confused(text: Text, context: Context) -> Iterable[Finding]:
    """Yield each confusion with what it should read."""
    whole = "\n".join(passage.clean for passage in text.passages)
    own: dict[str, str] = context.lexicons.get("confusions", {})
    entries = (
        *(Confusion(wrong, right, "本单位词库") for wrong, right in own.items() if wrong in whole),
        *list_present(whole),
    )
    if not entries:
        return
    terms = [term for term in context.lexicons.get("terms", ()) if term in whole]
    for passage in text.passages:
        for found in find_confusions(passage.clean, entries):
            confusion = found.confusion
            if _DEADLINE.match(passage.clean, found.start) or _is_in_term(passage.clean, found, terms):
                continue
            words = "推荐写作" if confusion.is_variant else "应为"
            yield passage.finding(
                found.start,
                found.end,
                f"“{confusion.wrong}”{words}“{confusion.right}”（{confusion.group}）",
                severity=Severity.INFO if confusion.is_variant else None,
                confidence=0.6 if confusion.is_variant else 0.97,
                stated=confusion.wrong,
                suggestion=confusion.right,
            )


def _is_in_term(words: str, found: Confused, terms: Iterable[str]) -> bool:
    """Tell whether a confusion stands inside one of the office's terms."""
    return any(words.find(term, max(0, found.end - len(term)), found.start + len(term)) >= 0 for term in terms)


CHECK = Check(
    code="WRD-CONFUSION",
    title="易混字词",
    group="wording",
    severity=Severity.ERROR,
    basis="通用规范汉字表；第一批异形词整理表",
    run=find_confused,
    level=3,
    wrong=(
        Example("截止目前，全区已办结86件。", "截止目前"),
        Example("对重点任务进行再布署。", "布署"),
        Example("经各界人土讨论，末能形成一致意见。", "末能"),
        Example("各单位要建立台帐。", "台帐"),
    ),
    right=(
        Example("报名截止2025年6月30日。"),
        Example("征求意见公告 截止 2026-12-05"),
        Example("逾期未答复的，向社会公开募集资金的，由委员会报告。"),
        Example("截至目前，全区已办结86件，群众自己经营的店铺期末成绩不错。"),
        Example("一个月未整改的，开展预防犯罪宣传。"),
    ),
)
