"""Finds the sentences of a report that repeat a number of its tables: how many applications came, were answered, remain.

Answers for what a sentence claims and for whom it speaks; the phrases are `phrases`, whether the tables agree is
`agreement`. A sentence that speaks for one organ of several, or gives a rough number, claims nothing about the tables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from mingzheng.proofing.text import Passage, Text

from .form import CellKey
from .phrases import APPLICANT, RESULT, RULES, Meaning, Rule
from .sums import applicant_columns

_WHOLE = re.compile(r"全[市县区省镇乡州旗局]|[我本](?:[市县区省镇乡州旗局委办厅院]|机关|单位|街道)")
_NARROW = re.compile(
    r"(?:政府办(?:公室)?|办公室|本级|代表"
    r"|(?!各)[\u4e00-\u9fff]{2,14}?(?:局|委员会|(?<![城乡])镇|街道|乡(?!镇)|开发区|管委会|园区|公司|中心(?!工作)))(?!域|面|限)"
)
_GOVERNMENT = re.compile(r"(?:市|县|区|旗|镇|乡)(?:人民)?政府(?!信息|网|门户|公报|系统|部门|各|办)")
_BRACKET = re.compile(r"[（(][^（）()]{0,400}[)）]")
_KEPT = re.compile(rf"{APPLICANT}|{RESULT.replace('result', 'r2')}|上年|结转|诉讼|复议")
_CHANNEL = re.compile(
    r"网络|网上|网站|线上|互联网|信函|信件|邮寄|邮政|邮件|传真|当面|现场|平台|窗口|电子|书面|重复|超期|逾期"
)
# 「行政复议案件9件，其中涉及政府信息公开2件」: the first number is of all cases.
_PART = re.compile(r"其中[^，；]{0,12}公开")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number a sentence gives for something the tables also give.

    `meanings` are the readings the words allow; `decoys` are tempting wrong ones that deserve their own sentence.
    """

    passage: Passage
    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    kind: str
    words: str
    meanings: tuple[Meaning, ...]
    decoys: tuple[Meaning, ...] = ()
    sentence: tuple[int, int] = (0, 0)
    sure_scope: bool = True
    columns: tuple[str, ...] = ()


@dataclass
class _Sentence:
    """A sentence with brackets that list other units blanked out."""

    passage: Passage
    start: int
    words: str
    before: str
    unit: str
    taken: list[tuple[int, int]] = field(default_factory=list)


def list_claims(text: Text, unit: str = "") -> list[Claim]:
    """Return the claims of a text in reading order; `unit` is the organ whose report it is."""
    claims: list[Claim] = []
    for passage in text.prose:
        before = ""
        for span in passage.sentences:
            sentence = _Sentence(passage, span.start, _mask(span.text), before, unit)
            claims.extend(_claims_of(sentence))
            before = (before + span.text)[-200:]
    return sorted(claims, key=lambda claim: (claim.passage.index, claim.start))


def _claims_of(sentence: _Sentence) -> Iterator[Claim]:
    for rule in RULES:
        for match in rule.pattern.finditer(sentence.words):
            at = match.span("n")
            if at in sentence.taken or _CHANNEL.search(match[0]) or not _fits(rule, sentence, match.start()):
                continue
            scope = _scope(sentence, match.start())
            if scope == "narrow":
                continue
            sentence.taken.append(at)
            yield _claim(sentence, rule, match, sure_scope=scope == "whole")


def _fits(rule: Rule, sentence: _Sentence, at: int) -> bool:
    if rule.needs and (not rule.needs.search(sentence.before + sentence.words) or _PART.search(sentence.words, at)):
        return False
    return rule.lead is None or rule.lead.search(sentence.words[:at]) is not None


def _claim(sentence: _Sentence, rule: Rule, match: re.Match[str], *, sure_scope: bool) -> Claim:
    meanings, decoys = rule.means(match, sentence.words)
    base = sentence.start
    return Claim(
        sentence.passage,
        base + match.start(),
        base + match.end(),
        base + match.start("n"),
        base + match.end("n"),
        Decimal(match["n"].replace(",", "").replace("，", "")),
        rule.kind,
        match[0].strip(),
        meanings,
        decoys,
        (base, base + len(sentence.words)),
        sure_scope,
        applicant_columns(match["who"]) if rule.kind == "applicant" else (),
    )


def _mask(words: str) -> str:
    """Blank out brackets that say nothing about the tables: 「（市政府3件、教育局5件）」."""
    return _BRACKET.sub(lambda match: match[0] if _KEPT.search(match[0]) else " " * len(match[0]), words)


def _scope(sentence: _Sentence, at: int) -> str:
    """Return for whom a sentence speaks at a place: whole, unsure, or narrow (one organ of several)."""
    lead = sentence.words[:at]
    lead = lead[max(lead.rfind("；"), lead.rfind(";")) + 1 :]
    whole = max((match.end() for match in _WHOLE.finditer(lead)), default=0)
    for match in _NARROW.finditer(lead, whole):
        if not sentence.unit or (match[0] not in sentence.unit and sentence.unit not in match[0]):
            return "narrow"
    if not whole and _GOVERNMENT.search(lead):
        return "unsure"
    return "whole"


def list_documents_evidence(text: Text) -> dict[CellKey, set[int]]:
    """Return the numbers of 行政规范性文件 the text gives, to tell cells apart that ran together."""
    evidence: dict[CellKey, set[int]] = {}
    for claim in list_claims(text):
        if claim.kind in {"made", "abolished", "in_force"}:
            evidence.setdefault(claim.meanings[0].cells[0], set()).add(int(claim.value))
    return evidence
