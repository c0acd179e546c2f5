"""The parts of an official document stand in the order of the standard.

Rule: number, title, recipients, annex note, name, day, note, annexes, copies, imprint. Source: GB/T 9704-2012 7.
Told only of documents with a number or a red head.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.parts import Part, parts_of
from mingzheng.proofing.text import Text

_ORDER = ("mark", "number", "title", "recipients", "annex_note", "issuer", "date", "copies", "printed")
_NAMES = {
    "mark": "发文机关标志",
    "number": "发文字号",
    "title": "标题",
    "recipients": "主送机关",
    "annex_note": "附件说明",
    "issuer": "发文机关署名",
    "date": "成文日期",
    "copies": "抄送机关",
    "printed": "印发机关和印发日期",
}


def find_misplaced_parts(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each part that stands before one it should follow."""
    parts = parts_of(text, context)
    if not parts.is_issued:
        return
    last: Part | None = None
    for kind in _ORDER:
        part = parts.first(kind)
        if part is None or (kind == "number" and parts.first("mark") is None):
            continue  # without a red head, as on a web page, the number often stands below the title
        if last is not None and (part.passage.index, part.start) < (last.passage.index, last.start):
            yield part.passage.finding(
                part.start,
                min(part.end, part.start + 30),
                f"“{_NAMES[kind]}”应编排在“{_NAMES[last.kind]}”之后",
                related=(last.passage.related(last.start, min(last.end, last.start + 30)),),
                confidence=0.75,
            )
        else:
            last = part


_TOP = "云府办〔2026〕5号\n\n云山区人民政府办公室关于加强值守工作的通知\n\n各镇街：\n\n请认真落实值守制度。\n\n"
CHECK = Check(
    code="FRM-ORDER",
    title="要素顺序",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7",
    run=find_misplaced_parts,
    wrong=(
        Example(
            _TOP + "抄送：区委办公室。\n\n云山区人民政府办公室\n\n2026年3月5日",
            "抄送：区委办公室。",
        ),
        Example(_TOP + "云山区人民政府办公室\n\n2026年3月5日\n\n附件：值守安排表", "云山区人民政府办公室"),
    ),
    right=(Example(_TOP + "附件：值守安排表\n\n云山区人民政府办公室\n\n2026年3月5日\n\n抄送：区委办公室。"),),
)
