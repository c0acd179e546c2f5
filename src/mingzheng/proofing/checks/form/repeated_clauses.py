"""The same clause stands twice in one document.

Rule: what was said in one section is not said again in the same words in another; it is usually pasted. Source: 党政机关
公文处理工作条例 第十九条 (精炼、不重复). Clauses of 12 characters or more; neighbours are told as one block. Set phrases,
names of papers, lists of units and tables are set aside. Likeness with other documents is `checks.likeness`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.outline import outline_of
from mingzheng.proofing.structure.parts import ORGAN
from mingzheng.proofing.text import Passage, Text

_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+")
_SHAPE = re.compile(r"[\s“”‘’\"《》〈〉（）()、]")
# A line without any is an entry of a list: the links of a web page stand there more than once.
_SENTENCE_MARK = re.compile("[，。；：！？,;]")
_SHORTEST, _BLOCK, _MOST = 12, 28, 12
_SET_PHRASE = re.compile(
    r"习近平|中国特色社会主义|党的[一二三四五六七八九十]+[大届]|党中央|中央|国务院|省委|市委|区委|县委|以人民为中心|“?四个(?:意识|自信)|两个(?:确立|维护)"
    r"|中华人民共和国|条例|办法》|责任单位|牵头单位|配合单位|负责$|按(?:职责|照职责)分工|各(?:级|地|有关|相关|镇|乡|街道|部门|单位)|政府信息公开|高质量发展"
    r"|新发展理念|小康社会|现代化|民族复兴|放管服|依法行政|经济社会|人民群众|安全感|一盘棋|真抓实干|攻坚克难|安全生产|贯彻落实|指导思想"
)
_UNITS = re.compile(rf"^[^，。；：]{{2,8}}(?:单位|部门|科室)[：:]|{ORGAN}$")
_LEGAL = re.compile(r"^第[一二三四五六七八九十百零\d]+条")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause and where it stands; `order` counts the clauses of the text."""

    passage: Passage
    start: int
    end: int
    order: int
    shape: str


def find_repeats(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each block of clauses that stands a second time; at most a dozen."""
    headings = {m.passage.index for m in outline_of(text, context) if m.is_heading}
    if sum(1 for passage in text.prose if _LEGAL.match(passage.clean)) > 5:
        return  # rules repeat their wording on purpose
    first: dict[str, _Clause] = {}
    pairs: list[tuple[_Clause, _Clause]] = []
    for clause in _clauses(text, headings):
        earlier = first.setdefault(clause.shape, clause)
        if earlier is not clause:
            pairs.append((earlier, clause))
    told = 0
    for block in _blocks(pairs):
        if told < _MOST and _is_worth_telling(block):
            told += 1
            yield _finding(block)


def _clauses(text: Text, headings: set[int]) -> Iterator[_Clause]:
    order = 0
    for passage in text.prose:
        if (
            not _SENTENCE_MARK.search(passage.clean)
            or passage.index in headings
            or passage.style in {"header", "note"}
            or _UNITS.search(passage.clean)
        ):
            continue
        for match in _CLAUSE.finditer(passage.clean):
            order += 1
            if match.end() - match.start() < _SHORTEST:
                continue
            shape = _SHAPE.sub("", match[0])
            if len(shape) >= _SHORTEST:
                yield _Clause(passage, match.start(), match.end(), order, shape)


def _blocks(pairs: list[tuple[_Clause, _Clause]]) -> Iterator[list[tuple[_Clause, _Clause]]]:
    """Group pairs whose clauses follow one another in both places (a short clause may stand between)."""
    block: list[tuple[_Clause, _Clause]] = []
    for pair in pairs:
        if block and not (
            0 < pair[0].order - block[-1][0].order <= 2
            and 0 < pair[1].order - block[-1][1].order <= 2
            and pair[1].passage is block[-1][1].passage
        ):
            yield block
            block = []
        block.append(pair)
    if block:
        yield block


def _is_worth_telling(block: list[tuple[_Clause, _Clause]]) -> bool:
    own = [later for _, later in block if not _SET_PHRASE.search(later.passage.clean[later.start : later.end])]
    return bool(own)


def _finding(block: list[tuple[_Clause, _Clause]]) -> Finding:
    earlier, later = block[0][0], block[0][1]
    last = block[-1][1]
    length = sum(len(clause.shape) for _, clause in block)
    other_end = block[-1][0].end if block[-1][0].passage is earlier.passage else earlier.end
    return later.passage.finding(
        later.start,
        last.end,
        f"与前文重复：{len(block)}个分句、{length}字在文中出现过",
        suggestion="删去一处，或换成该处自己的内容",
        related=(earlier.passage.related(earlier.start, other_end),),
        severity=Severity.WARNING if length >= _BLOCK else Severity.INFO,
        confidence=0.8 if length >= _BLOCK else 0.6,
    )


CHECK = Check(
    code="FRM-REPEAT",
    title="文内重复",
    group="form",
    severity=Severity.INFO,
    basis="《党政机关公文处理工作条例》第十九条",
    run=find_repeats,
    wrong=(
        Example(
            "一是完善台账。修订完善值班值守工作台账管理制度，逐日登记来电来访和处置结果。\n\n"
            "二是压实责任。修订完善值班值守工作台账管理制度，逐日登记来电来访和处置结果。",
            "修订完善值班值守工作台账管理制度",
        ),
    ),
    right=(
        Example("区政府召开老旧小区改造现场推进会2026-11-19\n\n区政府召开老旧小区改造现场推进会2026-11-19"),
        Example("一是完善值班台账，逐日登记来电来访。二是压实值班责任，落实领导带班制度。"),
        Example(
            "坚持以习近平新时代中国特色社会主义思想为指导，完善台账。\n\n坚持以习近平新时代中国特色社会主义思想为指导，压实责任。"
        ),
    ),
)
