"""Parts told clause by clause: 「其中立行立改的62个，已完成；分阶段的24个，已完成20个；持续的14个」 names 62, 24 and 14.

The first number of each clause between semicolons is a part; what follows it in its clause says more about it. Judging
the parts against their whole is for the checks.
"""

import re
from collections.abc import Iterator

from mingzheng.proofing.model import Quantity
from mingzheng.proofing.relations.figures import Sentence, clause_before, is_exact, is_percent, same_unit

_MARK = re.compile("[；;]")
# What says more about the part in front of it: done, under way, a share of it, against last year.
_ABOUT = re.compile(
    r"^(?:均|全部|目前|现)?(?:已|按期|如期|完成|办结|整改|正在|尚|占|同比|环比|比上年|较上年|其中|含|上年)"
)
_OTHER_SUBJECT = re.compile("组织|开展|召开|举办|同时|另外|此外|全年|累计|罚|向社会|移送|覆盖")
_FARTHEST_LABEL, _FEWEST = 24, 2
# Kinds that overlap: people or things may stand under several of them, and their numbers need not sum up.
OVERLAPPING = re.compile(r"[男女]|党员|以上|以下|重点|本科|研究生|学历|首次|新增|困难|岁")


def clause_parts(sentence: Sentence, at: int) -> list[Quantity]:
    """Return the parts told from `at` on, one for each clause up to the sentence's end; none where they are told otherwise."""
    ends = [match.start() for match in _MARK.finditer(sentence.words, at, sentence.end)]
    if not ends:
        return []
    parts: list[Quantity] = []
    for start, end in zip([at, *(end + 1 for end in ends)], [*ends, sentence.end], strict=True):
        inside = [figure for figure in sentence.figures if start <= figure.at < end]
        if not inside:
            if end != sentence.end:
                return []
            break
        first, *others = inside
        if not _begins(sentence, first, start) or (parts and not same_unit(first, parts[0])):
            return []
        if not all(_is_about(sentence, first, other) for other in others if same_unit(other, first)):
            return []
        parts.append(first)
    return parts if len(parts) >= _FEWEST else []


def _begins(sentence: Sentence, figure: Quantity, start: int) -> bool:
    label = sentence.words[start : figure.at]
    usable = is_exact(figure) and not is_percent(figure) and figure.at - start <= _FARTHEST_LABEL
    return usable and not _OTHER_SUBJECT.search(label)


def _is_about(sentence: Sentence, part: Quantity, other: Quantity) -> bool:
    label = clause_before(sentence.words, other, part.until)
    return other.kind == "change" or (other.amount <= part.amount and bool(_ABOUT.search(label)))


def own_parts(sentence: Sentence, at: int, until: int, whole: Quantity) -> Iterator[Quantity]:
    """Yield every exact number of the whole's unit between two places."""
    for figure in sentence.figures:
        if at <= figure.at < until and is_exact(figure) and same_unit(figure, whole):
            yield figure
