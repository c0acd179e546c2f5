"""The parts named after 其中 fit into their whole: one part is no more than the whole, and a complete list adds up to it.

A list is complete when it ends with 其他 or 其余, or when it is introduced by 分别为 or 包括; otherwise it may leave something out.
Parts may overlap (党员 and women among the same staff), so an open list that exceeds its whole is only suspected.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import is_slip, plain
from mingzheng.proofing.relations.clauses import OVERLAPPING, clause_parts
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

_OPENING = re.compile(r"(?P<open>其中[:：]?|(?P<closed>包括|分别为|分别是|分为|由)|(?P<mark>[:：]|[（(]))")
_CHANGED = re.compile(
    r"[，,（(](?:同比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?)[^，。；,;\d]{0,6}[\d.]+%[）)]?"
)
_CHANGE = re.compile(rf"[^，。；,;（()）]{{0,24}}{_CHANGED.pattern}[，,]其.?")
_REST = re.compile(r"(?:其他|其它|其余|另外|剩余)[^，、；;,]{0,14}$")
_NEW_SUBJECT = re.compile(r"[。；;]|[，,](?:并|全年|同时|共(?!计?\d)|另|此外|组织|开展|召开|举办|同比|比上年|较)")
_MANY, _NEARLY, _MOST_PARTS = 3, 95, 24
_FURTHEST = 70
_AMONG = re.compile("其中[:：]?")
_MEAN = re.compile("平均|人均|户均|均价|每[^，。；,;]{1,8}$")
_DONE_OF_PART = re.compile("[，,](?:均|全部|目前)?已")
_OPPOSITES = (
    ("正式", "预备"),
    ("男", "女"),
    ("公办", "民办"),
    ("城镇", "农村"),
    ("线上", "线下"),
    ("网上", "现场"),
    ("境内", "境外"),
    ("省内", "省外"),
    ("区内", "区外"),
    ("内资", "外资"),
    ("合格", "不合格"),
)


def relate_parts(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every whole that is followed by 其中 and parts of the same unit."""
    sentences = sentences_of(text, context)
    for place, sentence in enumerate(sentences):
        yield from _behind_changes(sentence)
        yield from _of_sentence_before(sentence, sentences[place - 1] if place else None)
        for number, whole in enumerate(sentence.figures[:-1]):
            if not is_exact(whole) or is_percent(whole):
                continue
            before = _last_before_parts(sentence, number)
            opening = _OPENING.search(sentence.words, sentence.figures[before].until, sentence.figures[before + 1].at)
            if opening is None or not _opens_at_once(sentence.words[whole.until : opening.start()]):
                continue
            parts, closed = _parts(sentence, whole, before, opening)
            by_clause = not adds_up(parts, whole) and clause_parts(sentence, opening.end())
            if len(parts) >= (2 if opening["mark"] else 1) and not by_clause:
                yield from _judge(sentence, whole, parts, closed=closed, unmarked=bool(opening["mark"]))


def _behind_changes(sentence: Sentence) -> Iterator[Relation]:
    """Yield the relation of parts whose whole stands before more than one change: 「120件，比上年多20件，增长20%，其中…」."""
    words = sentence.words
    for opening in _AMONG.finditer(words[sentence.start : sentence.end]):
        at, until = sentence.start + opening.start(), sentence.start + opening.end()
        before = [number for number, figure in enumerate(sentence.figures) if figure.until <= at]
        if len(before) < 2 or before[-1] + 1 >= len(sentence.figures):
            continue
        first = sentence.figures[before[-1] + 1]
        aside = [f for f in sentence.figures[: before[-1] + 1] if _is_aside(words, f, sentence.start, at)]
        counts = [
            f for f in sentence.figures[: before[-1] + 1] if f not in aside and _is_no_change(words, f, sentence.start)
        ]
        counts = [figure for figure in counts if same_unit(figure, first)]
        near = sentence.figures[before[-2] : before[-1] + 1]
        # What stands right in front, or has only its change behind it, is judged where the wholes are gone through.
        if not counts or counts[-1] is near[-1] or (counts[-1] is near[0] and is_percent(near[-1])):
            continue
        whole = counts[-1]
        if is_exact(whole) and at - whole.until <= _FURTHEST and not re.search("[；;]", words[whole.until : at]):
            mark = _OPENING.search(words, at, until)
            parts, closed = _parts(sentence, whole, before[-1], mark) if mark else ([], False)
            if len(parts) >= 2:
                yield from _judge(sentence, whole, parts, closed=closed, unmarked=True)


