"""Shapes of what the endpoints of cases take and give. The endpoints are `api`'s; bounds come from the API kit."""

import datetime as dt
from typing import Any

from pydantic import Field as Bound

from mingzheng.platform.api import public as kit


class FieldOut(kit.Shape):
    """A form field of an action."""

    code: str
    label: str
    kind: str
    required: bool
    help: str
    choices: list[list[str]]


class ActionOut(kit.Shape):
    """An action as declared."""

    code: str
    title: str
    within: list[str]
    to: str | None
    system: bool
    consequence: str
    basis: str
    who: list[str]
    fields: list[FieldOut]


class StateOut(kit.Shape):
    """A state as declared."""

    code: str
    title: str
    kind: str


class LimitOut(kit.Shape):
    """A time limit as declared."""

    code: str
    title: str
    length: str
    basis: str
    parameter: str
    is_main: bool


class ProcedureOut(kit.Shape):
    """A procedure as declared."""

    name: str
    version: str
    title: str
    basis: str
    states: list[StateOut]
    limits: list[LimitOut]
    opening: ActionOut
    actions: list[ActionOut]


class CaseOut(kit.Shape):
    """A case."""

    id: int
    number: str
    procedure: str
    procedure_version: str
    title: str
    source: str
    state: str
    state_title: str
    lamp: str
    is_open: bool
    urgency: int
    origin_unit: int
    handling_unit: int | None
    handling_unit_name: str
    handler_name: str
    parent: int | None
    tags: list[str]
    external_system: str
    external_number: str
    opened_on: dt.date
    due_on: dt.date | None
    closed_on: dt.date | None
    is_suspended: bool
    version: int


class ActOut(kit.Shape):
    """A recorded act. Private values are not in it."""

    sequence: int
    action: str
    title: str
    from_state: str
    to_state: str
    actor_name: str
    on_behalf_name: str
    means: str
    occurred_on: dt.date
    recorded_at: dt.datetime
    is_late_entry: bool
    data: dict[str, Any]
    changes: list[dict[str, Any]]


class ClockOut(kit.Shape):
    """A clock with the derivation of its date."""

    limit: str
    title: str
    basis: str
    state: str
    started_on: dt.date
    due_on: dt.date
    steps: list[str]
    unannounced_years: list[int]


class OfferOut(kit.Shape):
    """An action the caller may take now, or what still stands against it."""

    code: str
    title: str
    is_lawful: bool
    reasons: list[str]
    fields: list[FieldOut]


class ReceiptOut(kit.Shape):
    """The door's yes. `repeated`: the same key came before and this is its first result."""

    case_id: int
    number: str
    act_id: int
    action: str
    state: str
    version: int
    due_on: dt.date | None
    repeated: bool


class CaseQuery(kit.PageQuery):
    """Which cases."""

    procedure: kit.Code | None = None
    state: kit.Code | None = None
    lamp: kit.Code | None = None
    unit: int | None = Bound(None, ge=1, le=2**31 - 1)
    parent: int | None = Bound(None, ge=1, le=2**31 - 1)
    work: kit.Code | None = None
    q: kit.Text80 | None = None


class OnBehalfIn(kit.Input):
    """For whom an act is recorded, and how the decision came: paper or phone."""

    person: kit.Id
    means: kit.Code


class ActIn(kit.Input):
    """An act: the fields of the action, the day it happened, papers, for whom it is recorded."""

    data: kit.Values = Bound(default_factory=dict, max_length=100)
    occurred_on: kit.Day | None = None
    evidence: list[kit.Id] = Bound(default_factory=list, max_length=50)
    on_behalf_of: OnBehalfIn | None = None


class OpenIn(ActIn):
    """The opening of a case."""

    procedure: kit.Code
    title: kit.Text500 = ""
    origin_unit: kit.Id | None = None
    parent: kit.Id | None = None
