"""Annexes named are there, and annexes that are there are named.

Rule: the annex note 附件说明 lists every annex by number and name; each annex bears 附件 and its number. Source:
GB/T 9704-2012 7.3.4, 7.3.8. Where no annex is in the file at all (they may be files of their own) nothing is said.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from mingzheng.kit.numerals import parse_chinese_number
from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.names import plain_name
from mingzheng.proofing.structure.parts import Part, parts_of
from mingzheng.proofing.text import Passage, Text

_ENTRY = re.compile(r"^(?:附件?[：:])?(\d{1,2})[.．、]")
_PREFIX = re.compile(r"^(?:附件?[：:])?\s*(?:\d{1,2}[.．、])?")
_ALIKE, _LONGEST = 0.75, 60
_MENTION = re.compile(r"(?:详见|见|参见|按|填报|填写)附件(\d{1,2})")


def find_annex_faults(text: Text, context: Context) -> Iterable[Finding]:
    """Yield annexes that are named but missing, present but not named, or spoken of but not listed."""
    parts = parts_of(text, context)
    note = parts.first("annex_note")
    present = {_number(part): part for part in parts.all("annex")}
    listed = _listed(text, note) if note else {}
    if listed and present and note:
        yield from _missing(listed, present)
        yield from _unnamed(listed, present)
        yield from _renamed(text, listed, present)
    highest = max([*listed, *present], default=0)
    if not highest:
        return
    for passage in text.prose:
        for match in _MENTION.finditer(passage.clean):
            if int(match[1]) > highest:
                yield passage.finding(
                    match.start(),
                    match.end(),
                    f"正文提到附件{match[1]}，附件只列到{highest}",
                    stated=match[0],
                    computed=str(highest),
                )


def _listed(text: Text, note: Part) -> dict[int, tuple[Passage, int, int]]:
    """Return the numbers of the annex note: 1 for a single annex without number."""
    listed: dict[int, tuple[Passage, int, int]] = {}
    for passage in text.prose:
        if passage.index < note.passage.index:
            continue
        entry = _ENTRY.match(passage.clean)
        if entry is None and passage is not note.passage:
            break
        listed[int(entry[1]) if entry else 1] = (passage, 0, len(passage.clean))
    return listed


def _number(part: Part) -> int:
    words = re.sub(r"^附件|[：:]$", "", part.words)
    return parse_chinese_number(words) if words else 1


def _missing(listed: dict[int, tuple[Passage, int, int]], present: dict[int, Part]) -> Iterator[Finding]:
    for number in sorted(set(listed) - set(present)):
        passage, start, end = listed[number]
        yield passage.finding(
            start, end, f"附件说明列有附件{number}，文中没有该附件", stated=f"附件{number}", confidence=0.8
        )


def _unnamed(listed: dict[int, tuple[Passage, int, int]], present: dict[int, Part]) -> Iterator[Finding]:
    for number in sorted(set(present) - set(listed)):
        part = present[number]
        yield part.passage.finding(
            part.start, part.end, f"有附件{number}，附件说明未列出", stated=part.words, computed=str(max(listed))
        )


def _renamed(text: Text, listed: dict[int, tuple[Passage, int, int]], present: dict[int, Part]) -> Iterator[Finding]:
    """Compare each annex's name in the note with the line (or two) below its mark; a quite different line is no title."""
    prose = text.prose
    for number in sorted(set(listed) & set(present)):
        note, _, _ = listed[number]
        said = plain_name(_PREFIX.sub("", note.clean))
        below = [p for p in prose if p.index > present[number].passage.index][:2]
        titles = [plain_name("".join(p.clean for p in below[:count])) for count in (1, 2)]
        if not below or not said or said in titles:
            continue
        likeness = max(SequenceMatcher(None, said, title, autojunk=False).ratio() for title in titles)
        if likeness >= _ALIKE and len(below[0].clean) <= _LONGEST and not below[0].clean.endswith(("。", "：")):
            yield below[0].finding(
                0,
                len(below[0].clean),
                f"附件{number}的标题与附件说明不一致：附件说明为“{said}”",
                stated=below[0].clean,
                computed=said,
                suggestion="核对后统一",
                related=(note.related(0, len(note.clean)),),
                confidence=0.8,
            )


_BODY = "关于开展排查的通知\n\n各镇街：\n\n请按要求报送情况。\n\n"
CHECK = Check(
    code="FRM-ANNEX",
    title="附件与附件说明对应",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.4、7.3.8",
    run=find_annex_faults,
    wrong=(
        Example(
            _BODY + "附件：1.排查表\n\n2.整改表\n\n云山区应急管理局\n\n2026年3月5日\n\n附件1\n\n排查表", "2.整改表"
        ),
        Example(
            _BODY + "附件：排查表\n\n云山区应急管理局\n\n2026年3月5日\n\n附件1\n\n排查表\n\n附件2\n\n整改表", "附件2"
        ),
        Example(
            _BODY + "附件：隐患排查登记表\n\n云山区应急管理局\n\n2026年3月5日\n\n附件\n\n隐患排查记录表",
            "隐患排查记录表",
        ),
    ),
    right=(
        Example(
            _BODY
            + "附件：1.排查表\n\n2.整改表\n\n云山区应急管理局\n\n2026年3月5日\n\n附件1\n\n排查表\n\n附件2\n\n整改表"
        ),
        Example(_BODY + "附件：1.排查表\n\n2.整改表\n\n云山区应急管理局\n\n2026年3月5日"),
    ),
)
