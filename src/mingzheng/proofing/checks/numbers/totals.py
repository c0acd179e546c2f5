"""A total stated after its parts (「A 21件，B 36件，共57件」) is their sum.

Only a total that stands right behind the list counts: 「共64件」, 「合计64件」, 「…个部门共33个单位」. 「，共召开会议3次」 begins something
new. Where the list begins is not marked in Chinese; so any run of parts in front of the total that fits is accepted.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from mingzheng.kit.numerals import parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import has_subset, plain
from mingzheng.proofing.relations.figures import (
    Sentence,
    adds_up,
    clause_before,
    in_scale,
    is_exact,
    relate,
    same_unit,
    sentences_of,
    span,
    sum_words,
    total_of,
)
from mingzheng.proofing.text import Text

_TOTAL = re.compile(r"(?:共计|总计|合计|一共|总共|共有|共)(?:为|有|达到?)?$")
# A total that names its measure (总面积) may cover more than the parts named; only one that all but fits them is judged.
_NAMED_TOTAL = re.compile(
    r"^[，,](?:总(?:面积|投资|金额|人数|户数|里程|长度|床位)数?|(?:资金|投资|经费|金额|费用|补助|补贴)(?:总额|合计|总计))(?:为|达到?|共)?$"
)
_ALL_BUT = 20
_OWN_LABEL = re.compile(r"[，,；;、。][^，,；;、]*[\u4e00-\u9fff]{2}[^，,；;、]*(?:共计|总计|合计|共有|共)$")
# The parts of a year and the year: 「…四季度15件，全年共办理90件」 may have a verb.
# 「移送拘留4宗，犯罪案件2宗，共移送6宗」: the verb of the parts comes again.
_AGAIN = re.compile(r"^[，,；;](?:共计?|合计|累计)(?P<verb>[\u4e00-\u9fff]{2})$")
# 「…，三类案件共计45宗」: a total may have a noun of its own that says how many parts, or which, it takes together.
_OF_KINDS = re.compile(
    r"^[^，,；;。、]{0,12}[，,；;](?:以上|上述|前述)?(?P<kinds>各|[两三四五六七八九十]|\d{1,2})(?:大?类|项|级|批|种|者|部分|笔|个?方面|个?渠道)"
    r"[^，,；;。、\d]{0,12}(?:共计?|合计|总计|总额|总数|总量)[^，,；;。、\d]{0,10}$"
)
_OF_ABOVE = re.compile(
    r"^[^，,；;。、]{0,12}[，,；;](?:以上|上述|前述)[^，,；;。、\d]{0,14}(?:共计?|合计|总计|总额|总数)[^，,；;。、\d]{0,10}$"
)
# 「新增绿化面积…，改造绿化面积…，绿化面积共…」, 「召开常务会议…，专题会议…，共召开各类会议…」: the noun all parts end in.
_OF_NOUN = re.compile(
    r"^[^，,；;。、]{0,12}[，,；;](?:全年|全区|全市|全县|各类|各级|各项)?(?:(?P<noun>[\u4e00-\u9fff]{2,8})(?:共计?|合计|总计)(?:为|有|达)?"
    r"|(?:共计?|合计|累计)(?P<verb>[\u4e00-\u9fff]{2})(?:各类|各级|各项|各种)?(?P<behind>[\u4e00-\u9fff]{2,6}))$"
)
_OF_YEAR = re.compile(r"[，,；;](?:全年|合计|总计|累计|一年|年度)[^，,；;。\d]{0,8}$")
_LAST_PART = re.compile(r"(?:四|4)季度|下半年|7[—–~～至到-]12月")
_SUBSET = re.compile(r"其中|包括|包含|含(?:有)?$|比上年|同比|较")
_MOST_PARTS = 24
_ABOVE = re.compile(r"(?:以上|上述|各类|各项|三项|两项|四项|三者|两者)(?:合计|总计|共计|共)")


def relate_totals(text: Text, context: Context) -> Iterator[Relation]:
    """Yield one relation for every total that stands behind its parts."""
    for sentence in sentences_of(text, context):
        for figure, parts in find_totals(sentence):
            between = sentence.words[parts[-1].until : figure.at]
            if _NAMED_TOTAL.search(between) and abs(total_of(parts) - figure.amount) * _ALL_BUT > figure.amount:
                continue
            yield _judge(sentence, figure, parts)


def find_totals(sentence: Sentence) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """Yield every total of a sentence with the parts in front of it."""
    for place, figure in enumerate(sentence.figures):
        # 「三类案件共计45宗」: the number of kinds is no part.
        number = place - (place > 2 and _is_number_of_kinds(sentence.figures[place - 1], figure))
        if number >= 2 and is_exact(figure) and _is_total(sentence, figure, sentence.figures[number - 1]):
            parts = _parts(sentence, figure, number)
            if len(parts) >= 2:
                yield figure, parts


def _is_number_of_kinds(figure: Quantity, total: Quantity) -> bool:
    return figure.unit != total.unit and figure.quote[:1] in "两三四五六七八九十"


def _is_total(sentence: Sentence, figure: Quantity, last: Quantity) -> bool:
    between = sentence.words[last.until : figure.at]
    if not same_unit(figure, last):
        return False
    if _OF_YEAR.search(between) and _LAST_PART.search(sentence.words[max(sentence.start, last.at - 16) : last.at]):
        return True
    if _NAMED_TOTAL.search(between) or _OF_KINDS.search(between) or _OF_ABOVE.search(between):
        return True
    if (again := _AGAIN.search(between)) and again["verb"] in sentence.words[
        max(sentence.start, last.at - 60) : last.at
    ]:
        return True
    if (noun := _OF_NOUN.search(between)) and _is_noun_of_all(sentence, figure, noun):
        return True
    if not _TOTAL.search(between):
        return False
    added = "加上" in sentence.words[sentence.start : last.at] and re.search("(?:总计|合计)$", between)
    return bool(added) or bool(_ABOVE.search(between)) or not _OWN_LABEL.search(between)


def _is_noun_of_all(sentence: Sentence, total: Quantity, found: re.Match[str]) -> bool:
    """Tell whether every number of the total's unit in front of it is called by its noun: 常务会议, 专题会议 of 会议."""
    noun = found["noun"] or found["behind"]
    parts = [f for f in sentence.figures if f.at < total.at and same_unit(f, total)]
    labels = [clause_before(sentence.words, part, sentence.start) for part in parts]
    is_of_all = len(parts) >= 2 and all(label.endswith(noun) for label in labels)
    return is_of_all and (not found["verb"] or found["verb"] in sentence.words[sentence.start : parts[0].at])


