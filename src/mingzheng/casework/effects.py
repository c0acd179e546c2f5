"""Carry out what an action declares, in order: stored fields, parties, handler, clocks. Domain effects run last, by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from mingzheng.casework.clocks import ClockMove, ClockWork, apply_clock_effects
from mingzheng.casework.declaration import (
    Action,
    AssignParties,
    Call,
    ClockEffect,
    Field,
    FieldKind,
    PartyRole,
    Procedure,
    SetHandler,
)
from mingzheng.casework.errors import BadInput
from mingzheng.casework.forms import is_empty
from mingzheng.casework.models import Case, CaseParty, Clock
from mingzheng.platform.access.public import Actor
from mingzheng.platform.database.public import PreparedInsert
from mingzheng.platform.org.public import Person, Unit
from mingzheng.worktime.public import Calendar

CASE_FIELDS = frozenset({"title", "source", "urgency", "visibility", "tags", "external_system", "external_number"})


@dataclass(slots=True)
class EffectContext:
    """What a domain effect is given. It may read everything and write its own tables; state is the door's alone."""

    case: Case
    procedure: Procedure
    action: Action
    facts: Any
    given: Mapping[str, Any]
    actor: Actor
    occurred_on: date
    recorded_at: datetime
    key: str
    act_id: int | None = None
    resumed_on: date | None = None
    unit_id: int | None = None
    notes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What changed: for the act's record, and the rows of parties and clocks still to be written.

    `units_of` says who holds a role so far; `again` who is given anew what it had opened before.
    """

    changes: list[dict[str, Any]] = field(default_factory=list)
    clocks: ClockWork = field(default_factory=ClockWork)
    units_of: dict[PartyRole, set[int]] = field(default_factory=dict)
    joined: list[CaseParty] = field(default_factory=list)
    left: list[tuple[PartyRole, set[int]]] = field(default_factory=list)
    again: list[tuple[PartyRole, set[int]]] = field(default_factory=list)

    @property
    def clock_moves(self) -> list[ClockMove]:
        """Return what happened to clocks."""
        return self.clocks.moves

    def note(self, code: str, label: str, before: Any, after: Any) -> None:
        """Keep one before/after pair when the value really changed."""
        if before != after:
            self.changes.append({"field": code, "label": label, "before": before, "after": after})


_NEW_PARTY = PreparedInsert(lambda: CaseParty)


def write_rows(case: Case, outcome: Outcome) -> None:
    """Write the parties and clocks of an act; the case itself is in the database already."""
    for role, units in outcome.left:
        case.parties.filter(role=role, unit_id__in=units).delete()
    for role, units in outcome.again:
        case.parties.filter(role=role, unit_id__in=units).update(first_viewed_at=None)
    for party in outcome.joined:
        party.is_open, party.due_on, party.visibility = case.is_open, case.due_on, case.visibility
    _NEW_PARTY.insert_all(outcome.joined)
    outcome.clocks.write()


def check_references(fields: tuple[Field, ...], given: Mapping[str, Any]) -> None:
    """Refuse units and persons that do not exist. Raises BadInput."""
    errors: dict[str, list[str]] = {}
    tables: tuple[tuple[type[models.Model], set[FieldKind]], ...] = (
        (Unit, {FieldKind.UNIT, FieldKind.UNITS}),
        (Person, {FieldKind.PERSON}),
        (Case, {FieldKind.CASE}),
    )
    for model, kinds in tables:
        named = {item.code: _as_list(given[item.code]) for item in fields if item.kind in kinds and item.code in given}
        wanted = {pk for pks in named.values() for pk in pks}
        if not wanted:
            continue
        known = set(model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
        for code, pks in named.items():
            if not known.issuperset(pks):
                label = next(item.label for item in fields if item.code == code)
                errors[code] = [f"“{label}”选择的对象不存在或已撤销，请重新选择"]
    if errors:
        raise BadInput(errors)


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def detail_model(procedure: Procedure) -> type[models.Model] | None:
    """Return the table that keeps the procedure's own data, if it has one."""
    return apps.get_model(procedure.detail) if procedure.detail else None


_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.CHOICE})
_LISTS = frozenset({FieldKind.CHOICES, FieldKind.UNITS, FieldKind.FILES, FieldKind.ROWS})


