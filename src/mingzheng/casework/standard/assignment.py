"""Assignment as ready-made actions: dispatch, receipt, return, arbitration, transfer, urging, recall, merging.

A procedure calls these with its own states and people; what they do is the same everywhere.
"""

from mingzheng.casework.declaration import (
    ANY_OPEN,
    Action,
    AssignParties,
    ClockEffect,
    ClockVerb,
    Effect,
    Field,
    FieldKind,
    Guard,
    Notify,
    PartyRole,
    SetHandler,
    Who,
)
from mingzheng.casework.standard.guards import FIRST_RETURN, NOT_OPENED_YET, ONE_ROLE_EACH, RETURNED_BEFORE

OFFICE = Who(
    roles=frozenset({"office_clerk", "office_section_head", "office_director"}), of=PartyRole.ORIGIN, title="交办单位"
)
OFFICE_HEADS = Who(
    roles=frozenset({"office_section_head", "office_director"}), of=PartyRole.ORIGIN, title="交办单位科室负责人"
)
DIRECTOR = Who(roles=frozenset({"office_director"}), of=PartyRole.ORIGIN, title="交办单位主要负责人")
UNIT = Who(
    roles=frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head"}),
    of=PartyRole.LEAD,
    title="承办单位",
)
CO_UNIT = Who(
    roles=frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head"}),
    of=PartyRole.CO,
    title="会办单位",
)

REASON = Field("reason", "理由", FieldKind.LONG_TEXT, required=True, max_length=1000)
TO_UNIT = frozenset({"liaison"})
UNIT_AND_HEADS = frozenset({"liaison", "section", "head"})


def open_clock(limit: str, *, field: str = "") -> ClockEffect:
    """Return the effect that starts a limit."""
    return ClockEffect(ClockVerb.OPEN, limit, field)


def stop_clock(limit: str) -> ClockEffect:
    """Return the effect that ends a limit because what it asked for happened."""
    return ClockEffect(ClockVerb.STOP, limit)


def dispatch(
    *,
    within: tuple[str, ...],
    to: str,
    by: tuple[Who, ...] = (OFFICE,),
    clocks: tuple[Effect, ...] = (),
    fields: tuple[Field, ...] = (),
    guards: tuple[Guard, ...] = (),
) -> Action:
    """Dispatch 交办: name the lead, co-handling and guiding units and start the clocks."""
    return Action(
        "dispatch",
        "交办",
        within,
        to,
        by=by,
        fields=(
            Field("lead_units", "主办（牵头）单位", FieldKind.UNITS, required=True),
            Field("co_units", "会办（配合）单位", FieldKind.UNITS),
            Field("guide_units", "指导单位", FieldKind.UNITS),
            Field("note", "办理要求", FieldKind.LONG_TEXT),
            *fields,
        ),
        guards=(ONE_ROLE_EACH, *guards),
        effects=(
            AssignParties(PartyRole.LEAD, "lead_units"),
            AssignParties(PartyRole.CO, "co_units"),
            AssignParties(PartyRole.GUIDE, "guide_units"),
            *clocks,
        ),
        notifies=(Notify(PartyRole.LEAD, TO_UNIT, text="新交办"), Notify(PartyRole.CO, TO_UNIT, text="新会办")),
        bulk=True,
        tone="primary",
        consequence="承办单位联络员收到待签收事项，签收期限开始计算。",
    )


def receive(
    *, within: tuple[str, ...], to: str, receipt_limit: str = "receipt", effects: tuple[Effect, ...] = ()
) -> Action:
    """Receive 签收: the unit acknowledges; whoever receives becomes the handler."""
    return Action(
        "receive",
        "签收",
        within,
        to,
        by=(UNIT,),
        effects=(stop_clock(receipt_limit), SetHandler(), *effects),
        bulk=True,
        tone="primary",
        consequence="您成为承办人，签收期限停止计算。",
    )


def return_case(*, within: tuple[str, ...], to: str, effects: tuple[Effect, ...] = ()) -> Action:
    """Return 退回, once, with reason and basis; a second disagreement goes to arbitration."""
    return Action(
        "return_case",
        "退回",
        within,
        to,
        by=(UNIT,),
        fields=(
            REASON,
            Field("basis", "依据（三定规定、权责清单条款等）", required=True, max_length=500),
            Field("suggested_unit", "建议承办单位", FieldKind.UNIT),
        ),
        guards=(FIRST_RETURN,),
        effects=effects,
        notifies=(Notify(PartyRole.ORIGIN, frozenset({"clerk", "liaison"}), text="被退回"),),
        tone="danger",
        consequence="退回交办单位重新交办；每件只能退回一次。",
    )


