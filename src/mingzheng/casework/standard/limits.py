"""Extension, suspension and resumption of a limit as ready-made actions."""

from mingzheng.casework.declaration import (
    Action,
    ClockEffect,
    ClockVerb,
    Field,
    FieldKind,
    Notify,
    PartyRole,
    Who,
)
from mingzheng.casework.standard.assignment import OFFICE_HEADS, REASON, UNIT
from mingzheng.casework.standard.guards import (
    NO_OPEN_EXTENSION,
    OPEN_EXTENSION,
    before_due,
    is_running,
    is_suspended,
    later_than_due,
)


def extension_actions(
    *,
    limit: str,
    within: tuple[str, ...],
    new_date: bool,
    ask_by: tuple[Who, ...] = (UNIT,),
    decide_by: tuple[Who, ...] = (OFFICE_HEADS,),
    sign_off: bool = False,
) -> tuple[Action, ...]:
    """Return asking for, granting and refusing an extension 延期.

    With `new_date` the new last day is given; otherwise a number in the limit's unit, bounded by its declaration.
    """
    wanted, granted = _asked("申请", new_date=new_date), _asked("批准", new_date=new_date)
    return (
        Action(
            "request_extension",
            "申请延期",
            within,
            by=ask_by,
            fields=(wanted, REASON),
            guards=(NO_OPEN_EXTENSION, before_due(limit), *((later_than_due(limit, wanted.code),) if new_date else ())),
            notifies=(Notify(PartyRole.ORIGIN, frozenset({"section", "clerk"}), text="延期申请"),),
            sign_off=sign_off,
            raises="extension",
            consequence="报交办单位审批；批准前原期限不变。",
        ),
        Action(
            "grant_extension",
            "批准延期",
            within,
            by=decide_by,
            fields=(granted, Field("opinion", "审批意见", FieldKind.LONG_TEXT)),
            guards=(OPEN_EXTENSION,),
            effects=(ClockEffect(ClockVerb.EXTEND, limit, granted.code),),
            notifies=(Notify(PartyRole.LEAD, frozenset({"liaison"}), handler=True, text="延期已批准"),),
            not_same_as=("request_extension",),
            settles="extension",
            tone="primary",
            consequence="期限改为批准的日期，原期限留有记录。",
        ),
        Action(
            "refuse_extension",
            "不批准延期",
            within,
            by=decide_by,
            fields=(REASON,),
            guards=(OPEN_EXTENSION,),
            notifies=(Notify(PartyRole.LEAD, frozenset({"liaison"}), handler=True, text="延期未批准"),),
            not_same_as=("request_extension",),
            settles="extension",
            tone="danger",
        ),
    )


def _asked(verb: str, *, new_date: bool) -> Field:
    if new_date:
        return Field("new_date", f"{verb}延至", FieldKind.DATE, required=True)
    return Field("amount", f"{verb}延长（天数）", FieldKind.INTEGER, required=True, minimum=1)


def suspension_actions(
    *, limit: str, within: tuple[str, ...], by: tuple[Who, ...] = (OFFICE_HEADS,)
) -> tuple[Action, ...]:
    """Return suspending and resuming a limit 暂停计时、恢复计时 (rule D-06)."""
    return (
        Action(
            "suspend",
            "暂停计时",
            within,
            by=by,
            fields=(REASON, Field("basis", "依据", required=True, max_length=300)),
            guards=(is_running(limit),),
            effects=(ClockEffect(ClockVerb.SUSPEND, limit),),
            notifies=(Notify(PartyRole.LEAD, frozenset({"liaison"}), handler=True, text="暂停计时"),),
            consequence="自次日起不计入期限，恢复计时后从下一日继续计算。",
        ),
        Action(
            "resume",
            "恢复计时",
            within,
            by=by,
            fields=(Field("note", "说明", FieldKind.LONG_TEXT),),
            guards=(is_suspended(limit),),
            effects=(ClockEffect(ClockVerb.RESUME, limit),),
            notifies=(Notify(PartyRole.LEAD, frozenset({"liaison"}), handler=True, text="恢复计时"),),
            consequence="期限从下一日起继续计算。",
        ),
    )
