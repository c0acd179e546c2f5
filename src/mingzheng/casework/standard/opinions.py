"""Co-handling opinions 会办意见 as ready-made actions: asked, given, withdrawn, no longer waited for; and how they stand.

An opinion counts for the organ that was asked, whoever of it gave it; the latest asking of each organ counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingzheng.casework.declaration import Action, AssignParties, Field, FieldKind, Guard, Notify, PartyRole, Refusal
from mingzheng.casework.facts import ASK_OPINIONS, ActFact, AskedFact, CaseFacts
from mingzheng.casework.standard.assignment import CO_UNIT, OFFICE, REASON, TO_UNIT, UNIT
from mingzheng.casework.standard.guards import ONE_ROLE_EACH

# Short: one word for each organ awaited must find room beside the case.
AWAITED = "op"
GIVE, WITHDRAW, WAIVE = "give_opinion", "withdraw_opinion", "waive_opinions"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the opinion of one organ stands: given, withdrawn, waived or awaited; `late` after the day it was asked for."""

    unit_id: int
    state: str
    until: date | None
    given_on: date | None = None
    late: bool = False


def opinions_of(facts: CaseFacts) -> tuple[Standing, ...]:
    """Return how the opinion of each organ stands that was asked and still co-handles."""
    return tuple(_standing(facts, asked) for asked in facts.asked if asked.unit_id in facts.units(PartyRole.CO))


def _standing(facts: CaseFacts, asked: AskedFact) -> Standing:
    since = [act for act in facts.acts if act.sequence > asked.sequence and _concerns(act, asked.unit_id)]
    own = next((act for act in reversed(since) if act.action != WAIVE), None)
    if own is not None and own.action == GIVE:
        late = asked.until is not None and own.occurred_on > asked.until
        return Standing(asked.unit_id, "given", asked.until, own.occurred_on, late)
    if since and since[-1].action == WAIVE:
        return Standing(asked.unit_id, "waived", asked.until)
    late = asked.until is not None and facts.on > asked.until
    return Standing(asked.unit_id, "withdrawn" if own else "awaited", asked.until, late=late)


def _concerns(act: ActFact, unit_id: int) -> bool:
    return act.action == WAIVE or (act.action in {GIVE, WITHDRAW} and act.unit_id == unit_id)


def _missing(facts: CaseFacts) -> int:
    return sum(1 for one in opinions_of(facts) if one.state in {"awaited", "withdrawn"})


def _complete(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    missing = _missing(facts)
    if not missing:
        return None
    return Refusal(
        "opinions_missing",
        f"还有 {missing} 个会办单位未反馈意见",
        "请催会办单位反馈；确需不再等待的，点“不再等待会办意见”并说明理由",
    )


OPINIONS_COMPLETE = Guard("opinions_complete", "会办意见已齐", _complete)


def _some_missing(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if _missing(facts):
        return None
    return Refusal("no_opinion_awaited", "没有尚未反馈的会办意见", "需要会办的，先点“征求会办意见”")


def _own_given(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    if any(one.state == "given" and one.unit_id in facts.acting_units for one in opinions_of(facts)):
        return None
    return Refusal("no_opinion_given", "本单位没有已反馈的会办意见", "请先反馈会办意见")


def _until_ahead(facts: CaseFacts, given: Mapping[str, Any]) -> Refusal | None:
    until = given.get("until")
    if not until or date.fromisoformat(str(until)) >= facts.on:
        return None
    return Refusal("until_passed", "反馈期限早于征求意见的日期", "请填写征求意见之日以后的日期")


SOME_MISSING = Guard("some_opinions_missing", "还有会办意见未反馈", _some_missing)
OWN_GIVEN = Guard("own_opinion_given", "本单位已反馈会办意见", _own_given)
UNTIL_AHEAD = Guard("until_ahead", "反馈期限在征求之日以后", _until_ahead)


def ask_opinions(*, within: tuple[str, ...]) -> Action:
    """Ask the co-handling units for their opinions 会办; who is asked again answers again."""
    return Action(
        ASK_OPINIONS,
        "征求会办意见",
        within,
        by=(UNIT, OFFICE),
        fields=(
            Field("co_units", "会办单位", FieldKind.UNITS, required=True),
            Field("note", "需要会办的内容", FieldKind.LONG_TEXT, required=True),
            Field("until", "反馈期限", FieldKind.DATE),
        ),
        guards=(ONE_ROLE_EACH, UNTIL_AHEAD),
        effects=(AssignParties(PartyRole.CO, "co_units", replace=False),),
        notifies=(Notify(PartyRole.CO, TO_UNIT, text="征求会办意见"),),
        raises=AWAITED,
        per_unit="co_units",
    )


def give_opinion(*, within: tuple[str, ...]) -> Action:
    """Give a co-handling opinion 会办意见."""
    return Action(
        GIVE,
        "反馈会办意见",
        within,
        by=(CO_UNIT,),
        fields=(
            Field(
                "position",
                "意见",
                FieldKind.CHOICE,
                required=True,
                choices=(("agree", "同意"), ("agree_with_changes", "修改后同意"), ("disagree", "不同意")),
            ),
            Field("opinion", "具体意见", FieldKind.LONG_TEXT),
            Field("papers", "附件", FieldKind.FILES),
        ),
        notifies=(Notify(PartyRole.LEAD, TO_UNIT, handler=True, text="会办意见已反馈"),),
        settles=AWAITED,
        per_unit="own",
    )


def settle_opinions(*, within: tuple[str, ...]) -> tuple[Action, Action]:
    """Withdraw a given opinion 撤回会办意见, and go on without those still missing 不再等待, with the reason."""
    return (
        Action(
            WITHDRAW,
            "撤回会办意见",
            within,
            by=(CO_UNIT,),
            fields=(REASON,),
            guards=(OWN_GIVEN,),
            notifies=(Notify(PartyRole.LEAD, TO_UNIT, handler=True, text="会办意见已撤回"),),
            raises=AWAITED,
            per_unit="own",
            consequence="本单位的会办意见不再算数，可以重新反馈；原意见留在办理过程中。",
        ),
        Action(
            WAIVE,
            "不再等待会办意见",
            within,
            by=(UNIT, OFFICE),
            fields=(REASON,),
            guards=(SOME_MISSING,),
            notifies=(Notify(PartyRole.CO, TO_UNIT, text="不再等待会办意见"),),
            settles=AWAITED,
            per_unit="all",
            consequence="未反馈的会办意见不再等待，理由记入办理过程；之后反馈的意见仍可记录。",
        ),
    )
