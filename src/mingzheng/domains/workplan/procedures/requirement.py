"""要求: the parent row of a requirement. The lead unit consolidates, another section verifies, the head strikes it off. Pure data."""

from mingzheng.casework.public import (
    Action,
    AssignParties,
    ClockEffect,
    ClockVerb,
    Column,
    Field,
    FieldKind,
    Limit,
    Notify,
    PartyRole,
    Procedure,
    State,
    StateKind,
)
from mingzheng.casework.standard.assignment import open_clock, stop_clock, urge
from mingzheng.casework.standard.guards import children_closed
from mingzheng.domains.workplan.procedures.people import CLERKS, HEADS, UNIT_PEOPLE, VERIFIERS
from mingzheng.domains.workplan.rules import OTHER_SECTION

OPINION = Field(
    "opinion", "核验意见", FieldKind.LONG_TEXT, required=True, max_length=1000, stores="detail.verify_opinion"
)
REASON = Field("reason", "理由", FieldKind.LONG_TEXT, required=True, max_length=1000)
TO_LEAD = (Notify(PartyRole.LEAD, frozenset({"liaison"}), handler=True, text="被退回"),)

REQUIREMENT = Procedure(
    name="workplan_requirement",
    version="2026-11-01",
    title="工作要点要求",
    basis="分工方案；牵头单位汇总、核验后销号",
    prefix="YQ",
    case_word="项",
    description="方案中的一项要求。各责任单位的子件办结后，由牵头单位汇总，经核验销号。",
    detail="workplan.RequirementDetail",
    has_children=True,
    states=(
        State("tracking", "推进中", unit_side=True),
        State("consolidated", "待核验"),
        State("verified", "待销号"),
        State("done", "已销号", StateKind.CLOSED),
        State("cancelled", "已撤销", StateKind.CLOSED),
    ),
    limits=(Limit("finish", "完成时限", basis="分工方案所定时限", field="due_on", main=True),),
    opening=Action(
        "book_requirement",
        "建账",
        (),
        "tracking",
        by=(HEADS,),
        fields=(
            Field("lead_units", "牵头单位", FieldKind.UNITS),
            Field("co_units", "配合单位", FieldKind.UNITS),
            Field("guide_units", "指导单位", FieldKind.UNITS),
            Field("due_on", "完成时限", FieldKind.DATE),
            Field("source", "来源", max_length=300, stores="case.source"),
        ),
        effects=(
            AssignParties(PartyRole.LEAD, "lead_units"),
            AssignParties(PartyRole.CO, "co_units"),
            AssignParties(PartyRole.GUIDE, "guide_units"),
            open_clock("finish"),
        ),
    ),
    actions=(
        Action(
            "consolidate",
            "汇总报送",
            ("tracking",),
            "consolidated",
            by=(UNIT_PEOPLE,),
            fields=(
                Field("summary", "汇总情况", FieldKind.LONG_TEXT, required=True, stores="detail.summary"),
                Field("papers", "佐证材料", FieldKind.FILES),
            ),
            guards=(children_closed(),),
            effects=(ClockEffect(ClockVerb.SUSPEND, "finish"),),
            notifies=(Notify(PartyRole.ORIGIN, frozenset({"clerk", "section"}), text="待核验"),),
            sign_off=True,
            tone="primary",
        ),
        Action(
            "verify",
            "核验通过",
            ("consolidated",),
            "verified",
            by=(VERIFIERS,),
            fields=(OPINION,),
            guards=(OTHER_SECTION,),
            not_same_as=("consolidate",),
            tone="primary",
            consequence="转科室负责人销号。",
        ),
        Action(
            "send_back",
            "核验退回",
            ("consolidated",),
            "tracking",
            by=(VERIFIERS,),
            fields=(REASON,),
            guards=(OTHER_SECTION,),
            effects=(ClockEffect(ClockVerb.RESUME, "finish"),),
            notifies=TO_LEAD,
            tone="danger",
        ),
        Action(
            "strike_off",
            "销号",
            ("verified",),
            "done",
            by=(HEADS,),
            fields=(Field("note", "说明", FieldKind.LONG_TEXT),),
            effects=(stop_clock("finish"),),
            not_same_as=("verify",),
            bulk=True,
            tone="primary",
            consequence="本项要求办结。",
        ),
        Action(
            "close_with_only_item",
            "随唯一子件销号",
            ("tracking",),
            "done",
            guards=(children_closed(),),
            system=True,
        ),
        urge(),
        Action(
            "cancel",
            "撤销",
            ("tracking",),
            "cancelled",
            by=(HEADS,),
            fields=(REASON,),
            guards=(children_closed(),),
            tone="danger",
        ),
        Action(
            "reopen",
            "恢复办理",
            ("verified",),
            "tracking",
            by=(CLERKS,),
            fields=(REASON,),
            effects=(ClockEffect(ClockVerb.RESUME, "finish"),),
            tone="danger",
            consequence="回到推进中，重新汇总核验。",
        ),
    ),
    columns=(
        Column("number", "序号", "detail.number"),
        Column("heading", "工作要求", "detail.heading"),
    ),
    filters=(Column("scheme", "方案", "detail.scheme"),),
    search=("detail.heading", "detail.summary"),
    sign_off_parameter="workplan.sign_off_levels",
)
