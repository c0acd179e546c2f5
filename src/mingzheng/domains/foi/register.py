"""The record books of oversight over applications 依申请公开监督指导 (S64). Legal basis: 政府信息公开条例第四条、第四十四条、第四十六条."""

from collections.abc import Mapping
from typing import Any

from mingzheng.casework.public import Refusal
from mingzheng.domains.foi.models import DifficultQuestion, ProactiveProposal
from mingzheng.registers.public import OFFICE_ROLES, Field, Kind, Openness, Register, register

GROUP = "政务公开"
KINDS = (("common", "共性问题"), ("difficult", "疑难问题"))
OUTCOMES = (("proposed", "已提出"), ("published", "已主动公开"), ("declined", "不宜公开"))


def judge_proposal(values: Mapping[str, Any]) -> list[Refusal]:
    """Hold that the loop is closed with its proof: where it was opened and when, or why not."""
    outcome = values.get("outcome")
    if outcome == "published" and not (values.get("address") and values.get("published_on")):
        return [
            Refusal("no_address", "已主动公开的，填写公开的网址和日期", "补齐后再登记", "政府信息公开条例第四十四条")
        ]
    if outcome == "declined" and not values.get("reason"):
        return [Refusal("no_reason", "不宜公开的，写明理由", "补齐后再登记", "政府信息公开条例第四十四条")]
    return []


register(
    Register(
        code="foi_question",
        title="共性和疑难问题",
        model=DifficultQuestion,
        group=GROUP,
        purpose="各单位办理中反复出现、难以把握的问题和指导意见，全区共用。",
        basis="政府信息公开条例第四十六条",
        title_label="问题名称（不写申请人）",
        day_label="提出日期",
        unit_label="提出单位",
        verification=None,
        openness=Openness.OPEN,
        fields=(
            Field("kind", "类别", Kind.CHOICE, required=True, choices=KINDS, listed=True, filtered=True, counted=True),
            Field("ground", "涉及的处理决定", max_length=60, listed=True),
            Field("question", "问题", Kind.LONG_TEXT, required=True, max_length=2000, searched=True),
            Field("guidance", "指导意见", Kind.LONG_TEXT, max_length=4000, searched=True),
            Field("guided_on", "指导日期", Kind.DATE, listed=True, past=True),
        ),
    )
)
register(
    Register(
        code="foi_proactive",
        title="依申请转主动公开",
        model=ProactiveProposal,
        group=GROUP,
        purpose="多人申请、可以公开的信息转为主动公开的提出和落实情况。",
        basis="政府信息公开条例第四十四条",
        title_label="信息名称",
        day_label="提出日期",
        unit_label="负责公开的单位",
        entered_by=OFFICE_ROLES | frozenset({"unit_liaison", "unit_section_head"}),
        verification=None,
        openness=Openness.OPEN,
        judge=judge_proposal,
        fields=(
            Field("numbers", "涉及的申请编号", max_length=300, required=True, help="用顿号分开。"),
            Field("people", "申请人数", Kind.INTEGER, minimum=1, maximum=10000, listed=True),
            Field(
                "outcome",
                "情况",
                Kind.CHOICE,
                required=True,
                choices=OUTCOMES,
                listed=True,
                filtered=True,
                counted=True,
            ),
            Field("address", "公开的网址", Kind.LINK, max_length=300),
            Field("published_on", "公开日期", Kind.DATE, listed=True, past=True),
            Field("reason", "不宜公开的理由", Kind.LONG_TEXT, max_length=1000),
        ),
    )
)