def _is_no_change(words: str, figure: Quantity, floor: int) -> bool:
    """Tell whether a number is no change, share or mean of another."""
    label = words[max(floor, figure.at - 10) : figure.at]
    return not is_percent(figure) and figure.kind != "change" and not _MEAN.search(label)


def _is_aside(words: str, figure: Quantity, low: int, high: int) -> bool:
    """Tell whether a number stands in a bracket that is closed again before `high`."""
    opened = words.count("（", low, figure.at) + words.count("(", low, figure.at)
    closed = words.count("）", low, figure.at) + words.count(")", low, figure.at)
    return opened > closed and bool(re.search("[）)]", words[figure.until : high]))


def _of_sentence_before(sentence: Sentence, before: Sentence | None) -> Iterator[Relation]:
    """Yield the relation of a sentence that begins with 其中 and the one number before it that may be its whole."""
    if before is None or before.passage.index != sentence.passage.index or before.end != sentence.start:
        return
    opening = _OPENING.match(sentence.words, sentence.start)
    if opening is None or not opening["open"] or len(sentence.figures) < _MANY:
        return
    first = sentence.figures[0]
    wholes = [
        f
        for f in before.figures
        if is_exact(f) and same_unit(f, first) and _is_no_change(f"{before.words}", f, before.start)
    ]
    if len(wholes) != 1 or is_percent(first):
        return
    parts, closed = _parts(sentence, wholes[0], -1, opening)
    if len(parts) >= _MANY and wholes[0].amount >= max(part.amount for part in parts):
        yield from _judge(sentence, wholes[0], parts, closed=closed, unmarked=True)


def _last_before_parts(sentence: Sentence, number: int) -> int:
    """Return the number of the last figure before the parts: the whole, or its change: 「25户，同比增长5%，其中…」."""
    whole, following = sentence.figures[number : number + 2]
    behind = sentence.words[whole.until : following.until + 3]
    is_change = is_percent(following) and number + 2 < len(sentence.figures) and _CHANGE.fullmatch(behind)
    return number + 1 if is_change else number


def _opens_at_once(between: str) -> bool:
    """Tell whether the opening belongs to the whole: nothing but its noun, its change and a mark stands between."""
    between = _CHANGED.sub("", between)
    return len(between) <= 24 and not re.search(r"[。；;]", between) and between.count("，") + between.count(",") <= 1


def _parts(sentence: Sentence, whole: Quantity, number: int, opening: re.Match[str]) -> tuple[list[Quantity], bool]:
    """Return the parts and whether the list says that it is complete."""
    words = sentence.words
    inner = opening.start() - (0 if opening["mark"] else 1)
    bracket = words[inner : inner + 1] in ("（", "(")
    end = _closing(words, inner, sentence.end) if bracket else sentence.end
    parts: list[Quantity] = []
    last = opening.end()
    for figure in sentence.figures[number + 1 : number + 1 + _MOST_PARTS]:
        if _is_nested(words, opening.end(), figure.at):
            continue
        gap = words[last : figure.at]
        if figure.at >= end or (parts and not bracket and _NEW_SUBJECT.search(gap)):
            break
        if not same_unit(figure, whole):
            if is_percent(figure) or figure.kind == "change":
                last = figure.until
                continue
            break
        if figure.qualifier != "exact":
            return parts, False
        last = figure.until
        if parts and _DONE_OF_PART.match(gap) and figure.amount <= parts[-1].amount and not _is_done(words, parts[-1]):
            continue
        parts.append(figure)
        if _REST.search(gap):
            return _with_more(sentence, whole, parts), True
    closed = bool(opening["closed"]) and "等" not in words[opening.end() : parts[-1].at if parts else opening.end()]
    return parts, closed and len(parts) >= 2


def _is_done(words: str, part: Quantity) -> bool:
    return "已" in clause_before(words, part)


def _with_more(sentence: Sentence, whole: Quantity, parts: list[Quantity]) -> list[Quantity]:
    """Return the parts with those behind 其他 where only these make up the whole: 「…其他2件，尚未审结2件」."""
    behind = [figure for figure in sentence.figures if figure.at > parts[-1].at]
    longer = list(parts)
    for figure in behind:
        gap = sentence.words[longer[-1].until : figure.at]
        if not same_unit(figure, whole) or figure.qualifier != "exact" or _NEW_SUBJECT.search(gap):
            break
        longer.append(figure)
        if adds_up(longer, whole):
            return longer
    return parts


