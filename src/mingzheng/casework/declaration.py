"""What a procedure is: states, actions, limits, fields and effects as frozen data.

A domain writes one `Procedure` and hands it to `registry.register`. Nothing here reads a database, a clock or a
setting. How an action is carried out lives in `door`; whether a declaration is sound lives in `validation`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from mingzheng.worktime.public import Period

ANY_OPEN = "*"


class PartyRole(StrEnum):
    """In which capacity a unit takes part in a case."""

    ORIGIN = "origin"
    LEAD = "lead"
    CO = "co"
    GUIDE = "guide"
    VERIFY = "verify"

    @property
    def label(self) -> str:
        """Return the Chinese name of the role."""
        return PARTY_LABELS[self]


PARTY_LABELS: Mapping[PartyRole, str] = {
    PartyRole.ORIGIN: "交办",
    PartyRole.LEAD: "主办",
    PartyRole.CO: "会办",
    PartyRole.GUIDE: "指导",
    PartyRole.VERIFY: "核验",
}


class StateKind(StrEnum):
    """Whether somebody must still do something."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class FieldKind(StrEnum):
    """The shapes a form field can have."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    UNIT = "unit"
    UNITS = "units"
    PERSON = "person"
    FILES = "files"
    CASE = "case"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why an action is refused, and what to do instead."""

    code: str
    message: str
    next_step: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """Who may perform an action: holders of a role, or of a post level, at the unit of a party.

    `of=None` means the grant alone decides (the case's origin unit must lie within it). `public` admits the person
    outside the office who owns the case through an access code (the actor's `own_case_ids`).
    """

    roles: frozenset[str] = frozenset()
    of: PartyRole | None = None
    posts: frozenset[str] = frozenset()
    handler_only: bool = False
    public: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an action's form. `stores` names where the value is kept besides the act: `case.x` or `detail.x`.

    A `private` value is kept by the ledger alone, encrypted. A `sealed` one is read with its act like any other, but the
    ledger keeps it encrypted, too: when the case's file is destroyed, nothing of it is left in clear anywhere.

    Of a field of rows, `choices` are the columns; one without a label is not shown to people. Of a person, `leaders`
    says that those of the district itself 区领导 may be named besides the people of the case's and one's own units.
    """

    code: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    max_length: int = 2000
    minimum: int | None = None
    maximum: int | None = None
    stores: str = ""
    private: bool = False
    sealed: bool = False
    default: Any = None
    leaders: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit of a case with its legal basis.

    `period` is the length; `parameter` names a [CFG] value that replaces its amount (copied onto the clock when it
    opens); `field` names a date field that fixes the last day instead. `lengths` gives a length per value of the
    choice field `length_by`, as last given in the case, None for the day itself 当日; its `parameter` is then a table
    of amounts by that value, and an extension is bounded by the length itself. `silence` says what it means when
    nothing came before the last day: the act named in `on_expiry` performs it. Several limits may share a code when
    their in-force dates do not overlap.
    """

    code: str
    title: str
    period: Period | None = None
    basis: str = ""
    parameter: str = ""
    field: str = ""
    length_by: str = ""
    lengths: tuple[tuple[str, Period | None], ...] = ()
    main: bool = False
    statutory: bool = False
    roll: bool = False
    extension: Period | None = None
    extensions: int = 0
    on_expiry: str = ""
    silence: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None


class ClockVerb(StrEnum):
    """What an action does to a clock."""

    OPEN = "open"
    STOP = "stop"
    CANCEL = "cancel"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    RESTART = "restart"
    REMEASURE = "remeasure"


@dataclass(frozen=True, slots=True)
class ClockEffect:
    """Move one clock. `field` names the form field with the new date or the number of days for an extension.

    `since` names the date field from which the limit is counted when that is not the day of the act. `because` tells
    suspensions apart that may overlap: a clock runs on when each has been resumed. REMEASURE gives a clock the length of
    a newly chosen value, counted from the day it first began or the one now named.
    """

    verb: ClockVerb
    limit: str
    field: str = ""
    because: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class AssignParties:
    """Give the units named in a field a role in the case; `replace` removes earlier holders of the role."""

    role: PartyRole
    field: str
    replace: bool = True


