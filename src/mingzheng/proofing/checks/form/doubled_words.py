"""A word typed twice: 新增新增, 的的, 和和.

Rule: the same word does not stand twice running unless the language doubles it (一个一个, 研究研究). Source: 三审三校;
rules of 3.8 level three. Candidates are few; a segmenter then says whether both halves are words of their own, so that
目的的 and 为了了解 pass.
"""

import re
from collections.abc import Iterable, Iterator

from mingzheng.kit.lazy import lazy_module
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Passage, Text

rjieba = lazy_module("rjieba")

_LONG = re.compile(r"([\u4e00-\u9fff]{2,8}?)\1")
_SHORT = re.compile(r"([的了和与及为于对将把被从由向是在要])\1")
_SPOKEN = re.compile(
    r"^[一二三四五六七八九十百千万两几每]|^(?:研究|讨论|商量|考虑|学习|交流|活动|休息|比较|了解|介绍|打扫|收拾|尝试|试试|哈|嘻)"
)
_GENERIC = re.compile(
    r"^(?:项目|工作|管理|服务|建设|发展|组织|单位|人员|部门|问题|情况|中心|活动|企业|产业|社会|国家|政府|会议)$"
)
_BEFORE = {
    "的": "目标",
    "了": "为除",
    "和": "总饱温缓共祥平调暖柔谐随维中",
    "与": "参给赠授干",
    "及": "以涉普顾波触企危提论累推",
    "为": "行作成认因以变改视称列定分转化",
    "对": "针应面相绝反核校",
    "将": "即必行大部",
    "从": "服自跟顺",
    "由": "理自事缘因",
    "向": "方面转倾走意指定动去取志",
    "是": "于但就还而只都也不要可总或若正凡倒更真既求",
    "在": "存现正旨所内潜实外不健好自",
    "被": "棉",
    "要": "需主重必只不紧首概提摘纪简机摄",
    "把": "火",
}
_AFTER = {
    "及": "时其格",
    "和": "谐平解睦气美",
    "了": "解",
    "要": "求点件领素闻害义",
    "是": "否非",
    "在": "线于岗职校建册编",
    "为": "了何",
    "将": "军",
    "向": "导",
}
_WINDOW = 10


def find_doubled_words(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each word that stands twice running."""
    for passage in text.passages:
        yield from _long(passage)
        yield from _short(passage)


def _long(passage: Passage) -> Iterator[Finding]:
    for match in _LONG.finditer(passage.clean):
        half = match[1]
        if len(set(half)) == 1 or _SPOKEN.match(half) or _is_spaced(passage, match):
            continue
        if not _are_words(passage.clean, match):
            continue
        yield _finding(passage, match)


def _short(passage: Passage) -> Iterator[Finding]:
    for match in _SHORT.finditer(passage.clean):
        before, after = passage.clean[match.start() - 1 : match.start()], passage.clean[match.end() : match.end() + 1]
        is_part = before in set(_BEFORE.get(match[1], "")) or after in set(_AFTER.get(match[1], ""))
        if not is_part and not _is_spaced(passage, match) and _are_words(passage.clean, match):
            yield _finding(passage, match)


def _finding(passage: Passage, match: re.Match[str]) -> Finding:
    return passage.finding(
        match.start(),
        match.end(),
        f"词语重复：“{match[1]}”写了两遍",
        stated=match[0],
        computed=match[1],
        suggestion=f"删去一个“{match[1]}”",
        severity=Severity.WARNING if _GENERIC.match(match[1]) else None,
        confidence=0.85,
    )


def _is_spaced(passage: Passage, match: re.Match[str]) -> bool:
    """Say whether the halves stand apart in the file (「姓名 姓名」): two words, not one typed twice."""
    return passage.quote(match.start(), match.end()) != match[0]


def _are_words(words: str, match: re.Match[str]) -> bool:
    """Segment the neighbourhood and ask whether the seams fall before, between and behind the halves."""
    low = max(0, match.start() - _WINDOW)
    near = words[low : match.end() + _WINDOW]
    seams = {0}
    at = 0
    for token in rjieba.cut(near):
        at += len(token)
        seams.add(at)
    start, middle, end = (place - low for place in (match.start(), match.end(1), match.end()))
    return {start, middle, end} <= seams


CHECK = Check(
    code="FRM-DOUBLE",
    title="词语重复",
    group="form",
    severity=Severity.ERROR,
    basis="《政府网站与政务新媒体检查指标》；规则 3.8 第三级",
    run=find_doubled_words,
    wrong=(
        Example("产业园新增新增企业7家。", "新增新增"),
        Example("及时公开群众关心的的事项。", "的的"),
    ),
    right=(
        Example("以便民为目的的改革逐步推开。"),
        Example("为了了解群众需求，一件一件核实。"),
        Example("受理以及及时办理来件。"),
    ),
)