def _are_opposites(sentence: Sentence, parts: list[Quantity]) -> bool:
    """Tell whether two parts leave no third: 预备党员 and 正式党员, 公办园 and 民办园."""
    if len(parts) != 2:
        return False
    left, right = (re.sub("^.*其中", "", clause_before(sentence.words, part, sentence.start)) for part in parts)
    right = right.rsplit("、", 1)[-1]
    return any(
        {one, other} == {a, b} and left.replace(a, "", 1) == right.replace(b, "", 1)
        for one, other in _OPPOSITES
        for a, b in ((one, other), (other, one))
        if a in left and b in right
    )


def _closing(words: str, opening: int, end: int) -> int:
    """Return where the bracket that opens at `opening` closes; a bracket never closed ends with the sentence."""
    depth = 0
    for position in range(opening, end):
        depth += (words[position] in "（(") - (words[position] in "）)")
        if depth == 0:
            return position
    return end


def _is_nested(words: str, start: int, at: int) -> bool:
    """Tell whether a place lies in a further bracket: 「重点2件」 of 「A 21件（含重点2件）」."""
    opened = words.count("（", start, at) + words.count("(", start, at)
    return opened > words.count("）", start, at) + words.count(")", start, at)


def _judge(
    sentence: Sentence, whole: Quantity, parts: list[Quantity], *, closed: bool, unmarked: bool
) -> Iterator[Relation]:
    closed = closed or _are_opposites(sentence, parts)
    sum_of_parts = total_of(parts)
    computed = plain(in_scale(sum_of_parts, whole))
    unit = f"{whole.scale}{whole.unit}"
    spans = [span(whole), *map(span, parts)]
    fields = {"computed": computed, "stated": plain(whole.value)}
    if parts[0].amount > whole.amount:
        if not unmarked:
            yield _part_too_big(sentence, whole, parts[0])
    elif len(parts) >= 2 and adds_up(parts, whole):
        yield relate(
            sentence.passage,
            spans,
            kind="sum",
            expr=f"{sum_words(parts)}={whole.value}{whole.scale}",
            verdict="holds",
            **fields,
        )
    elif closed and len(parts) >= 2:
        gap = plain(in_scale(abs(whole.amount - sum_of_parts), whole))
        yield relate(
            sentence.passage,
            spans,
            kind="sum",
            expr=f"{sum_words(parts)}={whole.value}{whole.scale}",
            verdict="fails",
            message=f"所列分项之和为{computed}{unit}，与总数{fields['stated']}{unit}相差{gap}{unit}",
            suggestion="补全分项或更正总数",
            **fields,
        )
    elif sum_of_parts > whole.amount:
        yield _overlapping(sentence, whole, parts, computed)
    elif len(parts) >= _MANY and sum_of_parts * 100 >= whole.amount * _NEARLY:
        yield _nearly(sentence, whole, parts, computed)
    else:
        yield relate(
            sentence.passage,
            spans,
            kind="part",
            expr=f"{sum_words(parts)}<={whole.value}{whole.scale}",
            verdict="holds",
            **fields,
        )


def _part_too_big(sentence: Sentence, whole: Quantity, part: Quantity) -> Relation:
    return relate(
        sentence.passage,
        [span(part), span(whole)],
        kind="part",
        expr=f"{part.value}{part.scale}<={whole.value}{whole.scale}",
        verdict="fails",
        computed=plain(whole.value),
        stated=plain(part.value),
        message=f"“其中”所列{part.value}{part.scale}{part.unit}大于总数{whole.value}{whole.scale}{whole.unit}",
        suggestion="核对总数与分项",
    )


def _overlapping(sentence: Sentence, whole: Quantity, parts: list[Quantity], computed: str) -> Relation:
    labels = sentence.words[whole.until : parts[-1].until]
    slipped = is_slip(computed, plain(whole.value))
    verdict = "holds" if OVERLAPPING.search(labels) else "fails" if slipped and len(parts) >= _MANY else "suspect"
    return relate(
        sentence.passage,
        [span(whole), *map(span, parts)],
        kind="part",
        expr=f"{sum_words(parts)}<={whole.value}{whole.scale}",
        verdict=verdict,
        computed=computed,
        stated=plain(whole.value),
        message=f"所列分项之和{computed}{whole.scale}{whole.unit}大于总数{plain(whole.value)}{whole.scale}{whole.unit}；分项如有交叉请注明",
        confidence=0.75 if verdict == "fails" else 0.6,
    )


