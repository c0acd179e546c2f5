"""Move the clocks of one case and keep their cached due dates. The arithmetic is `worktime`'s; the effects are declared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mingzheng.casework.declaration import ClockEffect, ClockVerb, Limit, Procedure, Refusal
from mingzheng.casework.errors import Refused
from mingzheng.casework.models import Act, Case, Clock
from mingzheng.platform.database.public import PreparedInsert, PreparedUpdate
from mingzheng.platform.org.public import current_calendar
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import (
    SHANGHAI,
    Calendar,
    Deadline,
    Period,
    Suspension,
    Unit,
    compute_deadline,
    fixed_date,
)


@dataclass(frozen=True, slots=True)
class ClockMove:
    """What an act did to a clock, for its record: which limit, what, and the date before and after."""

    limit: str
    title: str
    verb: str
    before: str | None
    after: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the move as plain data."""
        return {"limit": self.limit, "title": self.title, "verb": self.verb, "from": self.before, "to": self.after}


@dataclass(slots=True)
class ClockWork:
    """What an act does to a case's clocks: the moves for its record, the rows to insert, the rows to save."""

    moves: list[ClockMove] = field(default_factory=list)
    opened: list[Clock] = field(default_factory=list)
    changed: list[Clock] = field(default_factory=list)

    def touch(self, clock: Clock) -> None:
        """Note that a clock must be saved; one that is new will be inserted as it stands."""
        if clock not in self.opened and clock not in self.changed:
            self.changed.append(clock)

    def write(self) -> None:
        """Write the rows: ended and moved ones first, because only one clock of a limit may be live."""
        for clock in self.changed:
            _MOVED.update(clock, _MOVING)
        _OPENED.insert_all(self.opened)


_MOVING = frozenset((
    "amount", "unit", "fixed_on", "started_on", "started_at", "extensions", "suspensions", "due_on", "due_at",
    "unannounced_years", "state", "ended_on",
))  # fmt: skip
_MOVED, _OPENED = PreparedUpdate(lambda: Clock), PreparedInsert(lambda: Clock)


def deadline_of(clock: Clock, *, as_of: date | None = None, calendar: Calendar | None = None) -> Deadline:
    """Compute the deadline of a clock anew from its recorded parts, with its explanation.

    Whoever has the calendar in force at hand passes it; otherwise it is read.
    """
    calendar = calendar or current_calendar()
    if clock.fixed_on is not None:
        return _fixed_deadline(clock, calendar)
    start: date | datetime = clock.started_at if clock.unit == Unit.HOUR and clock.started_at else clock.started_on
    return compute_deadline(
        start,
        Period(clock.amount or 0, Unit(clock.unit)),
        calendar=calendar,
        extensions=[Period(part["amount"], Unit(part["unit"])) for part in clock.extensions],
        suspensions=[
            Suspension(
                date.fromisoformat(part["from"]), date.fromisoformat(part["until"]) if part.get("until") else None
            )
            for part in clock.suspensions
        ],
        as_of=as_of,
    )


def _fixed_deadline(clock: Clock, calendar: Calendar) -> Deadline:
    """Return a fixed last day, moved by the working days a suspension took (rule D-06)."""
    day = clock.fixed_on or clock.started_on
    stood_still = {
        ordinal
        for part in clock.suspensions
        if part.get("until")
        for ordinal in range(
            date.fromisoformat(part["from"]).toordinal() + 1, date.fromisoformat(part["until"]).toordinal() + 1
        )
    }
    lost = sum(calendar.is_working_day(date.fromordinal(ordinal)) for ordinal in stood_still)
    if lost > 0:
        return compute_deadline(day, Period(lost, Unit.WORKING_DAY), calendar=calendar)
    return fixed_date(day.year, day.month, day.day, calendar=calendar, roll=clock.rolls)


def refresh(clock: Clock, *, as_of: date | None = None, calendar: Calendar | None = None) -> None:
    """Bring the cached due date of a clock in line with its parts; the caller saves."""
    deadline = deadline_of(clock, as_of=as_of, calendar=calendar)
    clock.due_on = deadline.due_on
    clock.due_at = deadline.due_at
    clock.unannounced_years = list(deadline.unannounced_years)


_ENDINGS = {ClockVerb.STOP: Clock.State.STOPPED, ClockVerb.CANCEL: Clock.State.CANCELLED}


