"""责任单位台账: one unit's row under a requirement, from receipt to 销号. Pure data.

Measure, responsible person and limit must be there before the row counts as under way; a unit may answer 不涉及; late
rows are urged, reminded, supervised, in that order, each letter with its number.
"""

from mingzheng.casework.public import (
    Action,
    AssignParties,
    Call,
    ClockEffect,
    ClockVerb,
    Column,
    Field,
    FieldKind,
    Limit,
    Notify,
    PartyRole,
    Procedure,
    SetHandler,
    State,
    StateKind,
)
from mingzheng.casework.standard.assignment import (
    arbitrate,
    ask_arbitration,
    assign_handler,
    dispatch,
    open_clock,
    recall,
    receive,
    return_case,
    stop_clock,
    transfer,
    urge,
)
from mingzheng.casework.standard.guards import NOTHING_IN_SIGNING
from mingzheng.casework.standard.limits import extension_actions, suspension_actions
from mingzheng.casework.standard.opinions import OPINIONS_COMPLETE, ask_opinions, give_opinion, settle_opinions
from mingzheng.domains.workplan.procedures.people import HEADS, OFFICE_DIRECTOR, UNIT_PEOPLE, VERIFIERS
from mingzheng.domains.workplan.procedures.shared_parts import OPINION, PAPERS, REASON, tell_office
from mingzheng.domains.workplan.rules import (
    IS_LATE,
    LETTER_WAITS,
    LIMIT_GIVEN,
    OTHER_SECTION,
    PLAN_COMPLETE,
    REMINDED_BEFORE,
    TURNS_DONE,
    URGED_BEFORE,
)
from mingzheng.worktime.public import working_days

ANY = ("sent", "preparing", "under_way")
UNIT_WORKS = ("preparing", "under_way")
# Where a unit can answer a letter.
WITH_UNIT = ("sent", *UNIT_WORKS)
TO_UNIT = (Notify(PartyRole.LEAD, frozenset({"liaison", "section"}), handler=True, text="有新办理情况"),)
TO_OFFICE = tell_office("有新上报")
RECEIPT_AGAIN = (stop_clock("receipt"), open_clock("receipt"))

PLAN_FIELDS = (
    Field("measure", "具体措施", FieldKind.LONG_TEXT, required=True, stores="detail.measure"),
    Field("responsible_person", "责任人", required=True, max_length=60, stores="detail.responsible_person"),
    Field("responsible_leader", "分管领导", max_length=60, stores="detail.responsible_leader"),
    Field("planned_on", "计划完成时间", FieldKind.DATE, stores="detail.planned_on"),
)
PROGRESS_FIELDS = (
    Field("progress", "进展情况", FieldKind.LONG_TEXT, required=True, stores="detail.progress"),
    Field("percent", "完成进度（%）", FieldKind.INTEGER, minimum=0, maximum=100, stores="detail.percent"),
    Field("delay_reason", "滞后原因", FieldKind.LONG_TEXT, stores="detail.delay_reason"),
    Field("coordination", "需协调事项", FieldKind.LONG_TEXT, stores="detail.coordination"),
    Field("turn_done", "本期（月、季）任务已完成", FieldKind.BOOLEAN),
    PAPERS,
)


def _letter(code: str, title: str, kind: str, by: tuple, guards: tuple) -> Action:
    return Action(
        code,
        title,
        ("sent", "preparing", "under_way"),
        by=by,
        fields=(
            Field("body", "函件正文", FieldKind.LONG_TEXT, required=True, max_length=4000),
            Field("reply_due_on", "回复期限", FieldKind.DATE),
        ),
        guards=guards,
        effects=(Call(f"workplan.issue_{kind}"),),
        letters=(kind,),
        notifies=(Notify(PartyRole.LEAD, frozenset({"liaison", "section", "head"}), urgent=True, text=title),),
        consequence="编发文号并立即送达承办单位；文号不空号、不重号。",
    )


