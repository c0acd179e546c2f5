"""Levels of headings go 一、（一）1.（1） downward: a （一） never hangs below a 1.

Rule: a level may be left out, the order may not be turned round. Source: GB/T 9704-2012 7.3.3.
Said only when it happens twice, since one list may stand beside another. The standard is for official documents: a web
page, and questions with answers below them (1.怎么申请？), number as they like.
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Profile, Severity
from mingzheng.proofing.structure.outline import FIRST, FOURTH, Marker, outline_of
from mingzheng.proofing.text import Text


def find_turned_levels(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for the document, at the second heading that hangs below a lower form."""
    if context.profile == Profile.WEB_PAGE.value or text.format == "html":
        return
    turned: dict[tuple[int, int], list[tuple[Marker, Marker]]] = {}
    previous: Marker | None = None
    for marker in outline_of(text, context):
        if not marker.is_own or marker.passage.cell is not None or not FIRST <= marker.level <= FOURTH:
            continue
        if marker.passage.clean.endswith(("？", "?")):
            previous = None
            continue
        if previous is not None and marker.number == 1 and marker.level < previous.level:
            turned.setdefault((previous.level, marker.level), []).append((previous, marker))
        previous = marker
    for pairs in turned.values():
        if _is_parent_series([parent for parent, _ in pairs]):
            parent, child = pairs[1]
            yield child.passage.finding(
                child.start,
                child.end,
                f"层次序数倒置：“{child.words}”编在“{parent.words}”之下",
                suggestion="层次序数依次用“一、”“（一）”“1.”“（1）”",
                related=(parent.passage.related(parent.start, parent.end),),
            )
            return


def _is_parent_series(parents: list[Marker]) -> bool:
    """Say whether the lower forms count on one after another, each with the higher form below it."""
    numbers = [parent.number for parent in parents]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


CHECK = Check(
    code="FRM-LEVEL",
    title="层次顺序",
    group="form",
    severity=Severity.WARNING,
    basis="GB/T 9704-2012 7.3.3",
    run=find_turned_levels,
    wrong=(
        Example(
            "1.前期准备\n\n（一）组建专班。\n\n（二）制定方案。\n\n2.集中整治\n\n（一）全面排查。\n\n（二）限期整改。",
            "（一）",
        ),
    ),
    right=(
        Example("一、前期准备\n\n1.组建专班。\n\n2.制定方案。\n\n二、集中整治\n\n1.全面排查。"),
        Example("1.谁能申请？\n\n一、老人。\n\n二、儿童。\n\n2.怎么申请？\n\n一、网上。\n\n二、现场。"),
        Example("一、准备\n\n（一）范围\n\n1.城区。\n\n2.镇村。\n\n（二）时间\n\n二、整治\n\n（一）排查\n\n1.城区。"),
    ),
)