def _parts(sentence: Sentence, total: Quantity, number: int) -> list[Quantity]:
    """Return the quantities of the list in front of the total, last first cut where it must have begun."""
    between = sentence.words[sentence.figures[number - 1].until : total.at]
    kinds = (found := _OF_KINDS.search(between)) and found["kinds"]
    wanted = parse_chinese_number(kinds) if kinds and kinds != "各" else 0
    parts = _list_before(sentence, total, number)
    return parts[-wanted:] if len(parts) >= wanted else []


def _list_before(sentence: Sentence, total: Quantity, number: int) -> list[Quantity]:
    parts: list[Quantity] = []
    by_clause = _is_one_each(sentence, total)
    for part in reversed(sentence.figures[max(0, number - _MOST_PARTS) : number]):
        words = sentence.words[part.until : parts[-1].at if parts else total.at]
        if (";" in words or "；" in words) and not by_clause:
            break
        if not same_unit(part, total) or not is_exact(part):
            if parts and part.unit != total.unit and part.kind == "measured":
                continue
            break
        parts.append(part)
    return parts[::-1]


def _is_one_each(sentence: Sentence, total: Quantity) -> bool:
    """Tell whether each clause between semicolons in front of a total holds one number: a list of parts as well."""
    clauses = re.split("[；;]", sentence.words[sentence.start : total.at])[:-1]
    before = [figure for figure in sentence.figures if figure.at < total.at]
    return len(clauses) == len(before) >= 2