def apply_clock_effects(
    case: Case,
    procedure: Procedure,
    effects: list[ClockEffect],
    given: Mapping[str, Any],
    *,
    occurred_on: date,
    recorded_at: datetime,
    live: dict[str, Clock],
    work: ClockWork,
    resumed_on: date | None = None,
    calendar: Calendar | None = None,
) -> None:
    """Carry out clock effects in order, in memory: `live` and `work` are updated in place, the caller writes.

    `resumed_on` is the day a suspension ends when that is not the day of the act: what a limit's silence entails is
    dated the day after its last day, but the clock that waited for it stood still up to that last day (rule D-06).
    """
    if calendar is None and any(effect.verb not in _ENDINGS for effect in effects):
        calendar = current_calendar()
    for effect in effects:
        clock = live.get(effect.limit)
        before = clock.due_on.isoformat() if clock else None
        if effect.verb in {ClockVerb.OPEN, ClockVerb.RESTART}:
            if clock is not None:
                _end(clock, Clock.State.CANCELLED, occurred_on, work)
            clock = _new_clock(case, procedure, effect, given, occurred_on=occurred_on, recorded_at=recorded_at)
            if clock is None:
                continue
            refresh(clock, as_of=occurred_on, calendar=calendar)
            work.opened.append(clock)
            live[effect.limit] = clock
        elif clock is None:
            continue
        elif effect.verb in _ENDINGS:
            _end(clock, _ENDINGS[effect.verb], occurred_on, work)
            del live[effect.limit]
        else:
            on = resumed_on if resumed_on and effect.verb is ClockVerb.RESUME else occurred_on
            _CHANGES[effect.verb](clock, effect, given, on, procedure)
            refresh(clock, as_of=occurred_on, calendar=calendar)
            work.touch(clock)
        move = ClockMove(effect.limit, clock.title, effect.verb.value, before, clock.due_on.isoformat())
        work.moves.append(move)


def end_all(live: dict[str, Clock], on: date, work: ClockWork) -> None:
    """Stop every live clock of a case that has ended."""
    for limit in list(live):
        clock = live.pop(limit)
        _end(clock, Clock.State.STOPPED, on, work)
        due = clock.due_on.isoformat()
        work.moves.append(ClockMove(limit, clock.title, "stop", due, due))


def _new_clock(
    case: Case,
    procedure: Procedure,
    effect: ClockEffect,
    given: Mapping[str, Any],
    *,
    occurred_on: date,
    recorded_at: datetime,
) -> Clock | None:
    limit = procedure.limit_in_force(effect.limit, occurred_on)
    named = effect.field or limit.field
    started_on = _start(effect, given) or occurred_on
    fixed = date.fromisoformat(given[named]) if named and given.get(named) else None
    chosen = "" if fixed else _chosen(limit, case, given)
    if fixed is None and (chosen, None) in limit.lengths:
        fixed = started_on
    length = None if fixed else _length(limit, chosen)
    if fixed is None and length is None:
        return None
    return Clock(
        case=case,
        limit=limit.code,
        title=limit.title,
        basis=limit.basis,
        is_main=limit.main,
        amount=length.amount if length else None,
        unit=length.unit.value if length else "",
        fixed_on=fixed,
        rolls=limit.roll,
        started_on=started_on,
        started_at=_moment_on(started_on, recorded_at) if effect.since else recorded_at.astimezone(SHANGHAI),
        on_expiry=limit.on_expiry,
    )


def _start(effect: ClockEffect, given: Mapping[str, Any]) -> date | None:
    """Return the day a limit is counted from where the act's form names it."""
    return date.fromisoformat(str(given[effect.since])) if effect.since and given.get(effect.since) else None


def _moment_on(day: date, moment: datetime) -> datetime:
    """Return the time of day of a moment, on another day: hours are counted from it."""
    return datetime.combine(day, moment.astimezone(SHANGHAI).time(), tzinfo=SHANGHAI)


def _length(limit: Limit, chosen: str) -> Period | None:
    """Return the length of a limit that opens now: declared, chosen by a value, or set by an administrator [CFG]."""
    length = dict(limit.lengths).get(chosen, limit.period)
    if length is None or not limit.parameter:
        return length
    amount = get_value(limit.parameter)
    if isinstance(amount, Mapping):
        amount = amount.get(chosen, length.amount)
    return Period(int(amount), length.unit)


