"""Finds the sentences of a report that repeat a number of its tables: how many applications came, were answered, remain.

Answers for what a sentence claims and for whom it speaks; whether the tables agree is `agreement`. A sentence that
speaks for one organ of several, or gives a rough number, claims nothing about the tables.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from mingzheng.proofing.text import Passage, Text

from .form import CellKey, openness
from .sums import (
    applicant_columns,
    application_cells,
    document_cells,
    remedy_cells,
    result_cells,
    review_cells,
    suit_cells,
)

_N = r"(?<![\d.])(?P<n>\d{1,3}(?:[,，]\d{3})+|\d+)\s*(?:件|起|宗)(?!次|数)"
_FILL = r"(?:共计?|合计|总计|为|有|达到?|计|约合)?\s*"
_APPLICANT = r"(?P<who>自然人|法人(?:或者?|和|及|、)其他组织|商业企业|科研机构|社会公益组织|法律服务机构)"
_RESULT = r"(?P<result>予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)"
_GAP = r"[^\d，。；：,;:]{0,30}?"
_VERB = r"(?P<verb>新收到?|新接收|新受理|新增|收到|接到|接收|收办|受理|办理|处理|办结|答复)"
_DOCUMENT = r"(?:行政)?规范性文件"
_P = r"(?P<p>\d{1,3}(?:\.\d+)?)\s*[%％]"

_WHOLE = re.compile(r"全[市县区省镇乡州旗局]|[我本](?:[市县区省镇乡州旗局委办厅院]|机关|单位|街道)")
_NARROW = re.compile(
    r"(?:政府办(?:公室)?|办公室|本级|代表"
    r"|(?!各)[\u4e00-\u9fff]{2,14}?(?:局|委员会|(?<![城乡])镇|街道|乡(?!镇)|开发区|管委会|园区|公司|中心(?!工作)))(?!域|面|限)"
)
_GOVERNMENT = re.compile(r"(?:市|县|区|旗|镇|乡)(?:人民)?政府(?!信息|网|门户|公报|系统|部门|各|办)")
_BRACKET = re.compile(r"[（(][^（）()]{0,400}[)）]")
_KEPT = re.compile(rf"{_APPLICANT}|{_RESULT.replace('result', 'r2')}|上年|结转|诉讼|复议")
_CARRIED = re.compile(r"上(?:一)?年|(?:含|包括)[^，；]{0,6}结转")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a number may mean: a sum of cells and its name."""

    cells: tuple[CellKey, ...]
    words: str
    base: str = ""


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


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern and what its matches mean."""

    kind: str
    pattern: re.Pattern[str]
    means: Callable[[re.Match[str], str], tuple[tuple[Meaning, ...], tuple[Meaning, ...]]]
    needs: re.Pattern[str] | None = None


def _base(name: str, words: str) -> Meaning:
    return Meaning(application_cells(name), words, name)


_NEW = _base("new", "本年新收")
_RECEIVED = _base("received", "本年新收与上年结转之和")
_SETTLED = _base("settled", "本年度办理结果总计")


def _mean_received(match: re.Match[str], sentence: str) -> tuple[tuple[Meaning, ...], tuple[Meaning, ...]]:
    verb = match["verb"]
    if verb.startswith("新"):
        return (_NEW,), (_RECEIVED, _SETTLED)
    if verb in {"收到", "接到", "接收"}:
        return ((_NEW, _RECEIVED), ()) if _CARRIED.search(sentence) else ((_NEW,), (_RECEIVED,))
    if verb in {"办结", "答复"}:
        return (_SETTLED,), ()
    return (_NEW, _RECEIVED, _SETTLED), ()


def _mean_applicant(match: re.Match[str], _sentence: str) -> tuple[tuple[Meaning, ...], tuple[Meaning, ...]]:
    who = match["who"]
    columns = applicant_columns(who)
    return tuple(
        Meaning(application_cells(meaning.base, columns), f"{meaning.words}中的{who}", meaning.base)
        for meaning in (_NEW, _RECEIVED, _SETTLED)
    ), ()


def _mean_result(match: re.Match[str], _sentence: str) -> tuple[tuple[Meaning, ...], tuple[Meaning, ...]]:
    group = match["result"]
    return (Meaning(result_cells(group), f"表2“{group}”"),), ()


def _fixed(*meanings: Meaning) -> Callable[[re.Match[str], str], tuple[tuple[Meaning, ...], tuple[Meaning, ...]]]:
    return lambda _match, _sentence: (meanings, ())


_ABOUT_DISCLOSURE = re.compile(r"公开|依申请|申请")
_ABOUT_REMEDIES = re.compile(r"复议|诉讼")

_RULES = (
    _Rule("received", re.compile(rf"{_VERB}{_GAP}申请(?:案件|事项|件)?{_FILL}{_N}"), _mean_received),
    _Rule("received", re.compile(rf"{_VERB}[^\d，。；]{{0,10}}?{_N}\s*[^\d，。；、]{{0,12}}公开申请"), _mean_received),
    _Rule(
        "applicant",
        re.compile(rf"{_APPLICANT}(?:的?申请|提出的?(?:申请)?|提交的?(?:申请)?)?{_FILL}{_N}"),
        _mean_applicant,
    ),
    _Rule(
        "result",
        re.compile(
            rf"(?<!公开[和或及与、])(?<!提供[和或及与、])(?<!处理[和或及与、])(?<!并){_RESULT}(?:的|类|决定|申请)?\s*{_FILL}{_N}"
        ),
        _mean_result,
    ),
    _Rule(
        "carried_in",
        re.compile(rf"上(?:一)?年度?(?:结转|转结|转来|遗留){_GAP}{_N}"),
        _fixed(_base("carried_in", "上年结转")),
    ),
    _Rule(
        "carried_out",
        re.compile(rf"(?:结转|转入?)(?:至|到|入)?(?:下|次|明)(?:一)?年度?{_GAP}{_N}"),
        _fixed(_base("carried_out", "结转下年度继续办理")),
    ),
    _Rule(
        "carried_out",
        re.compile(rf"{_N}(?:申请)?(?:需要?)?(?:结转|转入)(?:至|到)?(?:下|次|明)(?:一)?年"),
        _fixed(_base("carried_out", "结转下年度继续办理")),
    ),
    _Rule(
        "remedies",
        re.compile(rf"行政复议(?:案件)?[、和及与]行政(?:诉讼|应诉)(?:案件)?{_FILL}{_N}"),
        _fixed(Meaning(remedy_cells(), "表3复议、诉讼总计之和")),
        _ABOUT_DISCLOSURE,
    ),
    _Rule(
        "remedies",
        re.compile(rf"复议[^。]{{0,60}}诉讼[^。]{{0,60}}(?:相关|上述|此类|两类)案件{_FILL}{_N}"),
        _fixed(Meaning(remedy_cells(), "表3复议、诉讼总计之和")),
    ),
    _Rule(
        "review",
        re.compile(rf"(?<!诉讼[、和及与])(?<!应诉[、和及与])(?<!诉讼案件[、和及与])行政复议(?:案件|申请)?{_FILL}{_N}"),
        _fixed(Meaning(review_cells(), "表3行政复议总计"), Meaning(review_cells(settled=True), "表3行政复议已审结数")),
        _ABOUT_DISCLOSURE,
    ),
    _Rule(
        "suits",
        re.compile(rf"(?<!复议[、和及与])(?<!案件[、和及与])行政诉讼(?:案件)?{_FILL}{_N}"),
        _fixed(Meaning(suit_cells(), "表3行政诉讼总计"), Meaning(suit_cells(settled=True), "表3行政诉讼已审结数")),
        _ABOUT_DISCLOSURE,
    ),
    _Rule(
        "made",
        re.compile(rf"(?:制发|制定|出台)(?:的|了)?{_DOCUMENT}{_FILL}{_N}"),
        _fixed(Meaning(document_cells("made"), "表1行政规范性文件“本年制发件数”")),
    ),
    _Rule(
        "abolished",
        re.compile(rf"废止(?:的|了)?{_DOCUMENT}{_FILL}{_N}"),
        _fixed(Meaning(document_cells("abolished"), "表1行政规范性文件“本年废止件数”")),
    ),
    _Rule(
        "in_force",
        re.compile(rf"现行有效的?{_DOCUMENT}{_FILL}{_N}"),
        _fixed(Meaning(document_cells("in_force"), "表1行政规范性文件“现行有效件数”")),
    ),
    *(
        _Rule(
            code,
            re.compile(rf"{label}(?:处理)?决定{_FILL}{_N}"),
            _fixed(Meaning((openness(code, "decisions"),), f"表1“{label}”")),
        )
        for code, label in (("licensing", "行政许可"), ("penalty", "行政处罚"), ("coercion", "行政强制"))
    ),
)


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
    for rule in _RULES:
        for match in rule.pattern.finditer(sentence.words):
            at = match.span("n")
            if at in sentence.taken or (rule.needs and not rule.needs.search(sentence.before + sentence.words)):
                continue
            scope = _scope(sentence, match.start())
            if scope == "narrow":
                continue
            sentence.taken.append(at)
            yield _claim(sentence, rule, match, sure_scope=scope == "whole")


def _claim(sentence: _Sentence, rule: _Rule, match: re.Match[str], *, sure_scope: bool) -> Claim:
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


SHARE = re.compile(
    rf"(?:{_APPLICANT}|{_RESULT})[^。；，\d]{{0,12}}(?:\d+件，?)?[^。；，\d]{{0,6}}占[^\d。；，]{{0,14}}{_P}"
)
GROWTH = re.compile(rf"^[^。；\d]{{0,8}}同比(?P<way>增长|增加|上升|下降|减少)(?:了|约)?{_P}")
SETTLED_SHARE = re.compile(rf"办结率[^\d。；，]{{0,4}}{_P}")
IN_TIME = re.compile(r"按时|按期|及时|法定|限期|期限")
ALL_WORDS = re.compile(r"(?:均|全部)[^，。；\d]{0,4}(?:结案|审结)")
