"""Decide who may act, in which state, and under which conditions. Pure: no database, no clock, no settings.

The SQL form of `may_read` is `selectors.cases_for`; a test holds the two to the same answers.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from mingzheng.casework.declaration import ANY_OPEN, Action, PartyRole, Procedure, Refusal, StateKind, Who
from mingzheng.casework.facts import CaseFacts, ReadingFacts
from mingzheng.platform.access.public import Actor

WAITING_LENGTH = 120


def is_within(action: Action, procedure: Procedure, state: str) -> bool:
    """Say whether an action exists in a state."""
    if state in action.within:
        return True
    return ANY_OPEN in action.within and procedure.state(state).kind is not StateKind.CLOSED


def may_perform(action: Action, facts: CaseFacts, actor: Actor) -> bool:
    """Say whether an actor is one of those who may perform an action on a case."""
    if actor.kind == "system":
        return True
    if action.system:
        return False
    return any(_is_one_of(who, facts, actor) for who in action.by)


def _is_one_of(who: Who, facts: CaseFacts, actor: Actor) -> bool:
    if actor.kind == "public":
        return who.public and (facts.case_id is None or facts.case_id in actor.own_case_ids)
    if who.handler_only and (actor.person_id is None or facts.handler_id not in persons_of(actor)):
        return False
    units = facts.units(who.of) if who.of else frozenset({facts.origin_unit_id} - {None})
    return _holds_role(who, facts, actor, units) or _holds_post(who, actor, units)


def _holds_role(who: Who, facts: CaseFacts, actor: Actor, units: Iterable[int | None]) -> bool:
    for grant in actor.grants:
        if grant.role not in who.roles or grant.visibility < facts.visibility:
            continue
        if grant.procedure and grant.procedure != facts.procedure:
            continue
        if grant.unit_ids is None or any(unit in grant.unit_ids for unit in units):
            return True
    return False


def _holds_post(who: Who, actor: Actor, units: Iterable[int | None]) -> bool:
    wanted = set(units)
    return any(post.level in who.posts and (post.unit_id in wanted or post.organ_id in wanted) for post in actor.posts)


def unit_of_act(action: Action, facts: CaseFacts, actor: Actor) -> int | None:
    """Return the unit an act is put down to: the actor's own, and for what a co-handling unit does the organ asked.

    Two sections of one organ speak for the same organ; who has no post there speaks for the unit he was granted.
    """
    if not action.by or any(who.of is not PartyRole.CO for who in action.by):
        return actor.home_unit_id
    asked = facts.units(PartyRole.CO)
    roles = frozenset().union(*(who.roles for who in action.by))
    granted = (grant.unit_ids for grant in actor.grants if grant.role in roles and grant.unit_ids is not None)
    spoken_for = asked & actor.unit_ids or asked & frozenset().union(*granted)
    return min(spoken_for, default=actor.home_unit_id)


def persons_of(actor: Actor) -> frozenset[int]:
    """Return the persons an actor stands for: himself and those whose duties he covers."""
    own = {actor.person_id} if actor.person_id is not None else set[int]()
    return frozenset(own | set(actor.acting_for))


def may_read(facts: CaseFacts | ReadingFacts, actor: Actor, *, watching: bool = False) -> bool:
    """Say whether an actor may see a case: by grant over one of its units, as handler, watcher or owner (public)."""
    if actor.kind == "system":
        return True
    if facts.case_id is not None and facts.case_id in actor.own_case_ids:
        return True
    if facts.handler_id is not None and facts.handler_id in persons_of(actor):
        return True
    units = {party.unit_id for party in facts.parties} | {facts.origin_unit_id}
    for grant in actor.grants:
        if grant.visibility < facts.visibility or (grant.procedure and grant.procedure != facts.procedure):
            continue
        if grant.unit_ids is None or not units.isdisjoint(grant.unit_ids):
            return True
    return watching and facts.visibility == 0


def separation_reasons(action: Action, procedure: Procedure, facts: CaseFacts, persons: Iterable[int]) -> list[Refusal]:
    """Return why separation of duties 职责分离 bars these persons; nobody is exempt.

    A person who performed, recorded or is recorded for one of the named acts since the case was last (re)opened is
    barred from this one.
    """
    barred = set(persons)
    reasons = []
    for code in action.not_same_as:
        done = facts.last_act(code)
        if done and barred & {done.person_id, done.on_behalf_of_id}:
            title = procedure.action(code).title
            reasons.append(
                Refusal(
                    "separation_of_duties",
                    f"“{title}”是您本人办理的，“{action.title}”须由另一人办理",
                    "请交有权限的其他同志办理",
                )
            )
    return reasons


def guard_reasons(action: Action, facts: CaseFacts, given: Mapping[str, Any]) -> list[Refusal]:
    """Return every reason the action's guards give against it."""
    found = (guard.check(facts, given) for guard in action.guards)
    return [refusal for refusal in found if refusal is not None]


def target_state(action: Action, facts: CaseFacts, given: Mapping[str, Any]) -> str:
    """Return the state an action leads to with what was given."""
    if action.to_by_field:
        name, table = action.to_by_field
        return dict(table).get(str(given.get(name)), facts.state)
    return action.to or facts.state


def levels_to_sign(levels: Iterable[str], own_levels: Iterable[str]) -> tuple[str, ...]:
    """Return the sign-off levels above the person who asks; his own rung and those below need no second signature."""
    order = ("clerk", "liaison", "section", "deputy", "head")
    rank = {level: index for index, level in enumerate(order)}
    own = max((rank.get(level, 0) for level in own_levels), default=0)
    return tuple(level for level in levels if rank.get(level, 0) > own)


def waiting_word(word: str, unit_id: int | None) -> str:
    """Return the word by which a case waits for one unit."""
    return f"{word}:{unit_id}."


def waiting_after(
    waiting_for: str,
    action: Action,
    *,
    is_open: bool,
    given: Mapping[str, Any] = MappingProxyType({}),
    unit_id: int | None = None,
) -> str:
    """Return what a case waits for beside its state after an action, as comma-separated words; a closed one for nothing."""
    held = set(waiting_for.split(",")) - {""}

    def named(word: str) -> set[str]:
        if not word or not action.per_unit:
            return {word} - {""}
        if action.per_unit == "all":
            return {one for one in held if one.startswith(f"{word}:")}
        units = [unit_id] if action.per_unit == "own" else given.get(action.per_unit, ())
        return {waiting_word(word, unit) for unit in units}

    words = (held - named(action.settles)) | named(action.raises)
    return _joined(sorted(words)) if is_open else ""


def _joined(words: Iterable[str]) -> str:
    """Join words as far as the column holds them; whom it does not hold is told by message alone."""
    text = ""
    for word in words:
        longer = f"{text},{word}" if text else word
        text = longer if len(longer) <= WAITING_LENGTH else text
    return text
