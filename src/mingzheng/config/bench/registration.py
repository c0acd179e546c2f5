"""The measured procedure: two limits, separation of duties, guards, notices; like a real one but without sign-off."""

from mingzheng.casework.public import (
    Action,
    ClockEffect,
    ClockVerb,
    Field,
    FieldKind,
    Limit,
    Notify,
    PartyRole,
    Procedure,
    State,
    StateKind,
    register,
)
from mingzheng.casework.standard.assignment import OFFICE, UNIT, dispatch, open_clock, receive, stop_clock, urge
from mingzheng.casework.standard.guards import require_received
from mingzheng.casework.standard.limits import extension_actions
from mingzheng.worktime.public import working_days

BENCH = register(
    Procedure(
        name="bench",
        version="2026-01-01",
        title="测量事项",
        basis="性能测量",
        prefix="BENCH",
        states=(
            State("draft", "待交办"),
            State("sent", "待签收", unit_side=True),
            State("working", "办理中", unit_side=True),
            State("reported", "待核验"),
            State("done", "已销号", StateKind.CLOSED),
        ),
        opening=Action(
            "register",
            "登记",
            (),
            "draft",
            by=(OFFICE,),
            fields=(
                Field("title", "标题", required=True, max_length=500, stores="case.title"),
                Field("source", "来源", max_length=300, stores="case.source"),
            ),
        ),
        limits=(
            Limit("receipt", "签收", working_days(2), basis="性能测量"),
            Limit(
                "reply", "办结", working_days(20), basis="性能测量", main=True, extension=working_days(20), extensions=1
            ),
        ),
        actions=(
            dispatch(within=("draft",), to="sent", clocks=(open_clock("receipt"), open_clock("reply"))),
            receive(within=("sent",), to="working"),
            urge(),
            *extension_actions(limit="reply", within=("working",), new_date=False),
            Action(
                "report",
                "报送办结",
                ("working",),
                "reported",
                by=(UNIT,),
                fields=(Field("result", "办理结果", FieldKind.LONG_TEXT, required=True),),
                guards=(require_received(),),
                effects=(ClockEffect(ClockVerb.SUSPEND, "reply"),),
                notifies=(Notify(PartyRole.ORIGIN, frozenset({"section", "clerk"}), text="待核验"),),
                tone="primary",
            ),
            Action(
                "verify",
                "核验销号",
                ("reported",),
                "done",
                by=(OFFICE,),
                effects=(stop_clock("reply"),),
                not_same_as=("register", "report"),
                tone="primary",
            ),
        ),
    )
)
