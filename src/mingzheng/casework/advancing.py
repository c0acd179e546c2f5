"""What an act does to a case, in memory: state, stored fields, parties, handler, clocks, summary. Nothing is written.

The door (`applying`) and the bulk loader (`bulk`) both move cases through here, so that they cannot differ.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models

from mingzheng.casework import clocks
from mingzheng.casework.declaration import Action, ClockEffect, PartyRole, Procedure, StateKind
from mingzheng.casework.effects import (
    EffectContext,
    Outcome,
    apply_effects,
    assign_parties,
    detail_model,
    store_fields,
)
from mingzheng.casework.models import Case, Clock
from mingzheng.casework.rules import target_state, waiting_after
from mingzheng.worktime.public import Calendar


def moves_clocks(action: Action, procedure: Procedure, state: str) -> bool:
    """Say whether an act that leads to a state can move a clock; if not, due date and lapse stay as they are."""
    ends = procedure.state(state).kind is StateKind.CLOSED
    return ends or any(isinstance(effect, ClockEffect) for effect in action.effects)


def begin(
    case: Case, given: Mapping[str, Any], context: EffectContext, values: Mapping[str, Any]
) -> models.Model | None:
    """Fill a new case from its opening's fields and return its own row, if the procedure has one. Writes nothing."""
    model = detail_model(context.procedure)
    store_fields(case, model() if model else None, context.action, given, Outcome())
    return model(case=case, **values) if model else None


def advance(
    context: EffectContext,
    outcome: Outcome,
    live: dict[str, Clock],
    detail: models.Model | None,
    *,
    opening: bool,
    calendar: Calendar | None = None,
) -> None:
    """Move a case by one lawful act. `live` are its running clocks, needed only where `moves_clocks` says so."""
    case, procedure, action = context.case, context.procedure, context.action
    case.version += 1
    case.state = target_state(action, context.facts, context.given)
    case.is_open = procedure.state(case.state).kind is not StateKind.CLOSED
    case.closed_on = None if case.is_open else (case.closed_on or context.occurred_on)
    case.waiting_for = waiting_after(
        case.waiting_for, action, is_open=case.is_open, given=context.given, unit_id=context.unit_id
    )
    case.last_act_at = context.recorded_at
    if opening:
        origin = [case.origin_unit_id]
        assign_parties(case, PartyRole.ORIGIN, origin, on=context.occurred_on, replace=False, outcome=outcome)
    store_fields(case, detail, action, context.given, outcome)
    apply_effects(context, outcome, live, calendar=calendar)
    if moves_clocks(action, procedure, case.state):
        if not case.is_open:
            clocks.end_all(live, context.occurred_on, outcome.clocks)
        clocks.summarise(case, procedure, live)