def _judge(sentence: Sentence, total: Quantity, parts: list[Quantity]) -> Relation:
    runs = [parts[start:] for start in range(len(parts) - 1)]
    fitting = next((run for run in runs if adds_up(run, total)), None)
    chosen = fitting or parts
    computed = plain(in_scale(total_of(chosen), total))
    spans = [span(total), *map(span, chosen)]
    expr = f"{sum_words(chosen)}={total.value}{total.scale}"
    stated = plain(total.value)
    if fitting is not None or has_subset(total.amount, [part.amount for part in parts]):
        return relate(sentence.passage, spans, kind="sum", expr=expr, verdict="holds", computed=stated, stated=stated)
    sure = _is_plain_list(sentence, total, parts)
    return relate(
        sentence.passage,
        spans,
        kind="sum",
        expr=expr,
        verdict="fails" if sure else "suspect",
        computed=computed,
        stated=stated,
        message=f"分项之和为{computed}{total.scale}{total.unit}，与合计{stated}{total.scale}{total.unit}不符",
        suggestion=f"核对分项，或将合计改为{computed}{total.scale}{total.unit}",
        confidence=0.9 if sure else 0.5,
    )


def _is_plain_list(sentence: Sentence, total: Quantity, parts: list[Quantity]) -> bool:
    """Tell whether nothing but labelled parts of one unit stands between the first part and the total."""
    if any(parts[0].at < other.at < total.at and other.unit != total.unit for other in sentence.figures):
        return False
    gaps = [sentence.words[left.until : right.at] for left, right in pairwise(parts)]
    lead = sentence.words[max(sentence.start, parts[0].at - 12) : parts[0].at]
    return not any(_SUBSET.search(gap) or "。" in gap or len(gap) > 40 for gap in [*gaps, lead])


CHECK = Check(
    code="NUM-SUM",
    title="合计与分项之和",
    group="numbers",
    severity=Severity.ERROR,
    basis="加总关系；统计数据应当真实准确（统计法第七条）",
    relate=relate_totals,
    wrong=(
        Example("核心区面积12.6公顷，控制地带面积20.4公顷，总面积32公顷。", "32公顷", "33"),
        Example("全年受理来信12件，来访30件，来电8件，共52件。", "52", "50"),
        Example("抽查了4个镇和9个部门共15个单位。", "15", "13"),
        Example("一季度办理30件，二季度办理20件，三季度办理25件，四季度办理15件，全年共办理95件。", "95", "90"),
        Example("基金收入9.8亿元，加上补助1.2亿元、债券收入6.5亿元，收入总计18.5亿元。", "18.5", "17.5"),
        Example("收入预算120万元，追加35.5万元，合计165.5万元。", "165.5", "155.5"),
        Example("建成区级中心1个、镇级服务站9个、村级服务点86个，三级服务机构共计98个。", "98个", "96"),
        Example("来信110件，来访230件，网上投诉102件，上述信访事项合计432件。", "432件", "442"),
        Example("召开常务会议24次，党组会议18次，专题会议35次，共召开各类会议78次。", "78次", "77"),
        Example("一季度18件；二季度22件；三季度30件；四季度25件；全年共受理96件。", "96件", "95"),
        Example("移送公安机关行政拘留4宗，涉嫌犯罪案件2宗，共移送7宗。", "7宗", "6"),
    ),
    right=(
        Example("建成区级中心1个、镇级服务站9个、村级服务点86个，三级服务机构共计96个。"),
        Example("一季度办理12件，二季度办理20件，三季度共办理45件。"),
        Example("召开党组会议12次，研究议题36项，开展调研20次，共召开专题会议3次。"),
        Example("绿地面积12公顷，水面面积3公顷，总面积100公顷。"),
        Example("核心区面积12.6公顷，控制地带面积20.4公顷，总面积33公顷。"),
        Example("全年受理来信12件，来访30件，来电8件，共50件。"),
        Example("上半年培训12次，下半年培训15次，全年共培训27次。"),
        Example("一般公共预算拨款10.42亿元，基金拨款3.17亿元，合计13.6亿元。"),
        Example("全年召开党组会12次，研究议题36项，共召开专题会3次。"),
        Example("第一批清单共258项，第二批清单共543项。"),
        Example("办结信访件40件，其中初信初访15件，领导批办25件，共40件。"),
        Example("开展检查6次，出动人员120人次，整改隐患14处，共检查企业30家。"),
        Example("新建公园3个，改建2个，口袋公园共21个。"),
        Example("收到建议21件（其中重点建议2件），提案36件，共57件。"),
    ),
)
