"""What the acts on a review or a suit keep: the day of the reply, the day and result of the decision."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import BadInput, Case, EffectContext
from mingzheng.domains.foi.contests.models import Contest


@dataclass(frozen=True, slots=True)
class ContestFacts:
    """When the notice came."""

    received_on: date | None


def contest_facts(case: Case, on: date) -> ContestFacts:
    """Gather the facts of a contest's case."""
    row = Contest.objects.filter(pk=case.pk).first()
    return ContestFacts(row.received_on if row else None)


def check_application(context: EffectContext) -> None:
    """Hold that the case named is an application for information of the same organ. Raises BadInput; nothing is opened."""
    named = context.given.get("application")
    if not named:
        return
    rows = Case.objects.filter(pk=int(named), procedure="foi_application", origin_unit_id=context.case.origin_unit_id)
    if not rows.exists():
        raise BadInput({"application": ["所填编号不是本机关的政府信息公开申请，请核对，如 YSQ-2026-00001"]})


def note_reply(context: EffectContext) -> None:
    """Keep the day the reply was handed in."""
    Contest.objects.filter(pk=context.case.pk).update(replied_on=context.occurred_on)


def note_result(context: EffectContext) -> None:
    """Keep the day of the decision: it counts in that year's table."""
    Contest.objects.filter(pk=context.case.pk).update(decided_on=context.occurred_on)


def strike(context: EffectContext) -> None:
    """Take what was registered by mistake out of every count."""
    Contest.objects.filter(pk=context.case.pk).update(is_struck=True)


CONTEST_EFFECTS: dict[str, Callable[[EffectContext], None]] = {
    "foi.contest_opened": check_application,
    "foi.contest_replied": note_reply,
    "foi.contest_decided": note_result,
    "foi.contest_struck": strike,
}
