"""Say everything that is wrong with a procedure declaration. A registered procedure has no finding."""

from collections.abc import Iterator

from mingzheng.casework.declaration import (
    ANY_OPEN,
    Action,
    AssignParties,
    ClockEffect,
    ClockVerb,
    FieldKind,
    Limit,
    Procedure,
    SetHandler,
    StateKind,
)


def list_declaration_faults(procedure: Procedure) -> list[str]:
    """Return the faults of a declaration as sentences; empty when it is sound."""
    return [
        *_state_faults(procedure),
        *_action_faults(procedure),
        *_limit_faults(procedure),
        *_reachability_faults(procedure),
    ]


def _duplicates(kind: str, codes: list[str]) -> Iterator[str]:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{kind} {code} is declared twice"


def _state_faults(procedure: Procedure) -> Iterator[str]:
    yield from _duplicates("state", [state.code for state in procedure.states])
    if not any(state.kind is StateKind.CLOSED for state in procedure.states):
        yield "no closed state: a case could never end"


def _action_faults(procedure: Procedure) -> Iterator[str]:
    yield from _duplicates("action", [action.code for action in (procedure.opening, *procedure.actions)])
    states = {state.code for state in procedure.states}
    limits = {limit.code for limit in procedure.limits}
    codes = {action.code for action in (procedure.opening, *procedure.actions)}
    for action in (procedure.opening, *procedure.actions):
        for code in set(action.within) - states - {ANY_OPEN}:
            yield f"{action.code}: unknown state {code}"
        for target in targets_of(action):
            if target not in states:
                yield f"{action.code}: unknown target state {target}"
        for code in set(action.not_same_as) - codes:
            yield f"{action.code}: separation of duties names unknown action {code}"
        if not action.by and not action.system:
            yield f"{action.code}: nobody may perform it"
        yield from _duplicates(f"{action.code}: field", [item.code for item in action.fields])
        for item in action.fields:
            if item.kind is FieldKind.ROWS and not item.choices:
                yield f"{action.code}.{item.code}: rows without columns"
        yield from _effect_faults(action, limits)
    if procedure.opening.to is None:
        yield "the opening names no first state"


def _effect_faults(action: Action, limits: set[str]) -> Iterator[str]:
    fields = {item.code for item in action.fields}
    for effect in action.effects:
        if isinstance(effect, ClockEffect) and effect.limit not in limits:
            yield f"{action.code}: unknown limit {effect.limit}"
        named = effect.field if isinstance(effect, ClockEffect | AssignParties | SetHandler) else ""
        if named and named not in fields:
            yield f"{action.code}: effect names unknown field {named}"


def _limit_faults(procedure: Procedure) -> Iterator[str]:
    actions = {action.code for action in procedure.actions}
    opened = {
        effect.limit
        for action in (procedure.opening, *procedure.actions)
        for effect in action.effects
        if isinstance(effect, ClockEffect) and effect.verb in {ClockVerb.OPEN, ClockVerb.RESTART}
    }
    for limit in procedure.limits:
        yield from _length_faults(procedure, limit)
        if limit.silence and not limit.on_expiry:
            yield f"limit {limit.code}: silence means something, but no act on expiry performs it"
        if limit.period is None and not limit.field and not limit.lengths:
            yield f"limit {limit.code}: neither a period nor a date field"
        if not limit.basis:
            yield f"limit {limit.code}: no basis"
        if limit.on_expiry and limit.on_expiry not in actions:
            yield f"limit {limit.code}: unknown action {limit.on_expiry} on expiry"
        if limit.code not in opened:
            yield f"limit {limit.code}: no action opens it"


def _length_faults(procedure: Procedure, limit: Limit) -> Iterator[str]:
    if not limit.length_by:
        return
    fields = [
        item
        for action in (procedure.opening, *procedure.actions)
        for item in action.fields
        if item.code == limit.length_by
    ]
    if not fields:
        yield f"limit {limit.code}: no action has the field {limit.length_by} that chooses its length"
    known = {value for value, _ in limit.lengths}
    for value in sorted({value for item in fields for value, _ in item.choices} - known):
        yield f"limit {limit.code}: no length for {limit.length_by} = {value}"


def targets_of(action: Action) -> tuple[str, ...]:
    """Return every state an action can lead to."""
    targets: tuple[str, ...] = (action.to,) if action.to else ()
    if action.to_by_field:
        targets += tuple(state for _, state in action.to_by_field[1])
    return targets


def _reachability_faults(procedure: Procedure) -> Iterator[str]:
    reached, frontier = set[str](), list(targets_of(procedure.opening))
    open_states = set(procedure.open_states)
    while frontier:
        state = frontier.pop()
        if state in reached:
            continue
        reached.add(state)
        for action in procedure.actions:
            if state in action.within or (ANY_OPEN in action.within and state in open_states):
                frontier.extend(targets_of(action))
    for code in sorted({state.code for state in procedure.states} - reached):
        yield f"state {code} can never be reached"
