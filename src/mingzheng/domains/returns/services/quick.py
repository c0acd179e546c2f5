"""Take one number down 未核 and tell those who may verify it; a number that is there already is corrected with a reason."""

from dataclasses import dataclass

from django.db import transaction

from mingzheng.domains.returns.sheet import period_for
from mingzheng.domains.returns.verifiers import list_verifiers
from mingzheng.figures.public import (
    BadReading,
    Given,
    Period,
    Reading,
    Scope,
    correct_reading,
    get_figure,
    readings_in,
    record_reading,
)
from mingzheng.platform.access.public import Actor
from mingzheng.platform.files.public import refuse_marked_text
from mingzheng.platform.ledger.public import today
from mingzheng.platform.notices.public import notify

MEANS = "quick"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard: the number as said, whose, for when, from where and from whom."""

    code: str
    unit_id: int
    period: Period
    value: str
    source: str
    given_by_id: int | None = None
    papers: tuple[int, ...] = ()
    reason: str = ""


def note_number(heard: Heard, *, actor: Actor, key: str, screened: bool = False) -> tuple[Reading, list[str]]:
    """Record or correct a number and tell its verifiers; return the reading and their names.

    The words are screened for secrecy marks, which needs to stand outside any transaction; a caller inside one says
    `screened`. Raises the errors of `figures`.
    """
    if not screened:
        refuse_marked_text("\n".join((heard.source, heard.reason)), actor, purpose="reading")
    details = Given(source_words=heard.source, means=MEANS, evidence=heard.papers, given_by_id=heard.given_by_id)
    with transaction.atomic():
        reading = _write(heard, details, actor, key)
        without = frozenset({actor.person_id, heard.given_by_id} - {None})
        people = list_verifiers(heard.unit_id, today(), without=without)  # type: ignore[arg-type]
        notify(
            [person.pk for person in people],
            kind="reading.noted",
            subject_ref=f"reading:{reading.pk}",
            count_text="待核数字 1 项",
            url="/desk/returns/unverified",
        )
    return reading, [person.name for person in people]


def _write(heard: Heard, details: Given, actor: Actor, key: str) -> Reading:
    period = period_for(get_figure(heard.code), heard.period)
    held = find_held(heard.code, heard.unit_id, period)
    if held is not None and heard.reason.strip() and held.key != f"{actor.ref}:{key}":
        return correct_reading(
            held.pk, value=heard.value, reason=heard.reason, actor=actor, details=details, key=key, screened=True
        )
    try:
        return record_reading(
            heard.code,
            unit_id=heard.unit_id,
            period=period,
            value=heard.value,
            actor=actor,
            details=details,
            key=key,
            screened=True,
        )
    except BadReading as error:
        if held is None:
            raise
        told = f"已有数值{held.printed}（{held.recorded_name}填报，{held.get_state_display()}），要改请写更正理由"
        raise BadReading({**error.errors, "reason": [told]}) from error


def find_held(code: str, unit_id: int, period: Period) -> Reading | None:
    """Return the reading that stands for a figure, unit and period, or None."""
    rows = readings_in([code], Scope(frozenset({unit_id}), Period.standing()))
    return rows.filter(period_key=period.key, dims_key="").first()