ITEM = Procedure(
    name="workplan_item",
    version="2026-11-01",
    title="工作要点台账",
    basis="分工方案；建立台账、明确措施和时限、核验销号的通行做法",
    prefix="TZ",
    case_word="件",
    description="一个责任单位对一项要求的台账：签收、定措施、报进展、报办结，经核验销号。",
    detail="workplan.ItemDetail",
    states=(
        State("to_dispatch", "待交办", help="被退回或撤回，等待重新交办"),
        State("sent", "待签收", unit_side=True),
        State("preparing", "待定措施", unit_side=True, help="措施、责任人、时限填齐后才算推进中"),
        State("under_way", "推进中", unit_side=True),
        State("dispute", "职责争议待裁定"),
        State("not_involved_claimed", "待确认不涉及"),
        State("reported", "待核验"),
        State("verified", "待销号"),
        State("done", "已销号", StateKind.CLOSED),
        State("not_involved", "不涉及", StateKind.CLOSED),
        State("cancelled", "已撤销", StateKind.CLOSED),
    ),
    limits=(
        Limit("receipt", "签收", working_days(3), basis="本区台账管理约定", parameter="workplan.receipt_days"),
        Limit("plan", "填报措施", working_days(10), basis="本区台账管理约定", parameter="workplan.plan_days"),
        Limit("finish", "完成时限", basis="分工方案所定时限", field="due_on", main=True, extensions=2),
    ),
    opening=Action(
        "book_item",
        "建账交办",
        (),
        "sent",
        by=(HEADS,),
        fields=(
            Field("lead_units", "责任单位", FieldKind.UNITS, required=True),
            Field("due_on", "完成时限", FieldKind.DATE),
            Field("source", "来源", max_length=300, stores="case.source"),
            Field("external_system", "外部系统", max_length=100, stores="case.external_system"),
            Field("external_number", "外部编号", max_length=100, stores="case.external_number"),
        ),
        effects=(AssignParties(PartyRole.LEAD, "lead_units"), open_clock("receipt"), open_clock("finish")),
        notifies=(Notify(PartyRole.LEAD, frozenset({"liaison"}), text="新交办"),),
    ),
    actions=(
        dispatch(within=("to_dispatch",), to="sent", by=(HEADS,), clocks=(open_clock("receipt"),)),
        receive(within=("sent",), to="preparing", effects=(open_clock("plan"),)),
        Action(
            "set_plan",
            "填写措施",
            UNIT_WORKS,
            "under_way",
            by=(UNIT_PEOPLE,),
            fields=PLAN_FIELDS,
            guards=(LIMIT_GIVEN, NOTHING_IN_SIGNING),
            effects=(stop_clock("plan"), Call("workplan.take_plan")),
            tone="primary",
            consequence="填齐后本件转为推进中。",
        ),
        Action(
            "set_limit",
            "确定时限",
            ANY,
            system=True,
            fields=(Field("due_on", "时限", FieldKind.DATE, required=True), Field("turn", "期次", max_length=40)),
            effects=(ClockEffect(ClockVerb.RESTART, "finish", "due_on"),),
        ),
        Action(
            "report_progress",
            "报送进展",
            ("under_way",),
            by=(UNIT_PEOPLE,),
            fields=PROGRESS_FIELDS,
            guards=(PLAN_COMPLETE,),
            effects=(Call("workplan.note_progress"),),
            consequence="记入台账；有开放的报送轮次时计入本轮。",
        ),
        Action(
            "report_done",
            "报送办结",
            ("under_way",),
            "reported",
            by=(UNIT_PEOPLE,),
            fields=(Field("result", "办理结果", FieldKind.LONG_TEXT, required=True, stores="detail.result"), PAPERS),
            guards=(PLAN_COMPLETE, TURNS_DONE, OPINIONS_COMPLETE),
            effects=(ClockEffect(ClockVerb.SUSPEND, "finish"),),
            notifies=TO_OFFICE,
            sign_off=True,
            tone="primary",
            consequence="报核验科室核验；核验期间不计入单位时限。",
        ),
        Action(
            "verify",
            "核验通过",
            ("reported",),
            "verified",
            by=(VERIFIERS,),
            fields=(OPINION,),
            guards=(OTHER_SECTION,),
            not_same_as=("report_done",),
            bulk=True,
            tone="primary",
            consequence="转科室负责人销号。",
        ),
        Action(
            "send_back",
            "核验退回",
            ("reported",),
            "under_way",
            by=(VERIFIERS,),
            fields=(REASON,),
            guards=(OTHER_SECTION,),
            effects=(ClockEffect(ClockVerb.RESUME, "finish"),),
            notifies=TO_UNIT,
            tone="danger",
            consequence="退回单位继续办理，期限恢复计算。",
        ),
        Action(
            "strike_off",
            "销号",
            ("verified",),
            "done",
            by=(HEADS,),
            fields=(Field("note", "说明", FieldKind.LONG_TEXT),),
            effects=(stop_clock("finish"), Call("workplan.follow_closed_item")),
            emits=("workplan_item_closed",),
            not_same_as=("verify",),
            bulk=True,
            tone="primary",
            consequence="本件办结；同一要求的各单位都办结后由牵头单位汇总。",
        ),
        return_case(
            within=("sent", "preparing"), to="to_dispatch", effects=(stop_clock("receipt"), stop_clock("plan"))
        ),
        ask_arbitration(
            within=("sent", "preparing"), to="dispute", effects=(stop_clock("receipt"), stop_clock("plan"))
        ),
        arbitrate(within=("dispute",), to="sent", effects=(open_clock("receipt"),)),
        transfer(within=("sent", "preparing", "under_way"), to="sent", effects=RECEIPT_AGAIN),
        recall(within=("sent",), to="to_dispatch", effects=(stop_clock("receipt"),)),
        Action(
            "claim_not_involved",
            "报“不涉及”",
            ("sent", *UNIT_WORKS),
            "not_involved_claimed",
            by=(UNIT_PEOPLE,),
            fields=(
                Field(
                    "reason", "不涉及的理由", FieldKind.LONG_TEXT, required=True, stores="detail.not_involved_reason"
                ),
            ),
            effects=(stop_clock("receipt"), stop_clock("plan"), ClockEffect(ClockVerb.SUSPEND, "finish")),
            notifies=TO_OFFICE,
            sign_off=True,
            consequence="报交办单位确认，确认期间不计入单位时限；确认后本件办结。",
        ),
        Action(
            "confirm_not_involved",
            "确认不涉及",
            ("not_involved_claimed",),
            "not_involved",
            by=(HEADS,),
            fields=(Field("opinion", "意见", FieldKind.LONG_TEXT),),
            effects=(stop_clock("finish"), Call("workplan.follow_closed_item")),
            emits=("workplan_item_closed",),
            bulk=True,
            tone="primary",
        ),
        Action(
            "refuse_not_involved",
            "不同意不涉及",
            ("not_involved_claimed",),
            "preparing",
            by=(HEADS,),
            fields=(REASON,),
            effects=(open_clock("plan"), ClockEffect(ClockVerb.RESUME, "finish")),
            notifies=TO_UNIT,
            tone="danger",
        ),
        assign_handler(within=("sent", *UNIT_WORKS)),
        ask_opinions(within=("under_way",)),
        give_opinion(within=("under_way",)),
        *settle_opinions(within=("under_way",)),
        urge(within=("sent", *UNIT_WORKS), effects=(Call("workplan.issue_urging"),)),
        _letter("send_reminder", "发提醒函", "reminder", (HEADS,), (IS_LATE, URGED_BEFORE)),
        _letter("send_supervision", "发督办函", "supervision", (OFFICE_DIRECTOR,), (IS_LATE, REMINDED_BEFORE)),
        Action(
            "reply_letter",
            "回复函件",
            WITH_UNIT,
            by=(UNIT_PEOPLE,),
            fields=(Field("reply", "回复内容", FieldKind.LONG_TEXT, required=True), PAPERS),
            guards=(LETTER_WAITS,),
            effects=(Call("workplan.note_reply"),),
            notifies=TO_OFFICE,
        ),
        *extension_actions(limit="finish", within=("under_way",), new_date=True, sign_off=True),
        *suspension_actions(limit="finish", within=("under_way",)),
        Action(
            "cancel",
            "撤销",
            ("to_dispatch", "sent", *UNIT_WORKS, "dispute"),
            "cancelled",
            by=(HEADS,),
            fields=(REASON,),
            effects=(SetHandler(clear=True), Call("workplan.follow_closed_item")),
            emits=("workplan_item_closed",),
            notifies=TO_UNIT,
            tone="danger",
        ),
    ),
    columns=(
        Column("measure", "具体措施", "detail.measure"),
        Column("responsible_person", "责任人", "detail.responsible_person"),
        Column("percent", "进度（%）", "detail.percent"),
    ),
    filters=(Column("scheme", "方案", "detail.scheme"),),
    search=("detail.measure", "detail.progress", "detail.result"),
    sign_off_parameter="workplan.sign_off_levels",
    parameters=("workplan.receipt_days", "workplan.plan_days", "workplan.sign_off_levels"),
)
