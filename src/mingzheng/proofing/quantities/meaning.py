"""What a number counts, when, and of which kind: measured, rule, target, count of a list, rank, change.

Finding the number is `lexing`; expressions of time are `periods`; chapters are `sections`.
"""

import re

from mingzheng.proofing.relations.lists import count_items, find_list

from .lexing import Token
from .sections import Section

_STOP = re.compile(r"[，。；：,;:！？!?\n（）()【】]")
_STOP_AFTER = re.compile(r"[，。；：,;:！？!?\n（）()【】、]")
_TRAIL = re.compile(
    r"(?:共计|总计|合计|累计|一共|总共|共有|共|分别)?(?:已经|已|约|达到|达|增加至|增加到|提高至|提高到|扩大到|为|有|是|到|至|了|占|的)*$"
)
_LEAD = re.compile(
    r"^(?:其中|并且|并|以及|和|及|与|、|同时|另|还|又|共计?|全年|今年|的|等|(?:20\d{2}年)?以来|20\d{2}年度?)+"
)
_AFTER_END = re.compile(
    r"(?:均|已|全部|都|被|实现|进行|开展|完成|纳入|得到|占|同比|较|比|增长|下降|分别|共|等|以上|左右|的(?!.{0,12}(?:事项|项目|问题|单位|人员)))"
)
_RULE_BEFORE = re.compile(
    r"每(?:年|季度?|月|周|天|日|半年|人|户|个|两年|次|名|家|村|镇|届|轮|万|百|平方|亩|吨|篇|件|期|学期)[^，。；,;]{0,14}$|(?:(?<![主重需])要|(?<![供适相对响反效呼回感])应(?![诉对用急邀聘收])当?|须|必须|不得|原则上)[^，。；,;]{0,10}$|人手$|提前$|时限[^，。；,;]{0,6}$|满$|逾期$"
)
# 「应公开1240项，已公开1178项」: what was due was counted, it is no rule.
_DUE = re.compile(r"应[\u4e00-\u9fff]{1,8}$")
_DONE_OF_DUE = re.compile(r"[，,、](?:其中)?(?:已|实际?[\u4e00-\u9fff])")
_RULE_UNITS = frozenset(("小时", "工作日", "个工作日", "自然日", "个自然日", "分钟", "秒", "天", "个小时"))
_TARGET = re.compile(
    r"(?:拟|力争|争取(?!到|资金|设备|国债|中央|上级|专项)|预计|预期|逐步实现|到20\d{2}年|将(?:新增|新建|再|达到?|实现|建成|完成|继续|投入|安排|建设)|确保)"
)
_TARGET_NEAR = re.compile(r"(?:计划|目标[为是]?|不低于|不少于)[^、和的内外书]{0,8}$")
_DONE = re.compile(r"已|完成了|实现了|共计|累计|达标")
_CHANGE = re.compile(
    r"(?:增长|下降|提高|提升|上升|减少|降低|增加|回落|上涨|下滑|缩短|压缩|压减|增幅|降幅|增速|跌|降|涨|提速|改善|收窄|扩大|高于|低于|高出|快于|[增减多少][收支]|净[增减]|多|少|增|减)"
    r"(?:了|约|近|超过?|逾|达到?|为|分别为?|幅度为?)*$"
)


def label_before(words: str, at: int, floor: int) -> str:
    """Return the words that name a number from in front: 「市人大代表建议」 of 「市人大代表建议21件」."""
    return _LEAD.sub("", _TRAIL.sub("", _STOP.split(words[max(floor, at - 40) : at])[-1]))


def label_after(words: str, end: int, ceiling: int) -> str:
    """Return the words that name a number from behind: 「政务服务事项」 of 「1628项政务服务事项可在」."""
    after = _STOP_AFTER.split(words[end : min(ceiling, end + 24)], maxsplit=1)[0]
    stop = _AFTER_END.search(after)
    return after[: stop.start()] if stop else after


def name_of(words: str, token: Token, floor: int, ceiling: int) -> str:
    """Return what is counted: the words behind when there are any, else those in front."""
    after = label_after(words, token.end, ceiling)
    if len(after) >= 2 and token.unit not in ("%", "‰", "倍", "百分点", "个百分点"):
        return after
    return label_before(words, token.start, floor)


def kind_of(words: str, token: Token, section: Section, clause_at: int, sentence_at: int) -> str:
    """Return the kind of a quantity; the names are those of `model.Quantity`."""
    if token.numeral in ("rank", "placeholder"):
        return token.numeral
    if token.numeral == "cycle":
        return "rule"
    if _is_list_count(words, token):
        return "count-of-list"
    before = words[clause_at : token.start]
    if _is_rule(before, token) and not (_DUE.search(before) and _DONE_OF_DUE.match(words, token.end)):
        return "rule"
    if section.plans or _is_target(words[sentence_at : token.number_at], before):
        return "target"
    return "change" if _CHANGE.search(before[-8:]) else "measured"


def _is_rule(before: str, token: Token) -> bool:
    if token.unit in _RULE_UNITS and (
        token.qualifier in ("内", "不超过") or before.endswith(("提供", "”", "服务", "“", "到", "于", "提前", "×", "*"))
    ):
        return True
    return bool(_RULE_BEFORE.search(before[-24:])) and token.numeral != "placeholder"


def _is_target(sentence: str, clause: str) -> bool:
    match = _TARGET.search(sentence[-60:]) or _TARGET_NEAR.search(clause)
    return bool(match) and not _DONE.search(clause)


def _is_list_count(words: str, token: Token) -> bool:
    """Tell whether the number counts the items named in front of it, or fields and levels (三大领域, 两级)."""
    if token.numeral == "chinese" and token.unit in ("大", "级", "地", "方面"):
        return True
    if words[max(0, token.start - 1) : token.start] not in ("等", "”", "》") and token.numeral != "chinese":
        return False
    found = find_list(words, token.start)
    if found is None:
        return False
    low, high = count_items(found)
    return low <= token.value <= high
