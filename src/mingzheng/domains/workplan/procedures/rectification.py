"""整改: what a look-back 回头看 found undone, until it is verified. Pure data."""

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
from mingzheng.casework.standard.assignment import assign_handler, open_clock, receive, stop_clock, urge
from mingzheng.casework.standard.limits import extension_actions
from mingzheng.domains.workplan.procedures.people import HEADS, UNIT_PEOPLE, VERIFIERS
from mingzheng.domains.workplan.procedures.shared_parts import OPINION, PAPERS, REASON, tell_office
from mingzheng.worktime.public import working_days

RECTIFICATION = Procedure(
    name="workplan_rectification",
    version="2026-11-01",
    title="回头看整改",
    basis="对上一年度工作要点落实情况开展“回头看”，未完成的督促整改",
    prefix="ZG",
    case_word="件",
    description="上一年度未落实的要求转为整改，整改结果经核验后销号。",
    detail="workplan.RectificationDetail",
    states=(
        State("sent", "待签收", unit_side=True),
        State("rectifying", "整改中", unit_side=True),
        State("reported", "待核验"),
        State("done", "已整改销号", StateKind.CLOSED),
    ),
    limits=(
        Limit("receipt", "签收", working_days(3), basis="本区台账管理约定", parameter="workplan.receipt_days"),
        Limit("finish", "整改期限", basis="整改通知所定期限", field="due_on", main=True, extensions=1),
    ),
    opening=Action(
        "open_rectification",
        "转为整改",
        (),
        "sent",
        by=(HEADS,),
        fields=(
            Field("lead_units", "整改单位", FieldKind.UNITS, required=True),
            Field("finding", "存在问题", FieldKind.LONG_TEXT, required=True, stores="detail.finding"),
            Field("due_on", "整改期限", FieldKind.DATE, required=True),
            Field("source", "来源", max_length=300, stores="case.source"),
        ),
        effects=(AssignParties(PartyRole.LEAD, "lead_units"), open_clock("receipt"), open_clock("finish")),
        notifies=(Notify(PartyRole.LEAD, frozenset({"liaison", "section"}), text="整改通知"),),
    ),
    actions=(
        receive(within=("sent",), to="rectifying"),
        assign_handler(within=("sent", "rectifying")),
        Action(
            "set_measure",
            "填写整改措施",
            ("rectifying",),
            by=(UNIT_PEOPLE,),
            fields=(Field("measure", "整改措施", FieldKind.LONG_TEXT, required=True, stores="detail.measure"),),
        ),
        Action(
            "report_done",
            "报送整改结果",
            ("rectifying",),
            "reported",
            by=(UNIT_PEOPLE,),
            fields=(
                Field("result", "整改结果", FieldKind.LONG_TEXT, required=True, stores="detail.result"),
                PAPERS,
            ),
            effects=(ClockEffect(ClockVerb.SUSPEND, "finish"),),
            notifies=tell_office("整改待核验"),
            sign_off=True,
            tone="primary",
        ),
        Action(
            "verify",
            "核验销号",
            ("reported",),
            "done",
            by=(VERIFIERS,),
            fields=(OPINION,),
            effects=(stop_clock("finish"),),
            not_same_as=("report_done", "open_rectification"),
            tone="primary",
        ),
        Action(
            "send_back",
            "核验退回",
            ("reported",),
            "rectifying",
            by=(VERIFIERS,),
            fields=(REASON,),
            effects=(ClockEffect(ClockVerb.RESUME, "finish"),),
            notifies=(Notify(PartyRole.LEAD, frozenset({"liaison"}), handler=True, text="整改被退回"),),
            tone="danger",
        ),
        urge(within=("sent", "rectifying")),
        *extension_actions(limit="finish", within=("rectifying",), new_date=True, sign_off=True),
    ),
    columns=(Column("finding", "存在问题", "detail.finding"),),
    search=("detail.finding", "detail.result"),
    sign_off_parameter="workplan.sign_off_levels",
)
