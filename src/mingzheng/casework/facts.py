"""Gather what guards and permissions need about one case into frozen values. Judging them lives in `rules`."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingzheng.casework.declaration import PartyRole, Procedure
from mingzheng.casework.models import Act, Case, CaseParty, Clock, SignOffRequest
from mingzheng.casework.standard.sign_off import REQUEST_PREFIX
from mingzheng.platform.database.public import Parameter, PreparedQuery

ASK_OPINIONS = "ask_opinions"


@dataclass(frozen=True, slots=True)
class PartyFact:
    """A unit in its role; `viewed` once one of its people has opened the case."""

    unit_id: int
    role: PartyRole
    viewed: bool


@dataclass(frozen=True, slots=True)
class ActFact:
    """An earlier act: what, by whom, for whom, at which unit, on which day."""

    action: str
    person_id: int | None
    on_behalf_of_id: int | None
    unit_id: int | None
    occurred_on: date
    sequence: int
    from_state: str
    to_state: str


@dataclass(frozen=True, slots=True)
class ClockFact:
    """A clock of the case as it stands."""

    limit: str
    state: str
    started_on: date
    due_on: date
    extensions: int
    is_main: bool


@dataclass(frozen=True, slots=True)
class ChildFact:
    """A child case: its state and the unit that handles it."""

    case_id: int
    state: str
    is_open: bool
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class SignOffFact:
    """The content now being signed inside the unit."""

    id: int
    action: str
    unit_id: int
    requested_by_id: int | None
    levels: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A unit last asked for its co-handling opinion 会办意见: in which act, and until when."""

    unit_id: int
    sequence: int
    until: date | None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything the engine knows of a case when an act is judged.

    `on` is the day the act happened; `acting_units` are the units (and sections) of whoever acts. Where actions are
    offered, `reader` is the person they are offered to and `reader_levels` his post levels; at the door they are empty,
    because what is recorded may have been decided by another.
    """

    case_id: int | None
    procedure: str
    state: str
    on: date
    opened_on: date
    origin_unit_id: int | None
    handling_unit_id: int | None
    handler_id: int | None
    visibility: int
    is_open: bool
    due_on: date | None
    parties: tuple[PartyFact, ...] = ()
    acts: tuple[ActFact, ...] = ()
    clocks: tuple[ClockFact, ...] = ()
    children: tuple[ChildFact, ...] = ()
    pending_sign_off: SignOffFact | None = None
    asked: tuple[AskedFact, ...] = ()
    parent_id: int | None = None
    urgency: int = 0
    acting_units: frozenset[int] = frozenset()
    reader: int | None = None
    reader_levels: frozenset[str] = frozenset()
    own: Any = field(default=None)

    def units(self, role: PartyRole) -> frozenset[int]:
        """Return the units that hold a role."""
        return frozenset(party.unit_id for party in self.parties if party.role is role)

    def count_acts(self, action: str) -> int:
        """Return how often an action was performed."""
        return sum(1 for act in self.acts if act.action == action)

    def last_act(self, *actions: str) -> ActFact | None:
        """Return the latest of the named acts, or None."""
        return next((act for act in reversed(self.acts) if act.action in actions), None)

    def live_clock(self, limit: str) -> ClockFact | None:
        """Return the running or suspended clock of a limit, or None."""
        return next((clock for clock in self.clocks if clock.limit == limit and clock.state in LIVE), None)


LIVE = frozenset({Clock.State.RUNNING.value, Clock.State.SUSPENDED.value})


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """What decides who may see a case, and no more."""

    case_id: int
    procedure: str
    origin_unit_id: int
    handler_id: int | None
    visibility: int
    parties: tuple[PartyFact, ...]


def gather_reading_facts(case: Case) -> ReadingFacts:
    """Read what decides who may see a case: one query."""
    return ReadingFacts(
        case.pk, case.procedure, case.origin_unit_id, case.handler_id, case.visibility, _party_facts(case.pk)
    )


def _party_facts(case_id: int) -> tuple[PartyFact, ...]:
    return tuple(
        PartyFact(unit_id, PartyRole(role), viewed is not None) for unit_id, role, viewed in _PARTIES.rows(case=case_id)
    )


_PARTIES = PreparedQuery(
    lambda: CaseParty.objects.filter(case=Parameter("case")).values_list("unit_id", "role", "first_viewed_at")
)
_ACTS = PreparedQuery(
    lambda: (
        Act.objects.filter(case=Parameter("case"))
        .order_by("sequence")
        .values_list(
            "action", "person_id", "on_behalf_of_id", "unit_id", "occurred_on", "sequence", "from_state", "to_state"
        )
    )
)
_CLOCKS = PreparedQuery(
    lambda: Clock.objects.filter(case=Parameter("case")).values_list(
        "limit", "state", "started_on", "due_on", "extensions", "is_main"
    )
)


def gather_facts(case: Case, procedure: Procedure, on: date, *, own: Any = None) -> CaseFacts:
    """Read the engine's facts of a case: acts, clocks and parties, children and sign-off where the procedure has them."""
    acts = tuple(ActFact(*row) for row in _ACTS.rows(case=case.pk))
    return CaseFacts(
        case_id=case.pk,
        procedure=case.procedure,
        state=case.state,
        on=on,
        opened_on=case.opened_on,
        origin_unit_id=case.origin_unit_id,
        handling_unit_id=case.handling_unit_id,
        handler_id=case.handler_id,
        visibility=case.visibility,
        is_open=case.is_open,
        due_on=case.due_on,
        parties=_party_facts(case.pk),
        acts=acts,
        clocks=_clock_facts(case) if procedure.limits else (),
        children=_child_facts(case) if procedure.has_children else (),
        pending_sign_off=_pending(case) if _was_sent_to_sign(procedure, acts) else None,
        asked=_asked(case) if any(act.action == ASK_OPINIONS for act in acts) else (),
        parent_id=case.parent_id,
        urgency=case.urgency,
        own=own,
    )


