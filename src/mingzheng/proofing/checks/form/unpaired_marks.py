"""Brackets, quotation marks and title marks come in pairs.

Rule: an opening mark has its closing mark in the same paragraph; a quotation of several paragraphs opens each and closes
the last. Source: GB/T 15834-2011 4.8, 4.9, 4.15. The finding stands where the mark that has no partner stands.
Pairs inside pairs of the same kind are `nested_marks`.
"""

from collections.abc import Iterable, Iterator

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.structure.pairs import NAMES, Loose, loose_marks
from mingzheng.proofing.text import Passage, Text

_TAIL = 14


def find_unpaired(text: Text, context: Context) -> Iterable[Finding]:
    """Yield one finding for each mark without partner."""
    for passage, loose in context.fact("loose-marks", text, loose_marks):
        yield from _findings(passage, loose)


def _findings(passage: Passage, loose: tuple[Loose, ...]) -> Iterator[Finding]:
    for item in loose:
        name = NAMES[item.mark]
        end = min(len(passage.clean), item.at + _TAIL) if item.opens else item.at + 1
        start = item.at if item.opens else max(0, item.at - _TAIL)
        if item.turned is not None:
            message = f"{name}方向有误：此处的 {item.mark} 应为 {item.turned}"
            suggestion = f"将 {item.mark} 改为 {item.turned}"
        elif item.opens:
            message, suggestion = f"{name}未闭合：此处的 {item.mark} 没有配对的后半", "补上后半，或删去前半"
        else:
            message, suggestion = f"{name}缺前半：此处的 {item.mark} 没有配对的前半", "补上前半，或删去后半"
        yield passage.finding(start, end, message, stated=item.mark, suggestion=suggestion)


CHECK = Check(
    code="FRM-PAIR",
    title="括号、引号、书名号成对",
    group="form",
    severity=Severity.ERROR,
    basis="GB/T 15834-2011 4.8、4.9、4.15",
    run=find_unpaired,
    wrong=(
        Example(
            "梳理事项120项（其中行政许可80项，公共服务40项，全部上网公布。随后（三月底前）开展抽查。",
            "（其中行政许可80项",
        ),
        Example("印发《公文处理办法，明确办理时限。", "《公文处理办法"),
        Example("设置“办不成事反映窗口，专人受理。", "“办不成事反映窗口"),
        Example("推行“一次办“服务。", "“服务"),
        Example("完成整改40项）。", "）"),
    ),
    right=(
        Example("梳理事项120项（其中行政许可80项，公共服务40项），全部上网公布。"),
        Example("1）登记；2）审核；a)归档。"),
        Example("会议指出：“要抓紧抓实。\n\n“要久久为功。”"),
        Example("印发《关于落实〈公文处理办法〉的通知》。"),
    ),
)