def _nearly(sentence: Sentence, whole: Quantity, parts: list[Quantity], computed: str) -> Relation:
    """Tell of a list that seems to be complete and falls a little short."""
    gap = plain(in_scale(whole.amount - total_of(parts), whole))
    return relate(
        sentence.passage,
        [span(whole), *map(span, parts)],
        kind="sum",
        expr=f"{sum_words(parts)}={whole.value}{whole.scale}",
        verdict="suspect",
        computed=computed,
        stated=plain(whole.value),
        message=f"所列分项之和为{computed}{whole.scale}{whole.unit}，比总数少{gap}{whole.scale}{whole.unit}；如已列全则不符",
        suggestion="核对分项；未列全的写明“等”或“其他”",
        severity=Severity.INFO,
        confidence=0.5,
    )


CHECK = Check(
    code="NUM-PARTS",
    title="其中分项与总数",
    group="numbers",
    severity=Severity.ERROR,
    basis="分项不大于总数，列全的分项之和等于总数；统计数据应当真实准确（统计法第七条）",
    relate=relate_parts,
    wrong=(
        Example("全年发布信息共计500条，其中动态类200条，公示类150条，其他信息100条，网站访问3万余次。", "500", "450"),
        Example("公布事项清单90项（其中行政许可30项、行政处罚40项、其他25项）。", "90", "95"),
        Example("新登记经营主体25户，同比增长25%，其中企业35户。", "35户", "25"),
        Example("新登记经营主体25户（同比增长25%），其中企业15户、合作社5户、其他8户。", "25户", "28"),
        Example("全年受理投诉80件，其中已办结92件。", "92", "80"),
        Example("受理复议案件58件，其中维持30件、撤销8件、驳回10件、终止8件。", "58", "56"),
        Example("选取33个单位（10个镇街、24个部门）开展试点。", "33", "34"),
        Example("办理建议提案52件（其中建议20件（含重点2件）、提案31件、其他2件）。", "52", "53"),
        Example("共收到申请60件，其中自然人申请45件、法人申请25件。", "60", "70"),
        Example("支出1286万元，比上年减少74万元，下降5.4%，其中出国42万元、接待268万元、用车986万元。", "1286", "1296"),
        Example("共有党员120名，其中预备党员8名，正式党员113名。", "120", "121"),
        Example("拆除违建310处、面积4.2万平方米，其中住宅120处、经营用房150处、其他50处。", "310处", "320"),
        Example("粮食产量9.84万吨，亩产400公斤。其中，早稻3.92万吨，晚稻5.12万吨，其他0.90万吨。", "9.84", "9.94"),
        Example(
            "办理投诉1568件，下降12.0%（上年1782件），办结率100%，其中大气702件、噪声596件、其他260件。", "1568", "1558"
        ),
    ),
    right=(
        Example("公布事项清单95项（其中行政许可30项、行政处罚40项、其他25项）。"),
        Example("选取33个单位（10个镇街、23个部门）开展试点。"),
        Example("总投资12.5亿元，其中中央资金8.33亿元、其他4.16亿元。"),
        Example("开展活动6场：宣讲2场，走访3场，座谈1场。"),
        Example("办理建议21件（会办件3件、分办件2件），提案36件。"),
        Example("发布信息600条，其中视频20条。"),
        Example("收到申请300件（甲镇55件、乙镇16件），同比增长20%，其中自然人申请260件、法人申请40件。"),
        Example("新登记经营主体25户，同比增长25%，其中企业15户、个体工商户10户。"),
        Example("现有干部40人，其中党员31人，女性15人，研究生以上学历12人。"),
        Example("依申请事项599项（其中许可258项，公共服务197项），网上可办事项607项。"),
        Example("收到复议申请9件，其中维持4件，纠正1件，其他2件，尚未审结2件。"),
        Example("排查隐患423处，其中一般380处，已整改375处，较大35处，已整改33处，重大8处。"),
        Example("下达资金3亿元，其中中央资金1.2亿元，惠及群众5万人。"),
        Example("收入完成12.65亿元，下降15.3%，减收2.28亿元，其中土地出让收入11.83亿元，占93.5%。"),
        Example("投资1.2亿元，比上年增加0.2亿元，增长20%，其中中央0.5亿元、地方0.7亿元。"),
        Example("全年检查企业120家，其中重点企业30家，发现隐患200处，组织培训150家次。"),
    ),
)