def _asked(case: Case) -> tuple[AskedFact, ...]:
    """Return each unit ever asked for an opinion with the last asking; few cases ask at all."""
    last: dict[int, AskedFact] = {}
    for sequence, data in case.acts.filter(action=ASK_OPINIONS).order_by("sequence").values_list("sequence", "data"):
        until = date.fromisoformat(data["until"]) if data.get("until") else None
        last |= {unit_id: AskedFact(unit_id, sequence, until) for unit_id in data.get("co_units", ())}
    return tuple(last.values())


def _clock_facts(case: Case) -> tuple[ClockFact, ...]:
    rows = _CLOCKS.rows(case=case.pk)
    return tuple(
        ClockFact(limit, state, started_on, due_on, len(extensions), is_main)
        for limit, state, started_on, due_on, extensions, is_main in rows
    )


def _child_facts(case: Case) -> tuple[ChildFact, ...]:
    rows = case.children.order_by("id").values_list("id", "state", "is_open", "handling_unit_id")
    return tuple(ChildFact(*row) for row in rows)


def _was_sent_to_sign(procedure: Procedure, acts: tuple[ActFact, ...]) -> bool:
    """Say whether content of the case was ever handed in for signing; most acts never ask the table."""
    asking = {REQUEST_PREFIX + action.code for action in procedure.actions if action.sign_off}
    return any(act.action in asking for act in acts)


def _pending(case: Case) -> SignOffFact | None:
    row = case.sign_offs.filter(state=SignOffRequest.State.PENDING).first()
    if row is None:
        return None
    return SignOffFact(row.pk, row.action, row.unit_id, row.requested_by_id, tuple(row.levels), row.position)


def facts_before_opening(
    procedure: Procedure, on: date, *, origin_unit_id: int | None, visibility: int, own: Any = None
) -> CaseFacts:
    """Return the facts under which an opening is judged: a case that does not exist yet."""
    return CaseFacts(
        case_id=None,
        procedure=procedure.name,
        state="",
        on=on,
        opened_on=on,
        origin_unit_id=origin_unit_id,
        handling_unit_id=None,
        handler_id=None,
        visibility=visibility,
        is_open=True,
        due_on=None,
        parties=(PartyFact(origin_unit_id, PartyRole.ORIGIN, viewed=True),) if origin_unit_id else (),
        own=own,
    )
