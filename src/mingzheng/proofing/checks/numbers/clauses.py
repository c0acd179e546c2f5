"""Parts told clause by clause (其中A 62个，已完成；B 24个；C 14个) fit into their whole.

They are complete when the last is called 其他, or when as many kinds are announced as are told (分三类：…；…；…). An open list
that comes to a little more than its whole is suspected, one that falls a little short is told as information.
Parts told in one clause are `breakdowns`.
"""

import re
from collections.abc import Iterator

from mingzheng.kit.numerals import parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import is_slip, plain
from mingzheng.proofing.relations.clauses import OVERLAPPING, clause_parts, own_parts
from mingzheng.proofing.relations.figures import (
    Sentence,
    adds_up,
    clause_before,
    in_scale,
    is_exact,
    is_percent,
    relate,
    same_unit,
    sentences_of,
    span,
    sum_words,
    total_of,
)
from mingzheng.proofing.text import Text

_OPENING = re.compile(
    r"其中[:：]?|分(?:为|成)?(?P<kinds>[两三四五六七八九十]|\d)(?:大?类|种|批次?|个?方面|部分|级)(?:情况)?[:：]|[:：]"
)
_REST = re.compile(r"(?:其他|其它|其余|另外|剩余)[^，、；;,]{0,14}$")
_FURTHEST, _MANY, _NEARLY, _BARELY_MORE, _LONG = 40, 3, 95, 105, 100


def relate_clauses(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every whole whose parts are told clause by clause."""
    for sentence in sentences_of(text, context):
        if len(sentence.figures) < _MANY or not re.search("[；;]", sentence.words[sentence.start : sentence.end]):
            continue
        for opening in _OPENING.finditer(sentence.words, sentence.start, sentence.end):
            parts = clause_parts(sentence, opening.end())
            whole = _whole(sentence, opening, parts[0]) if parts else None
            if whole is not None and not _is_told_at_once(sentence, opening.end(), whole):
                yield _judge(sentence, whole, parts, closed=_is_closed(sentence, opening, parts))
                break


def _whole(sentence: Sentence, opening: re.Match[str], part: Quantity) -> Quantity | None:
    """Return the number the parts divide: the nearest of their unit in front, in the same clause between semicolons."""
    before = [f for f in sentence.figures if f.until <= opening.start() and same_unit(f, part) and f.kind != "change"]
    if not before or not is_exact(before[-1]) or is_percent(before[-1]):
        return None
    between = sentence.words[before[-1].until : opening.start()]
    return before[-1] if len(between) <= _FURTHEST and not re.search("[；;]", between) else None


def _is_told_at_once(sentence: Sentence, at: int, whole: Quantity) -> bool:
    """Tell whether the first clause alone divides the whole: 「其中A 5200人，B 3400人；另有…」."""
    first_end = re.compile("[；;]").search(sentence.words, at, sentence.end)
    inside = list(own_parts(sentence, at, first_end.start() if first_end else sentence.end, whole))
    return len(inside) > 1 and adds_up(inside, whole)


def _is_closed(sentence: Sentence, opening: re.Match[str], parts: list[Quantity]) -> bool:
    if opening["kinds"]:
        return parse_chinese_number(opening["kinds"]) == len(parts)
    return bool(_REST.search(clause_before(sentence.words, parts[-1], parts[-2].until)))


def _judge(sentence: Sentence, whole: Quantity, parts: list[Quantity], *, closed: bool) -> Relation:
    computed, stated = plain(in_scale(total_of(parts), whole)), plain(whole.value)
    unit = f"{whole.scale}{whole.unit}"
    verdict, severity, confidence = _verdict(sentence, whole, parts, closed=closed)
    return relate(
        sentence.passage,
        [span(whole), *map(span, parts)],
        kind="sum" if adds_up(parts, whole) or verdict != "holds" else "part",
        expr=f"{sum_words(parts)}={whole.value}{whole.scale}",
        verdict=verdict,
        computed=computed,
        stated=stated,
        message=f"逐项所列之和为{computed}{unit}，总数为{stated}{unit}",
        suggestion="核对各项与总数；未列全的写明“等”或“其他”",
        severity=severity,
        confidence=confidence,
    )


def _verdict(
    sentence: Sentence, whole: Quantity, parts: list[Quantity], *, closed: bool
) -> tuple[str, Severity | None, float]:
    total = total_of(parts)
    if adds_up(parts, whole):
        return "holds", None, 1.0
    if closed:
        return "fails", None, 0.85
    # Clauses may go on to something else; what all but fits is a list of parts.
    slipped = (
        len(parts) >= _MANY and whole.value >= _LONG and is_slip(plain(in_scale(total, whole)), plain(whole.value))
    )
    if slipped or whole.amount < total <= whole.amount * _BARELY_MORE / 100:
        overlaps = OVERLAPPING.search(sentence.words[whole.until : parts[-1].until])
        return ("holds" if overlaps else "suspect"), None, 0.7
    if total > whole.amount:
        return "holds", None, 1.0
    if len(parts) >= _MANY and total * 100 >= whole.amount * _NEARLY:
        return "suspect", Severity.INFO, 0.5
    return "holds", None, 1.0


CHECK = Check(
    code="NUM-CLAUSES",
    title="逐句分述的分项与总数",
    group="numbers",
    severity=Severity.ERROR,
    basis="分项不大于总数，列全的分项之和等于总数；统计数据应当真实准确（统计法第七条）",
    relate=relate_clauses,
    wrong=(
        Example("发现问题98个，其中立行立改的62个，已全部完成；分阶段的24个，已完成20个；持续的14个。", "98个", "100"),
        Example("办理提案52件，分三类：甲类30件，均已办结；乙类15件，正在办理；丙类9件。", "52件", "54"),
        Example("受理案件86件，其中：维持41件；撤销12件；终止18件；驳回15件；其他3件。", "86件", "89"),
    ),
    right=(
        Example("发现问题98个，其中立行立改的60个，已全部完成；分阶段的24个，已完成20个；持续的14个。"),
        Example("受理投诉560件，其中噪声类230件，同比下降5%；油烟类120件；扬尘类60件。"),
        Example("新增就业8600人，其中城镇5200人，农村3400人；失业人员再就业1800人；就业困难人员就业8000人。"),
        Example("现有干部40人，其中党员35人；大学以上学历38人；40岁以下21人。"),
        Example("审核文件12件，其中提出修改意见8件；备案5件；清理废止3件。"),
        Example("立案86件，其中：办结79件；移送司法机关12件；向社会公布典型案例10件。"),
        Example("受理申请60件；办结55件；召开会议30次：研究议题40件；通报案例20件。"),
    ),
)
