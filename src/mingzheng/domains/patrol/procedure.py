"""A finding of patrol 巡检问题: found, assigned to who keeps the column, reminded, corrected, looked at again, closed. Pure data.

Legal basis: 国办秘函〔2019〕19号; 国办发〔2017〕47号 (网站日常监测, 发现问题及时整改).
"""

from dataclasses import replace

from mingzheng.casework.public import (
    ANY_OPEN,
    Action,
    AssignParties,
    Call,
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
    Who,
)
from mingzheng.casework.standard.assignment import (
    OFFICE,
    REASON,
    TO_UNIT,
    UNIT,
    UNIT_AND_HEADS,
    assign_handler,
    open_clock,
    stop_clock,
    urge,
)
from mingzheng.domains.patrol.guards import STILL_THERE
from mingzheng.domains.patrol.judging.indicators import INDICATORS
from mingzheng.worktime.public import working_days

# The office keeps columns of its own and corrects them; its grant over all units does not let it report for others.
OFFICE_AS_KEEPER = Who(
    posts=frozenset({"clerk", "section", "deputy", "head"}), of=PartyRole.LEAD, title="维护栏目的科室"
)
KEEPERS = (UNIT, OFFICE_AS_KEEPER)
GRAVITY = (("grave", "严重"), ("ordinary", "一般"))
TO_OFFICE = Notify(PartyRole.ORIGIN, frozenset({"clerk", "liaison"}), text="巡检问题")
# What people write of a page may repeat its words; when the page is taken down in silence they go with it.
WHY = replace(REASON, sealed=True)
DONE = (stop_clock("correct"),)

