"""A total given as the sum of named parts is not contradicted by the next sentence that speaks of all of them.

「A建议21件，B提案36件，共57件。我区承办的27件建议、提案均已答复」: 均, 全部 or 都 says that all are meant, and the nouns are those of the
parts. A number that is itself a part, or a sum of some of them, may mean just these.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Quantity, Relation, Severity
from mingzheng.proofing.relations.arithmetic import has_subset, plain
from mingzheng.proofing.relations.figures import Sentence, is_exact, relate, sentences_of, span
from mingzheng.proofing.text import Text

from .totals import find_totals

_ALL = re.compile(r"均|全部|都|悉数")
_LIMITED = re.compile(r"其中|其余|另外|部分|重点|本年|结转")
_NOUN = re.compile(r"[\u4e00-\u9fff]{2,12}")


def relate_restated(text: Text, context: Context) -> Iterator[Relation]:
    """Yield a relation for every later number that claims to be all of what was totalled before."""
    sentences = sentences_of(text, context)
    for number, sentence in enumerate(sentences):
        for total, parts in find_totals(sentence):
            for later in sentences[number + 1 : number + 3]:
                if later.passage.index == sentence.passage.index:
                    yield from _compare(sentence, total, parts, later)


def _compare(sentence: Sentence, total: Quantity, parts: list[Quantity], later: Sentence) -> Iterator[Relation]:
    for figure in later.figures:
        tail = later.words[figure.until : min(later.end, figure.until + 40)]
        mark = _ALL.search(tail)
        if figure.unit != total.unit or not is_exact(figure) or mark is None:
            continue
        if _LIMITED.search(later.words[later.start : figure.until + mark.start()]):
            continue
        named = _NOUN.findall(tail[: mark.start()])
        labels = sentence.words[max(sentence.start, parts[0].at - 20) : total.at]
        if sum(1 for noun in named if noun[-2:] in labels) < min(2, len(parts)):
            continue
        yield _judge(sentence, total, parts, figure)


def _judge(sentence: Sentence, total: Quantity, parts: list[Quantity], figure: Quantity) -> Relation:
    same = figure.amount == total.amount
    explained = has_subset(figure.amount, [part.amount for part in parts])
    return relate(
        sentence.passage,
        [span(figure), span(total), *map(span, parts)],
        kind="total",
        expr=f"{figure.value}{figure.scale}=={total.value}{total.scale}",
        verdict="holds" if same or explained else "fails",
        computed=plain(total.value),
        stated=plain(figure.value),
        message=f"前文合计{plain(total.value)}{total.unit}，此处称全部为{plain(figure.value)}{figure.unit}，且不等于任何几项之和",
        suggestion=f"改为{plain(total.value)}{total.unit}，或写明此处的范围",
        confidence=0.8,
    )


CHECK = Check(
    code="NUM-TOTAL-AGAIN",
    title="前后总数不一致",
    group="numbers",
    severity=Severity.ERROR,
    basis="同一事项的总数应当前后一致；统计数据应当真实准确（统计法第七条）",
    relate=relate_restated,
    wrong=(
        Example("办理代表建议14件，委员提案20件，共34件。承办的31件代表建议、委员提案均已答复。", "31", "34"),
        Example("受理信访12件、投诉30件，共42件。我局承办的40件信访、投诉全部办结。", "40", "42"),
    ),
    right=(
        Example("办理代表建议14件，委员提案20件，共34件。承办的34件代表建议、委员提案均已答复。"),
        Example("办理代表建议14件，委员提案20件，共34件。20件委员提案均已答复。"),
        Example("办理代表建议14件，委员提案20件，共34件。其中5件重点建议、重点提案均由主要领导领办。"),
        Example("新建学校3所、医院2所，共5所。7所幼儿园、小学均已开学。"),
    ),
)