def list_emptied(procedure: Procedure, fields: tuple[Field, ...], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return, as empty values, the stored fields that were sent empty; a field that was not sent at all stays out.

    Only what need not be there can be emptied: an optional field, kept in a column that may be blank or null.
    """
    sent = [item for item in fields if item.stores and item.code in data and is_empty(data[item.code])]
    if not sent:
        return {}
    detail = detail_model(procedure)
    return {item.code: _emptiness(item) for item in sent if not item.required and _may_be_empty(item, detail)}


def _emptiness(item: Field) -> str | list[Any] | None:
    if item.kind in _TEXTS:
        return ""
    return [] if item.kind in _LISTS else None


def _may_be_empty(item: Field, detail: type[models.Model] | None) -> bool:
    where, _, name = item.stores.partition(".")
    model = Case if where == "case" else detail
    column = model._meta.get_field(name) if model else None
    if not isinstance(column, models.Field):
        return False
    return column.null or (column.blank and _emptiness(item) is not None)


def store_fields(
    case: Case, detail: models.Model | None, action: Action, given: Mapping[str, Any], outcome: Outcome
) -> None:
    """Put given values where their fields say, noting before and after; private values are noted as changed only."""
    for item in action.fields:
        if not item.stores or item.code not in given:
            continue
        where, _, name = item.stores.partition(".")
        target = case if where == "case" else detail
        if target is None or (where == "case" and name not in CASE_FIELDS):
            raise ValueError(f"{action.code}.{item.code}: cannot store to {item.stores}")
        before = _plain(getattr(target, name))
        model_field = target._meta.get_field(name)
        value = model_field.to_python(given[item.code]) if isinstance(model_field, models.Field) else given[item.code]
        setattr(target, name, value)
        if item.sealed:
            continue  # the act itself shows its words
        if item.private:
            outcome.note(item.code, item.label, "〔不显示〕", "〔已变更〕")
        else:
            outcome.note(item.code, item.label, before, _plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def apply_effects(
    context: EffectContext, outcome: Outcome, live: dict[str, Clock], *, calendar: Calendar | None = None
) -> None:
    """Carry out the declared effects in memory, but domain calls, which `run_calls` does after the act is on record."""
    for effect in context.action.effects:
        if isinstance(effect, AssignParties):
            _assign(context, effect, outcome)
        elif isinstance(effect, SetHandler):
            _set_handler(context, effect, outcome)
    moves = [effect for effect in context.action.effects if isinstance(effect, ClockEffect)]
    apply_clock_effects(
        context.case,
        context.procedure,
        moves,
        context.given,
        occurred_on=context.occurred_on,
        recorded_at=context.recorded_at,
        live=live,
        work=outcome.clocks,
        calendar=calendar,
        resumed_on=context.resumed_on,
    )


def _assign(context: EffectContext, effect: AssignParties, outcome: Outcome) -> None:
    if effect.field not in context.given:
        return
    facts, units = context.facts, _as_list(context.given[effect.field])
    outcome.units_of.setdefault(effect.role, set(facts.units(effect.role)))
    if effect.role is PartyRole.LEAD:
        _take_from_others(context, set(units), outcome)
    opened = {party.unit_id for party in facts.parties if party.role is effect.role and party.viewed}
    if opened & set(units):
        outcome.again.append((effect.role, opened & set(units)))
    assign_parties(context.case, effect.role, units, on=context.occurred_on, replace=effect.replace, outcome=outcome)


def _take_from_others(context: EffectContext, leading: set[int], outcome: Outcome) -> None:
    """End the co-handling or guiding role of a unit that leads from now on: each has one role only."""
    for role in (PartyRole.CO, PartyRole.GUIDE):
        held = outcome.units_of.setdefault(role, set(context.facts.units(role)))
        if held & leading:
            rest = sorted(held - leading)
            assign_parties(context.case, role, rest, on=context.occurred_on, replace=True, outcome=outcome)


def assign_parties(case: Case, role: PartyRole, units: list[int], *, on: date, replace: bool, outcome: Outcome) -> None:
    """Give units a role in the case, in memory; the first lead unit becomes the handling unit."""
    held = outcome.units_of.get(role, set())
    fresh = [unit for unit in units if unit not in held]
    if replace and held - set(units):
        outcome.left.append((role, held - set(units)))
    outcome.joined += [CaseParty(case=case, unit_id=unit, role=role, joined_on=on) for unit in fresh]
    if role is PartyRole.LEAD and units:
        if case.handling_unit_id != units[0]:
            case.handler_id = None
        case.handling_unit_id = units[0]
    outcome.units_of[role] = set(units) | (set() if replace else held)
    outcome.note(f"party.{role}", f"{role.label}单位", sorted(held), sorted(outcome.units_of[role]))


def _set_handler(context: EffectContext, effect: SetHandler, outcome: Outcome) -> None:
    case, before = context.case, context.case.handler_id
    if effect.clear:
        case.handler_id = None
    elif effect.field:
        case.handler_id = context.given.get(effect.field, before)
    elif context.actor.person_id is not None:
        case.handler_id = context.actor.person_id
    outcome.note("handler", "承办人", before, case.handler_id)


def run_calls(context: EffectContext, runners: Mapping[str, Any]) -> None:
    """Run the domain effects an action names."""
    for effect in context.action.effects:
        if isinstance(effect, Call):
            runners[effect.name](context)
