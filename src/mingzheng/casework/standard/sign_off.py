"""The built-in actions of sign-off inside a unit 单位内部审签, generated for a procedure that asks for it.

How levels are counted and the signed act is performed lives in `sign_off` of the engine; here only the declarations.
"""

from dataclasses import replace

from mingzheng.casework.declaration import Action, Field, FieldKind, Guard, Notify, PartyRole, Procedure, Refusal, Who

REQUEST_PREFIX = "request_"
SIGN = "sign"
REFUSE = "refuse_to_sign"
PAPER = "attach_signed_paper"
WITHDRAW = "withdraw_sign_off"
SIGNERS = frozenset({"section", "deputy", "head"})


def _no_pending(facts: object, given: object) -> Refusal | None:
    if getattr(facts, "pending_sign_off", None) is None:
        return None
    return Refusal("sign_off_pending", "已有一份内容正在单位内部审签", "等审签结束，或由送审人撤回后再送审")


def _is_pending(facts: object, given: object) -> Refusal | None:
    if getattr(facts, "pending_sign_off", None) is not None:
        return None
    return Refusal("nothing_to_sign", "没有待审签的内容", "由承办人先送审")


NO_PENDING = Guard("no_pending_sign_off", "没有未完成的审签", _no_pending)
IS_PENDING = Guard("sign_off_pending", "有待审签的内容", _is_pending)


def request_code(action_code: str) -> str:
    """Return the code of the action that asks for sign-off of another action."""
    return REQUEST_PREFIX + action_code


def _request(action: Action) -> Action:
    return Action(
        code=request_code(action.code),
        title=f"送审：{action.title}",
        within=action.within,
        by=action.by,
        fields=tuple(replace(item, stores="") for item in action.fields),
        guards=(NO_PENDING,),
        notifies=(Notify(party=PartyRole.LEAD, levels=SIGNERS, text="待审签"),),
        tone="primary",
        consequence=f"送单位内部审签；逐级签批后自动{action.title}。",
        built_in=True,
    )


def sign_off_actions(procedure: Procedure) -> tuple[Action, ...]:
    """Return the sign-off actions a procedure needs; none when no action asks for sign-off."""
    signed = [action for action in procedure.actions if action.sign_off]
    if not signed:
        return ()
    states = tuple(dict.fromkeys(state for action in signed for state in action.within))
    unit_people = (
        Who(roles=frozenset({"unit_liaison", "unit_section_head"}), of=PartyRole.LEAD, title="承办单位联络员"),
    )
    signers = (Who(posts=SIGNERS, of=PartyRole.LEAD, title="承办单位审签人"),)
    opinion = Field("opinion", "审签意见", FieldKind.LONG_TEXT, max_length=500)
    reason = Field("reason", "退回理由", FieldKind.LONG_TEXT, required=True, max_length=500)
    paper = Field("paper", "已签批的纸件（盖章扫描件或照片）", FieldKind.FILES, required=True)
    return (
        *(_request(action) for action in signed),
        Action(
            SIGN,
            "审签同意",
            states,
            by=signers,
            fields=(opinion,),
            guards=(IS_PENDING,),
            tone="primary",
            consequence="签批到下一级；最后一级签批后内容即报出。",
            built_in=True,
        ),
        Action(
            REFUSE,
            "审签退回",
            states,
            by=signers,
            fields=(reason,),
            guards=(IS_PENDING,),
            tone="danger",
            consequence="退回送审人修改。",
            built_in=True,
        ),
        Action(
            PAPER,
            "附纸质签批件",
            states,
            by=unit_people,
            fields=(paper, opinion),
            guards=(IS_PENDING,),
            consequence="以纸质签批代替线上审签，内容即报出；纸件存档备查。",
            built_in=True,
        ),
        Action(
            WITHDRAW,
            "撤回送审",
            states,
            by=unit_people,
            guards=(IS_PENDING,),
            consequence="撤回送审内容，可修改后再送。",
            built_in=True,
        ),
    )
