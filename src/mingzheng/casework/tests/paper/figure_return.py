"""填报 on paper: a unit fills in a figure with evidence, signs it off inside, it is verified, returned or locked."""

from mingzheng.casework.declaration import (
    Action,
    AssignParties,
    ClockEffect,
    ClockVerb,
    Field,
    FieldKind,
    Limit,
    PartyRole,
    Procedure,
    State,
    StateKind,
    Who,
)
from mingzheng.casework.standard.assignment import DIRECTOR, OFFICE, OFFICE_HEADS, REASON, UNIT, open_clock, urge

VERIFIER = Who(roles=frozenset({"verifier", "office_section_head"}), of=PartyRole.ORIGIN, title="核验人员")

FIGURE_RETURN = Procedure(
    name="paper_figure_return",
    version="2026-01-01",
    title="数据填报（试写）",
    basis="年度报告、统计填报的通行做法",
    prefix="PTB",
    states=(
        State("filling", "待填报", unit_side=True),
        State("filled", "待核验"),
        State("verified", "待锁定"),
        State("locked", "已锁定", StateKind.CLOSED),
        State("cancelled", "已取消", StateKind.CLOSED),
    ),
    limits=(Limit("fill", "填报", basis="填报通知", field="due_on", main=True, roll=True),),
    opening=Action(
        "ask",
        "下达填报",
        (),
        "filling",
        by=(OFFICE,),
        fields=(
            Field("title", "填报内容", required=True, max_length=500, stores="case.title"),
            Field("lead_units", "填报单位", FieldKind.UNITS, required=True),
            Field("period", "报告期", required=True, max_length=20),
            Field("due_on", "截止", FieldKind.DATE, required=True),
        ),
        effects=(AssignParties(PartyRole.LEAD, "lead_units"), open_clock("fill")),
    ),
    actions=(
        Action(
            "fill_in",
            "填报",
            ("filling",),
            "filled",
            by=(UNIT,),
            fields=(
                Field("value", "数值", FieldKind.DECIMAL, required=True),
                Field("note", "说明", FieldKind.LONG_TEXT),
                Field("papers", "佐证材料", FieldKind.FILES, required=True),
            ),
            effects=(ClockEffect(ClockVerb.SUSPEND, "fill"),),
            sign_off=True,
            tone="primary",
        ),
        Action(
            "verify",
            "核验通过",
            ("filled",),
            "verified",
            by=(VERIFIER,),
            fields=(Field("opinion", "核验意见", FieldKind.LONG_TEXT),),
            not_same_as=("fill_in", "ask"),
            tone="primary",
        ),
        Action(
            "send_back",
            "退回重填",
            ("filled", "verified"),
            "filling",
            by=(VERIFIER,),
            fields=(REASON,),
            effects=(ClockEffect(ClockVerb.RESUME, "fill"),),
            tone="danger",
        ),
        Action("lock", "锁定", ("verified",), "locked", by=(OFFICE_HEADS,), not_same_as=("verify",), tone="primary"),
        Action(
            "unlock",
            "解锁更正",
            ("locked",),
            "filling",
            by=(DIRECTOR,),
            fields=(REASON, Field("due_on", "重新填报截止", FieldKind.DATE, required=True)),
            effects=(open_clock("fill"),),
        ),
        urge(within=("filling",)),
        Action("cancel", "取消", ("filling",), "cancelled", by=(OFFICE_HEADS,), fields=(REASON,)),
    ),
    sign_off_levels=("section", "head"),
)