PATROL_FINDING = Procedure(
    name="patrol_finding",
    version="2026-11-22",
    title="网站巡检问题",
    basis="国办秘函〔2019〕19号；国办发〔2017〕47号",
    prefix="XJ",
    case_word="个",
    description="巡检发现的一个问题：转维护单位整改，提醒，整改后复查，消除的销号；误报的说明理由。",
    detail="patrol.FindingDetail",
    states=(
        State("found", "待转办"),
        State("assigned", "待整改", unit_side=True),
        State("corrected", "待复查"),
        State("disputed", "待认定误报"),
        State("closed", "已整改销号", StateKind.CLOSED),
        State("dismissed", "误报", StateKind.CLOSED),
    ),
    limits=(
        Limit(
            "correct",
            "整改",
            basis="国办发〔2017〕47号；本单位网站巡检规定",
            length_by="gravity",
            lengths=(("grave", working_days(1)), ("ordinary", working_days(3))),
            parameter="patrol.correct_days",
            main=True,
        ),
    ),
    opening=Action(
        "find",
        "登记问题",
        (),
        "found",
        by=(OFFICE,),
        fields=(
            Field("title", "标题", required=True, max_length=200, stores="case.title", sealed=True),
            Field("url", "网址", max_length=1800, stores="detail.url"),
            Field(
                "indicator",
                "指标",
                FieldKind.CHOICE,
                required=True,
                choices=tuple((code, item.title) for code, item in INDICATORS.items()),
                default="by_hand",
                stores="detail.indicator",
            ),
            Field(
                "gravity",
                "严重程度",
                FieldKind.CHOICE,
                required=True,
                choices=GRAVITY,
                default="ordinary",
                stores="detail.gravity",
            ),
            Field(
                "message",
                "问题",
                FieldKind.LONG_TEXT,
                required=True,
                max_length=2000,
                stores="detail.message",
                sealed=True,
            ),
            Field("excerpt", "原文摘录", max_length=1800, stores="detail.excerpt", sealed=True),
        ),
        consequence="登记后转维护单位整改。",
    ),
    actions=(
        Action(
            "assign",
            "转办",
            ("found",),
            "assigned",
            by=(OFFICE,),
            fields=(
                Field("lead_units", "整改单位", FieldKind.UNITS, required=True),
                Field("note", "整改要求", FieldKind.LONG_TEXT, max_length=500, sealed=True),
            ),
            effects=(AssignParties(PartyRole.LEAD, "lead_units"), open_clock("correct")),
            notifies=(Notify(PartyRole.LEAD, TO_UNIT, urgent=True, text="网站问题待整改"),),
            bulk=True,
            tone="primary",
            consequence="立即通知整改单位，整改期限开始计算。",
        ),
        Action(
            "reassign",
            "改派",
            ("assigned",),
            by=(OFFICE,),
            fields=(Field("lead_units", "改派给", FieldKind.UNITS, required=True), WHY),
            effects=(AssignParties(PartyRole.LEAD, "lead_units"), SetHandler(clear=True)),
            notifies=(Notify(PartyRole.LEAD, TO_UNIT, urgent=True, text="网站问题待整改"),),
            consequence="原单位不再承办，期限不变。",
        ),
        assign_handler(within=("assigned",)),
        urge(within=("assigned",)),
        Action(
            "remind",
            "超期提醒",
            ("assigned",),
            system=True,
            notifies=(Notify(PartyRole.LEAD, UNIT_AND_HEADS, handler=True, urgent=True, text="网站问题整改超期"),),
        ),
        Action(
            "correct",
            "报告已整改",
            ("assigned",),
            "corrected",
            by=KEEPERS,
            fields=(
                Field("done", "整改情况", FieldKind.LONG_TEXT, required=True, max_length=1000, sealed=True),
                Field("papers", "附件", FieldKind.FILES),
            ),
            effects=(Call("patrol.look_again"),),
            notifies=(TO_OFFICE,),
            tone="primary",
            consequence="系统随即重新访问页面复查：问题消除的自动销号，仍存在的退回整改。",
        ),
        Action(
            "claim_false",
            "申请认定误报",
            ("assigned",),
            "disputed",
            by=KEEPERS,
            fields=(WHY,),
            notifies=(TO_OFFICE,),
            consequence="由巡检单位认定；认定前期限照常计算。",
        ),
        Action(
            "uphold",
            "不是误报，退回整改",
            ("disputed",),
            "assigned",
            by=(OFFICE,),
            fields=(WHY,),
            not_same_as=("claim_false",),
            notifies=(Notify(PartyRole.LEAD, TO_UNIT, handler=True, text="未认定为误报，请整改"),),
        ),
        Action(
            "dismiss",
            "认定误报",
            ("found", "assigned", "disputed"),
            "dismissed",
            by=(OFFICE,),
            fields=(WHY,),
            effects=DONE,
            not_same_as=("claim_false",),
            notifies=(Notify(PartyRole.LEAD, TO_UNIT, text="已认定误报"),),
            consequence="同一处不再转办；所在内容有变化的，重新判断。",
        ),
        Action(
            "look",
            "立即复查",
            ("assigned", "corrected", "disputed"),
            by=(*KEEPERS, OFFICE),
            effects=(Call("patrol.look_again"),),
            consequence="系统在后台重新访问页面，结果记在本页。",
        ),
        Action(
            "clear",
            "复查已消除",
            ("found", "assigned", "corrected", "disputed"),
            "closed",
            system=True,
            fields=(Field("look", "复查情况", max_length=200, stores="detail.look"),),
            effects=DONE,
            notifies=(Notify(PartyRole.LEAD, TO_UNIT, handler=True, text="已整改销号"),),
        ),
        Action(
            "persist",
            "复查仍存在",
            ("corrected",),
            "assigned",
            system=True,
            fields=(Field("look", "复查情况", max_length=200, stores="detail.look"),),
            notifies=(Notify(PartyRole.LEAD, TO_UNIT, handler=True, urgent=True, text="复查仍存在，请继续整改"),),
        ),
        Action(
            "verify",
            "人工核验销号",
            ("corrected",),
            "closed",
            by=(OFFICE,),
            fields=(Field("opinion", "核验情况", FieldKind.LONG_TEXT, required=True, max_length=500, sealed=True),),
            guards=(STILL_THERE,),
            effects=DONE,
            not_same_as=("correct",),
            tone="primary",
            consequence="销号，期限停止计算。",
        ),
        Action(
            "send_back",
            "退回整改",
            ("corrected",),
            "assigned",
            by=(OFFICE,),
            fields=(WHY,),
            notifies=(Notify(PartyRole.LEAD, TO_UNIT, handler=True, text="退回整改"),),
            tone="danger",
        ),
        Action("note", "补充说明", (ANY_OPEN,), by=(*KEEPERS, OFFICE), fields=(WHY,)),
    ),
    columns=(
        Column("indicator", "指标", "detail.indicator"),
        Column("column", "栏目", "detail.column"),
        Column("last_seen_on", "最近发现", "detail.last_seen_on"),
    ),
    filters=(Column("indicator", "指标", "detail.indicator"),),
    search=("detail.url", "detail.message"),
)