def _chosen(limit: Limit, case: Case, given: Mapping[str, Any]) -> str:
    """Return the value that chooses a limit's length, as given in this act or else when it was last given in the case."""
    field = limit.length_by
    if not field or given.get(field):
        return str(given[field]) if field else ""
    acts = Act.objects.filter(case_id=case.pk, data__has_key=field).order_by("-sequence")
    last = acts.values_list("data", flat=True).first()
    return str(last[field]) if last else ""


def _end(clock: Clock, state: Clock.State, on: date, work: ClockWork) -> None:
    clock.state = state
    clock.ended_on = on
    work.touch(clock)


def _suspend(clock: Clock, effect: ClockEffect, given: Mapping[str, Any], on: date, procedure: Procedure) -> None:
    if not any(part["until"] is None and part.get("because", "") == effect.because for part in clock.suspensions):
        span = {"from": on.isoformat(), "until": None}
        clock.suspensions = [*clock.suspensions, {**span, "because": effect.because} if effect.because else span]
        clock.state = Clock.State.SUSPENDED


def _resume(clock: Clock, effect: ClockEffect, given: Mapping[str, Any], on: date, procedure: Procedure) -> None:
    clock.suspensions = [
        {**part, "until": on.isoformat()}
        if part["until"] is None and part.get("because", "") == effect.because
        else part
        for part in clock.suspensions
    ]
    if all(part["until"] for part in clock.suspensions):
        clock.state = Clock.State.RUNNING


def _remeasure(clock: Clock, effect: ClockEffect, given: Mapping[str, Any], on: date, procedure: Procedure) -> None:
    limit = procedure.limit_in_force(clock.limit, clock.started_on)
    length = _length(limit, _chosen(limit, clock.case, given))
    if length is not None and clock.fixed_on is None:
        clock.amount, clock.unit = length.amount, length.unit.value
    start = _start(effect, given)
    if start is not None and start != clock.started_on:
        clock.started_on = start
        clock.started_at = _moment_on(start, clock.started_at) if clock.started_at else None


def _extend(clock: Clock, effect: ClockEffect, given: Mapping[str, Any], on: date, procedure: Procedure) -> None:
    limit = procedure.limit_in_force(clock.limit, clock.started_on)
    if limit.extensions and len(clock.extensions) >= limit.extensions:
        raise Refused([Refusal("extension_used", f"“{limit.title}”最多延期 {limit.extensions} 次", basis=limit.basis)])
    asked = given.get(effect.field) if effect.field else None
    if clock.fixed_on is not None or isinstance(asked, str):
        _extend_to(clock, str(asked), limit)
        return
    unit = limit.extension.unit if limit.extension else Unit(clock.unit)
    most = limit.extension.amount if limit.extension else (clock.amount if limit.length_by else None)
    amount = int(asked) if asked is not None else (most or 0)
    if amount < 1 or (most is not None and amount > most):
        raise Refused(
            [Refusal("extension_length", f"延期应为 1 至 {most} {Period(1, unit).label[1:]}", basis=limit.basis)]
        )
    clock.extensions = [*clock.extensions, {"amount": amount, "unit": unit.value}]


def _extend_to(clock: Clock, asked: str, limit: Limit) -> None:
    day = date.fromisoformat(asked)
    if day <= clock.due_on:
        raise Refused(
            [Refusal("extension_not_later", f"新期限应晚于原期限 {clock.due_on:%Y年%-m月%-d日}", basis=limit.basis)]
        )
    clock.extensions = [*clock.extensions, {"to": asked, "from": clock.due_on.isoformat()}]
    clock.fixed_on = day


_CHANGES = {
    ClockVerb.SUSPEND: _suspend,
    ClockVerb.RESUME: _resume,
    ClockVerb.EXTEND: _extend,
    ClockVerb.REMEASURE: _remeasure,
}


def summarise(case: Case, procedure: Procedure, live: Mapping[str, Clock]) -> None:
    """Set the case's due date, suspension and lapse from its live clocks; the caller saves."""
    mains = [clock for clock in live.values() if clock.is_main]
    running = [clock.due_on for clock in mains if clock.state == Clock.State.RUNNING]
    case.is_suspended = bool(mains) and not running
    case.due_on = min(running) if running else (min(clock.due_on for clock in mains) if mains else None)
    expiring = [clock for clock in live.values() if clock.on_expiry and clock.state == Clock.State.RUNNING]
    first = min(expiring, key=lambda clock: clock.due_on, default=None)
    case.lapse_on = date.fromordinal(first.due_on.toordinal() + 1) if first else None
    case.lapse_state = (procedure.action(first.on_expiry).to or "") if first else ""
