"""Paragraphs that also stand in other units' documents (`--peers`).

Legal basis: 政府信息公开条例 第五十条; 法治政府建设与责任落实督察工作规定 第二十五条（报告内容应当真实反映当年情况）
"""

from collections.abc import Iterable

from mingzheng.proofing.context import Context
from mingzheng.proofing.model import Check, Example, Finding, Severity
from mingzheng.proofing.text import Text

from ._comparing import shared_paragraphs

_THEIRS = "我局建立重点工作周调度机制，每周五由分管负责人听取进度，对滞后事项现场明确责任人和完成时间，全年调度46次。"


def find_copied(text: Text, context: Context) -> Iterable[Finding]:
    """Yield paragraphs that stand in another unit's document."""
    for peer in context.peers:
        yield from shared_paragraphs(
            text, peer, context, f"其他单位文稿（{peer.path}）" if peer.path else "其他单位文稿"
        )


CHECK = Check(
    code="SIM-PEER",
    title="与其他单位文稿雷同",
    group="likeness",
    severity=Severity.WARNING,
    basis="报告应当反映本单位情况",
    run=find_copied,
    wrong=(Example(_THEIRS, "每周五由分管负责人听取进度", peers=("无关的一段。", _THEIRS)),),
    right=(
        Example("我局实行重点工作月通报，每月初公布各科室进度。", peers=(_THEIRS,)),
        Example(_THEIRS),
        Example(
            "根据《中华人民共和国政府信息公开条例》要求，编制本报告。",
            peers=("根据《中华人民共和国政府信息公开条例》要求，编制本报告。",),
        ),
    ),
)
