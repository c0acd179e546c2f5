"""Gather what the guards ask about a consultation. Judging is `rules`."""

from datetime import date

from mingzheng.casework.public import Case
from mingzheng.domains.participation.models import Consultation, Opinion
from mingzheng.domains.participation.rules import ConsultationFacts
from mingzheng.domains.participation.words import DECISION
from mingzheng.platform.org.public import current_calendar
from mingzheng.platform.parameters.public import get_value
from mingzheng.worktime.public import calendar_days, earliest_end, working_days


def consultation_facts(case: Case, on: date) -> ConsultationFacts:
    """Gather the facts of a consultation's case; an opening has none yet."""
    row = Consultation.objects.filter(pk=case.pk).first() if case.pk else None
    if row is None:
        return ConsultationFacts()
    return ConsultationFacts(
        is_decision=row.kind == DECISION,
        touches_market=row.touches_market,
        has_text=bool(row.text.strip() and row.explanation.strip()),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        may_close_on=_shortest(row, on),
        not_judged=Opinion.objects.filter(submission__consultation=row, merged=None).count(),
        hearing_on=row.hearing_on,
        has_participants=bool(row.hearing_participants),
        hearing_recorded=bool(row.hearing_record),
        materials_days=int(get_value("participation.materials_days")),
    )


def _shortest(row: Consultation, on: date) -> date:
    """Return the first day on which a period that begins on a day may end."""
    if row.touches_market or row.kind == DECISION:
        period = calendar_days(int(get_value("participation.long_days")))
    else:
        period = working_days(int(get_value("participation.working_days")))
    return earliest_end(on, period, calendar=current_calendar()).due_on