def ask_arbitration(*, within: tuple[str, ...], to: str, effects: tuple[Effect, ...] = ()) -> Action:
    """Ask for arbitration of competence 职责争议裁定 when a returned case comes back."""
    return Action(
        "ask_arbitration",
        "申请职责争议裁定",
        within,
        to,
        by=(UNIT,),
        fields=(REASON, Field("basis", "依据", required=True, max_length=500)),
        guards=(RETURNED_BEFORE,),
        effects=effects,
        notifies=(Notify(PartyRole.ORIGIN, frozenset({"head", "section"}), text="职责争议待裁定"),),
        consequence="由交办单位主要负责人裁定承办单位，裁定后不得再退回。",
    )


def arbitrate(*, within: tuple[str, ...], to: str, effects: tuple[Effect, ...] = ()) -> Action:
    """Arbitrate: the head of the dispatching office names the unit, with reason and basis; that is final."""
    return Action(
        "arbitrate",
        "裁定承办单位",
        within,
        to,
        by=(DIRECTOR,),
        fields=(
            Field("lead_units", "裁定由哪个单位承办", FieldKind.UNITS, required=True),
            REASON,
            Field("basis", "裁定依据", required=True, max_length=500),
        ),
        effects=(AssignParties(PartyRole.LEAD, "lead_units"), SetHandler(clear=True), *effects),
        notifies=(Notify(PartyRole.LEAD, UNIT_AND_HEADS, text="裁定交办"),),
        not_same_as=("ask_arbitration",),
        tone="primary",
        consequence="裁定为最终决定，承办单位重新签收。",
    )


def transfer(*, within: tuple[str, ...], to: str, effects: tuple[Effect, ...] = ()) -> Action:
    """Transfer 改派: the dispatching office gives the case to another unit."""
    return Action(
        "transfer",
        "改派",
        within,
        to,
        by=(OFFICE_HEADS,),
        fields=(Field("lead_units", "改派给", FieldKind.UNITS, required=True), REASON),
        effects=(AssignParties(PartyRole.LEAD, "lead_units"), SetHandler(clear=True), *effects),
        notifies=(Notify(PartyRole.LEAD, TO_UNIT, text="改派"),),
        consequence="原承办单位不再承办，新承办单位重新签收。",
    )


def recall(*, within: tuple[str, ...], to: str, effects: tuple[Effect, ...] = ()) -> Action:
    """Recall 撤回 a slip before anybody of the next unit has opened it."""
    return Action(
        "recall",
        "撤回交办",
        within,
        to,
        by=(OFFICE,),
        fields=(REASON,),
        guards=(NOT_OPENED_YET,),
        effects=effects,
        consequence="回到待交办，承办单位不再看到本件的待办。",
    )


def urge(*, within: tuple[str, ...] = (ANY_OPEN,), effects: tuple[Effect, ...] = ()) -> Action:
    """Urge 催办: recorded and counted, and told at once."""
    return Action(
        "urge",
        "催办",
        within,
        by=(OFFICE,),
        fields=(
            Field("note", "催办内容", FieldKind.LONG_TEXT, max_length=500),
            Field(
                "means",
                "方式",
                FieldKind.CHOICE,
                choices=(("system", "系统消息"), ("phone", "电话"), ("visit", "上门")),
                default="system",
            ),
        ),
        effects=effects,
        notifies=(Notify(PartyRole.LEAD, UNIT_AND_HEADS, handler=True, urgent=True, text="催办"),),
        bulk=True,
        consequence="记入催办次数，并立即通知承办单位。",
    )


def assign_handler(*, within: tuple[str, ...]) -> Action:
    """Name the handler 承办人 inside the unit."""
    return Action(
        "assign_handler",
        "指定承办人",
        within,
        by=(UNIT,),
        fields=(
            Field("handler", "承办人", FieldKind.PERSON, required=True),
            Field("note", "交代事项", FieldKind.LONG_TEXT),
        ),
        effects=(SetHandler("handler"),),
        notifies=(Notify(handler=True, text="由您承办"),),
        bulk=True,
    )


def merge_duplicate(*, to: str) -> Action:
    """Close a case as the duplicate of another 重复件合并; its acts stay where they are."""
    return Action(
        "merge_duplicate",
        "并入重复件",
        (ANY_OPEN,),
        to,
        by=(OFFICE,),
        fields=(Field("original", "并入哪一件", FieldKind.CASE, required=True), REASON),
        consequence="本件办结，后续在并入的那一件办理。",
    )
