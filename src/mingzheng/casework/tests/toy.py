"""A toy procedure of a few dozen lines: what a domain must write to get everything else for free."""

from mingzheng.casework.declaration import (
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
    UNIT,
    arbitrate,
    ask_arbitration,
    dispatch,
    open_clock,
    recall,
    receive,
    return_case,
    stop_clock,
    transfer,
    urge,
)
from mingzheng.casework.standard.limits import extension_actions, suspension_actions
from mingzheng.casework.standard.opinions import OPINIONS_COMPLETE, ask_opinions, give_opinion, settle_opinions
from mingzheng.worktime.public import working_days

VERIFY = OFFICE
DISPATCH_CLOCKS = (open_clock("receipt"), open_clock("reply"))

TOY = Procedure(
    name="toy",
    version="2026-01-01",
    title="玩具事项",
    basis="测试用",
    prefix="TOY",
    states=(
        State("draft", "待交办"),
        State("sent", "待签收", unit_side=True),
        State("working", "办理中", unit_side=True),
        State("dispute", "职责争议"),
        State("reported", "待核验"),
        State("done", "已销号", StateKind.CLOSED),
        State("expired", "逾期终止", StateKind.CLOSED),
    ),
    opening=Action(
        "register",
        "登记",
        (),
        "draft",
        by=(OFFICE,),
        fields=(
            Field("title", "标题", required=True, max_length=500, stores="case.title"),
            Field("secret_name", "申请人", private=True),
        ),
    ),
    limits=(
        Limit("receipt", "签收", working_days(2), basis="内部约定"),
        Limit(
            "reply",
            "答复",
            working_days(20),
            basis="示例条例第三十三条",
            main=True,
            statutory=True,
            extension=working_days(20),
            extensions=1,
        ),
        Limit("cooling", "等待", working_days(5), basis="示例", on_expiry="lapse"),
    ),
    actions=(
        dispatch(within=("draft",), to="sent", clocks=DISPATCH_CLOCKS),
        receive(within=("sent",), to="working"),
        return_case(within=("sent",), to="draft"),
        ask_arbitration(within=("sent",), to="dispute"),
        arbitrate(within=("dispute",), to="sent", effects=(open_clock("receipt"),)),
        transfer(within=("sent", "working"), to="sent", effects=(open_clock("receipt"),)),
        recall(within=("sent",), to="draft"),
        urge(),
        ask_opinions(within=("working",)),
        give_opinion(within=("working",)),
        *settle_opinions(within=("working",)),
        *extension_actions(limit="reply", within=("working",), new_date=False),
        *suspension_actions(limit="reply", within=("working",)),
        Action(
            "report",
            "报送办结",
            ("working",),
            "reported",
            by=(UNIT,),
            fields=(Field("result", "办理结果", FieldKind.LONG_TEXT, required=True),),
            guards=(OPINIONS_COMPLETE,),
            effects=(ClockEffect(ClockVerb.SUSPEND, "reply"),),
            sign_off=True,
        ),
        Action(
            "verify",
            "核验销号",
            ("reported",),
            "done",
            by=(VERIFY,),
            effects=(stop_clock("reply"),),
            not_same_as=("register",),
        ),
        Action("wait", "等待", ("working",), by=(UNIT,), effects=(open_clock("cooling"),)),
        Action("lapse", "逾期终止", ("working",), "expired", system=True),
    ),
    sign_off_levels=("section", "deputy", "head"),
)
