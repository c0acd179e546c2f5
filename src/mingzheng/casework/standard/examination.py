"""A report a unit owes as ready-made actions: sent to the office, returned and revised, accepted, or dropped.

What stands in the report, who signs it in the unit and where it goes once accepted are the procedure's own.
"""

from collections.abc import Sequence

from mingzheng.casework.declaration import (
    Action,
    Call,
    Field,
    FieldKind,
    Guard,
    Notify,
    PartyRole,
    Who,
)
from mingzheng.casework.standard.assignment import OFFICE, OFFICE_HEADS, REASON, open_clock, stop_clock

# A unit may begin its own report without being asked.
STARTERS = Who(
    roles=frozenset({"unit_liaison", "unit_section_head", "unit_deputy", "unit_head"}),
    of=PartyRole.ORIGIN,
    title="报告单位",
)
DRAFTERS = Who(posts=frozenset({"clerk", "liaison", "section"}), of=PartyRole.LEAD, title="报告单位起草人员")


def tell_unit(text: str) -> Notify:
    """Return the message to the reporting unit's people who answer for the report."""
    return Notify(PartyRole.LEAD, frozenset({"liaison", "section"}), text=text)


def tell_drafters(text: str) -> Notify:
    """Return the message to those who write the report."""
    return Notify(PartyRole.LEAD, frozenset({"clerk", "liaison"}), text=text)


def tell_office(text: str) -> Notify:
    """Return the message to the office that examines the report."""
    return Notify(PartyRole.ORIGIN, frozenset({"clerk", "liaison", "section"}), text=text)


def take_back(
    *, within: tuple[str, ...], by: tuple[Who, ...], thaw: str, what: str, guards: Sequence[Guard] = ()
) -> Action:
    """Take a report back 退回起草 to be written on; a signature already given must be given anew."""
    return Action(
        "take_back",
        "退回起草",
        within,
        "drafting",
        by=by,
        fields=(REASON,),
        guards=tuple(guards),
        effects=(Call(thaw),),
        notifies=(tell_drafters(f"{what}退回起草"),),
        tone="danger",
        consequence="恢复可修改；已签发的须重新签发。",
    )


def send_report(
    code: str,
    *,
    within: tuple[str, ...],
    to: str,
    limits: Sequence[str],
    effect: str,
    office: str,
    what: str,
    fields: Sequence[Field] = (),
    guards: Sequence[Guard] = (),
    basis: str = "",
) -> Action:
    """Send the signed report 报送: the limits for it end, the office is told. `office` is what it is called."""
    return Action(
        code,
        "报送",
        within,
        to,
        by=(DRAFTERS,),
        fields=tuple(fields),
        guards=tuple(guards),
        effects=(*(stop_clock(limit) for limit in limits), Call(effect)),
        notifies=(tell_office(what),),
        tone="primary",
        consequence=f"报送期限停止计算，{office}收到通知。",
        basis=basis,
    )


def return_and_revise(
    *, within: str, limit: str, thaw: str, what: str, revise_title: str, revise_consequence: str
) -> tuple[Action, Action]:
    """Return sending a report back 退回修改, which starts a limit, and taking it up again."""
    return (
        Action(
            "return_report",
            "退回修改",
            (within,),
            "returned",
            by=(OFFICE,),
            fields=(REASON,),
            effects=(open_clock(limit),),
            notifies=(tell_unit(what),),
            tone="danger",
            consequence="报告单位修改后重报，开始计算重报期限。",
        ),
        Action(
            "revise",
            revise_title,
            ("returned",),
            "drafting",
            by=(DRAFTERS,),
            effects=(Call(thaw),),
            tone="primary",
            consequence=revise_consequence,
        ),
    )


def accept_report(
    title: str, *, within: str, what: str, opinion: str, consequence: str, not_same_as: tuple[str, ...]
) -> Action:
    """Accept a report that was sent; never by who sent it."""
    return Action(
        "accept",
        title,
        (within,),
        "accepted",
        by=(OFFICE_HEADS,),
        fields=(Field("opinion", opinion, FieldKind.LONG_TEXT, max_length=1000),),
        not_same_as=not_same_as,
        notifies=(tell_unit(what),),
        tone="primary",
        consequence=consequence,
    )


def drop_report(*, within: tuple[str, ...], effect: str) -> Action:
    """Drop a report 作废 that was begun in vain."""
    return Action(
        "drop",
        "作废",
        within,
        "dropped",
        by=(OFFICE_HEADS,),
        fields=(REASON,),
        effects=(Call(effect),),
        tone="danger",
        consequence="本报告作废，可重新布置。",
    )