@dataclass(frozen=True, slots=True)
class SetHandler:
    """Make a person the handler: the one named in `field`, or the actor when `field` is empty."""

    field: str = ""
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """Run a domain effect registered under this name, in the same transaction."""

    name: str


Effect = ClockEffect | AssignParties | SetHandler | Call


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition. `check(facts, given)` returns a `Refusal`, or None when the condition holds."""

    code: str
    title: str
    check: Callable[[Any, Mapping[str, Any]], Refusal | None]


@dataclass(frozen=True, slots=True)
class State:
    """A state of a case. `effective` words what readers see; `unit_side` marks states in which the handling unit acts."""

    code: str
    title: str
    kind: StateKind = StateKind.OPEN
    unit_side: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell the people of a party (post levels) or the handler that something waits for them."""

    party: PartyRole | None = None
    levels: frozenset[str] = frozenset({"liaison"})
    handler: bool = False
    watchers: bool = False
    urgent: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody can do to a case. `to=None` leaves the state as it is.

    `raises` marks that the case waits for something beside its state (an extension to be decided), `settles` that it
    no longer does; `per_unit` says for whom: the actor's "own" unit, "all" of them, or the units of a field (empty: for
    anybody who may settle it). `tone="primary"` marks the next step of the procedure, from which work lists are made;
    `same_day` forbids late entry: the day on record is the day it is done (a publication cannot be backdated).
    """

    code: str
    title: str
    within: tuple[str, ...] = (ANY_OPEN,)
    to: str | None = None
    to_by_field: tuple[str, tuple[tuple[str, str], ...]] | None = None
    by: tuple[Who, ...] = ()
    fields: tuple[Field, ...] = ()
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    emits: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    notifies: tuple[Notify, ...] = ()
    not_same_as: tuple[str, ...] = ()
    sign_off: bool = False
    system: bool = False
    same_day: bool = False
    bulk: bool = False
    raises: str = ""
    settles: str = ""
    per_unit: str = ""
    tone: str = "normal"
    consequence: str = ""
    basis: str = ""
    built_in: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A list column: `source` is `case.x`, `detail.x` or a built-in (number, title, state, unit, due, handler)."""

    code: str
    label: str
    source: str
    width: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """A whole procedure in one version. `opening` is the act that makes a case."""

    name: str
    version: str
    title: str
    basis: str
    prefix: str
    states: tuple[State, ...]
    opening: Action
    actions: tuple[Action, ...]
    limits: tuple[Limit, ...] = ()
    detail: str = ""
    columns: tuple[Column, ...] = ()
    filters: tuple[Column, ...] = ()
    search: tuple[str, ...] = ()
    masks: tuple[str, ...] = ()
    sign_off_parameter: str = ""
    sign_off_levels: tuple[str, ...] = ()
    case_word: str = "件"
    description: str = ""
    visibility: int = 0
    parameters: tuple[str, ...] = field(default_factory=tuple)
    has_children: bool = False

    def state(self, code: str) -> State:
        """Return the state with this code; KeyError when the procedure has none."""
        for state in self.states:
            if state.code == code:
                return state
        raise KeyError(code)

    def action(self, code: str) -> Action:
        """Return the action with this code; KeyError when the procedure has none."""
        if code == self.opening.code:
            return self.opening
        for action in self.actions:
            if action.code == code:
                return action
        raise KeyError(code)

    def limit_in_force(self, code: str, on: date) -> Limit:
        """Return the limit with this code that is in force on a day; KeyError when none is."""
        for limit in self.limits:
            begun = limit.in_force_from is None or limit.in_force_from <= on
            ended = limit.in_force_to is not None and on > limit.in_force_to
            if limit.code == code and begun and not ended:
                return limit
        raise KeyError(code)

    @property
    def open_states(self) -> tuple[str, ...]:
        """Return the codes of all states in which somebody must still do something."""
        return tuple(state.code for state in self.states if state.kind is not StateKind.CLOSED)

    @property
    def main_limits(self) -> frozenset[str]:
        """Return the codes of the limits that set the due date readers see."""
        return frozenset(limit.code for limit in self.limits if limit.main)
