"""12345 工单 on paper: a limit whose length follows the class, deemed receipt, one return, rework on dissatisfaction."""

from dataclasses import replace

from mingzheng.casework.declaration import (
    ANY_OPEN,
    Action,
    ClockEffect,
    ClockVerb,
    Field,
    FieldKind,
    Limit,
    Procedure,
    State,
    StateKind,
)
from mingzheng.casework.standard.assignment import (
    OFFICE,
    REASON,
    UNIT,
    arbitrate,
    ask_arbitration,
    dispatch,
    merge_duplicate,
    open_clock,
    receive,
    return_case,
    stop_clock,
)
from mingzheng.casework.standard.guards import FIRST_RETURN, before_due
from mingzheng.casework.standard.limits import extension_actions
from mingzheng.worktime.public import working_days

CITY = "12345热线管理办法"
KIND = Field(
    "kind",
    "类型",
    FieldKind.CHOICE,
    required=True,
    choices=(("consult", "咨询"), ("help", "求助"), ("advice", "建议"), ("complaint", "投诉"), ("report", "举报")),
)
RETURN = replace(
    return_case(
        within=("to_receive", "handling"), to="received", effects=(stop_clock("receipt"), stop_clock("return"))
    ),
    guards=(FIRST_RETURN, before_due("return", what="再退单", instead="由首接单位先行办理")),
)

HOTLINE = Procedure(
    name="paper_hotline",
    version="2022-09-01",
    title="热线工单（试写）",
    basis=CITY,
    prefix="PRX",
    case_word="单",
    states=(
        State("received", "待派单"),
        State("to_receive", "待签收", unit_side=True),
        State("handling", "办理中", unit_side=True),
        State("dispute", "待指定承办"),
        State("replied", "待审核"),
        State("calling_back", "待回访"),
        State("closed", "已办结", StateKind.CLOSED),
        State("merged", "已并入", StateKind.CLOSED),
    ),
    limits=(
        Limit("dispatch", "派单", working_days(1), basis=CITY),
        Limit("receipt", "签收", working_days(1), basis=CITY, on_expiry="deem_received", silence="视为签收"),
        Limit("return", "退单", working_days(1), basis=CITY),
        Limit(
            "handle",
            "办理",
            basis=CITY,
            length_by="kind",
            lengths=(
                ("consult", working_days(2)),
                ("help", working_days(10)),
                ("advice", working_days(10)),
                ("complaint", working_days(15)),
                ("report", working_days(15)),
            ),
            extensions=1,
            main=True,
        ),
    ),
    opening=Action(
        "register",
        "登记",
        (),
        "received",
        by=(OFFICE,),
        fields=(
            Field("title", "诉求", required=True, max_length=500, stores="case.title"),
            KIND,
            Field("caller", "来电人", private=True),
        ),
        effects=(open_clock("handle"), open_clock("dispatch")),
    ),
    actions=(
        Action(
            "answer_directly",
            "直接解答",
            ("received",),
            "closed",
            by=(OFFICE,),
            fields=(Field("answer", "解答", FieldKind.LONG_TEXT, required=True),),
        ),
        dispatch(
            within=("received",),
            to="to_receive",
            clocks=(stop_clock("dispatch"), open_clock("receipt"), open_clock("return")),
        ),
        receive(within=("to_receive",), to="handling"),
        Action("deem_received", "逾期视为签收", ("to_receive",), "handling", system=True),
        RETURN,
        ask_arbitration(within=("to_receive",), to="dispute", effects=(stop_clock("receipt"),)),
        arbitrate(within=("dispute",), to="handling"),
        Action(
            "reclassify",
            "更正类型",
            (ANY_OPEN,),
            by=(OFFICE,),
            fields=(KIND, REASON),
            effects=(ClockEffect(ClockVerb.REMEASURE, "handle"),),
        ),
        *extension_actions(limit="handle", within=("handling",), new_date=False),
        Action(
            "reply",
            "反馈办理结果",
            ("handling",),
            "replied",
            by=(UNIT,),
            fields=(Field("result", "办理结果", FieldKind.LONG_TEXT, required=True),),
            effects=(ClockEffect(ClockVerb.SUSPEND, "handle"),),
            tone="primary",
        ),
        Action("accept_reply", "审核通过", ("replied",), "calling_back", by=(OFFICE,), tone="primary"),
        Action(
            "send_back",
            "审核退回",
            ("replied",),
            "handling",
            by=(OFFICE,),
            fields=(REASON,),
            effects=(ClockEffect(ClockVerb.RESUME, "handle"),),
        ),
        Action(
            "close",
            "回访办结",
            ("calling_back",),
            "closed",
            by=(OFFICE,),
            fields=(
                Field(
                    "opinion",
                    "评价",
                    FieldKind.CHOICE,
                    required=True,
                    choices=(("satisfied", "满意"), ("lawful", "不满意，已依法处置"), ("unreached", "未联系上")),
                ),
            ),
            not_same_as=("reply",),
        ),
        Action(
            "rework",
            "不满意，重办",
            ("calling_back",),
            "handling",
            by=(OFFICE,),
            fields=(REASON,),
            effects=(ClockEffect(ClockVerb.RESTART, "handle"),),
        ),
        merge_duplicate(to="merged"),
    ),
)
