"""The phrases in which reports repeat the numbers of their tables, and what each may mean.

Finding them in a text, and for whom a sentence speaks, is `wording`; whether the tables agree is `agreement`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

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
APPLICANT = r"(?P<who>自然人|法人(?:或者?|和|及|、)其他组织|商业企业|科研机构|社会公益组织|法律服务机构)"
RESULT = r"(?P<result>予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)"
_GAP = r"[^\d，。；：,;:]{0,30}?"
_VERB = r"(?P<verb>新收到?|新接收|新受理|新增|收到|接到|接收|收办|受理|办理|处理|办结|答复)"
_DOCUMENT = r"(?:行政)?规范性文件"
_P = r"(?P<p>\d{1,3}(?:\.\d+)?)\s*[%％]"

_CARRIED = re.compile(r"上(?:一)?年|(?:含|包括)[^，；]{0,6}结转")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a number may mean: a sum of cells and its name."""

    cells: tuple[CellKey, ...]
    words: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its matches mean. `needs` stands in the sentence or before it, `lead` in it before the match."""

    kind: str
    pattern: re.Pattern[str]
    means: Callable[[re.Match[str], str], tuple[tuple[Meaning, ...], tuple[Meaning, ...]]]
    needs: re.Pattern[str] | None = None
    lead: re.Pattern[str] | None = None


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

RULES = (
    Rule("received", re.compile(rf"{_VERB}{_GAP}申请(?:案件|事项|件)?{_FILL}{_N}"), _mean_received),
    Rule("received", re.compile(rf"{_VERB}[^\d，。；]{{0,10}}?{_N}\s*[^\d，。；、]{{0,12}}公开申请"), _mean_received),
    Rule("received", re.compile(rf"{_VERB}{_GAP}依申请(?:公开)?(?:信息|事项|件)?{_FILL}{_N}"), _mean_received),
    Rule(
        "settled",
        re.compile(rf"(?:[，、；]|按[时期]|已|共|依法)(?:办结|答复){_FILL}{_N}"),
        _fixed(_SETTLED),
        lead=re.compile(r"申请"),
    ),
    Rule(
        "applicant",
        re.compile(rf"{APPLICANT}(?:的?申请|提出的?(?:申请)?|提交的?(?:申请)?)?{_FILL}{_N}"),
        _mean_applicant,
    ),
    Rule(
        "result",
        re.compile(
            rf"(?<!公开[和或及与、])(?<!提供[和或及与、])(?<!处理[和或及与、])(?<!并){RESULT}(?:的|类|决定|申请)?\s*{_FILL}{_N}"
        ),
        _mean_result,
    ),
    Rule(
        "carried_in",
        re.compile(rf"上(?:一)?年度?(?:结转|转结|转来|遗留){_GAP}{_N}"),
        _fixed(_base("carried_in", "上年结转")),
    ),
    Rule(
        "carried_out",
        re.compile(rf"(?:结转|转入?)(?:至|到|入)?(?:下|次|明)(?:一)?年度?{_GAP}{_N}"),
        _fixed(_base("carried_out", "结转下年度继续办理")),
    ),
    Rule(
        "carried_out",
        re.compile(rf"{_N}(?:申请)?(?:需要?)?(?:结转|转入)(?:至|到)?(?:下|次|明)(?:一)?年"),
        _fixed(_base("carried_out", "结转下年度继续办理")),
    ),
    Rule(
        "remedies",
        re.compile(rf"行政复议(?:案件)?[、和及与]行政(?:诉讼|应诉)(?:案件)?{_FILL}{_N}"),
        _fixed(Meaning(remedy_cells(), "表3复议、诉讼总计之和")),
        _ABOUT_DISCLOSURE,
    ),
    Rule(
        "remedies",
        re.compile(rf"复议[^。]{{0,60}}诉讼[^。]{{0,60}}(?:相关|上述|此类|两类)案件{_FILL}{_N}"),
        _fixed(Meaning(remedy_cells(), "表3复议、诉讼总计之和")),
    ),
    Rule(
        "review",
        re.compile(rf"(?<!诉讼[、和及与])(?<!应诉[、和及与])(?<!诉讼案件[、和及与])行政复议(?:案件|申请)?{_FILL}{_N}"),
        _fixed(Meaning(review_cells(), "表3行政复议总计"), Meaning(review_cells(settled=True), "表3行政复议已审结数")),
        _ABOUT_DISCLOSURE,
    ),
    Rule(
        "suits",
        re.compile(rf"(?<!复议[、和及与])(?<!案件[、和及与])行政诉讼(?:案件)?{_FILL}{_N}"),
        _fixed(Meaning(suit_cells(), "表3行政诉讼总计"), Meaning(suit_cells(settled=True), "表3行政诉讼已审结数")),
        _ABOUT_DISCLOSURE,
    ),
    Rule(
        "made",
        re.compile(rf"(?:制发|制定|出台)(?:的|了)?{_DOCUMENT}{_FILL}{_N}"),
        _fixed(Meaning(document_cells("made"), "表1行政规范性文件“本年制发件数”")),
    ),
    Rule(
        "abolished",
        re.compile(rf"废止(?:的|了)?{_DOCUMENT}{_FILL}{_N}"),
        _fixed(Meaning(document_cells("abolished"), "表1行政规范性文件“本年废止件数”")),
    ),
    Rule(
        "in_force",
        re.compile(rf"现行有效的?{_DOCUMENT}{_FILL}{_N}"),
        _fixed(Meaning(document_cells("in_force"), "表1行政规范性文件“现行有效件数”")),
    ),
    *(
        Rule(
            code,
            re.compile(rf"(?:{words}){_FILL}{_N}"),
            _fixed(Meaning(document_cells(code), f"表1行政规范性文件“{label}”")),
            lead=re.compile(r"规范性文件[^；]{0,20}$"),
        )
        for code, words, label in (
            ("made", "新?制[发定]", "本年制发件数"),
            ("abolished", "废止", "本年废止件数"),
            ("in_force", "现行有效", "现行有效件数"),
        )
    ),
    *(
        Rule(
            code,
            re.compile(rf"{label}(?:处理)?决定{_FILL}{_N}"),
            _fixed(Meaning((openness(code, "decisions"),), f"表1“{label}”")),
        )
        for code, label in (("licensing", "行政许可"), ("penalty", "行政处罚"), ("coercion", "行政强制"))
    ),
)


SHARE = re.compile(
    rf"(?:{APPLICANT}|{RESULT})[^。；，\d]{{0,12}}(?:\d+件，?)?[^。；，\d]{{0,6}}占[^\d。；，]{{0,14}}{_P}"
)
GROWTH = re.compile(rf"^[^。；\d]{{0,8}}同比(?P<way>增长|增加|上升|下降|减少)(?:了|约)?{_P}")
SETTLED_SHARE = re.compile(rf"办结率[^\d。；，]{{0,4}}{_P}")
IN_TIME = re.compile(r"按时|按期|及时|法定|限期|期限")
ALL_WORDS = re.compile(r"(?:均|全部)[^，。；\d]{0,4}(?:结案|审结)")
