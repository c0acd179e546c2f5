"""What the actions of an application do besides moving state: receipt, ground, number, closing. Inside the act's transaction."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import date
from functools import partial

from django.conf import settings

from mingzheng.casework.public import EffectContext, perform
from mingzheng.domains.foi.citizen.letters import ANSWER, code_letter
from mingzheng.domains.foi.citizen.telling import tell_applicant
from mingzheng.domains.foi.drafting import gather_letter_facts, get_application, letter_of
from mingzheng.domains.foi.grounds import Ask
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.office.effects import OFFICE_EFFECTS, next_number, note_delivery
from mingzheng.domains.foi.office.joint import follow_joint
from mingzheng.domains.foi.receipt import Channel
from mingzheng.platform.access.public import SYSTEM
from mingzheng.platform.parameters.public import get_value

AT_ONCE = frozenset({Channel.COUNTER.value, Channel.ORAL.value})


def applicant_key(identity: str) -> str:
    """Return what tells one applicant from another without saying who: a keyed digest of the document's number."""
    plain = "".join(identity.split()).upper()
    return hmac.new(settings.SECRET_KEY.encode(), f"foi applicant:{plain}".encode(), hashlib.sha256).hexdigest()


def take_application(context: EffectContext) -> None:
    """Keep whose it is as a key, and receive at once what was handed over in person."""
    Application.objects.filter(pk=context.case.pk).update(applicant_key=applicant_key(context.given["identity"]))
    if context.given["channel"] not in AT_ONCE:
        return
    perform(
        context.case.pk,
        "receive_at_counter",
        actor=SYSTEM,
        occurred_on=date.fromisoformat(str(context.given["arrived_on"])),
        recorded_at=context.recorded_at,
        data={},
        key=f"{context.key}:received" if context.key else "",
    )


def note_receipt(context: EffectContext) -> None:
    """Keep the day the application counts as received."""
    Application.objects.filter(pk=context.case.pk).update(received_on=context.occurred_on)


def keep_support(context: EffectContext) -> None:
    """Keep what supports the ground, field by field."""
    support = {ask.value: context.given[ask.value] for ask in Ask if context.given.get(ask.value)}
    support |= {name: context.given[name] for name in ("weighing",) if context.given.get(name)}
    Application.objects.filter(pk=context.case.pk).update(support=support, letter=context.given.get("letter", ""))


def number_answer(context: EffectContext) -> None:
    """Give the answer its number, gapless in its series and year, and freeze its words."""
    case, row = context.case, get_application(context.case.pk)
    number = _number_of_joint(row) or next_number(
        case.origin_unit,
        get_value("foi.answer_word"),
        on=context.occurred_on,
        actor=context.actor,
        case_id=case.pk,
        title=case.title,
    )
    letter = letter_of(row, gather_letter_facts(row, on=context.occurred_on))
    Application.objects.filter(pk=case.pk).update(number=number, letter=letter, approved_on=context.occurred_on)
    code_letter(case, ANSWER, number, on=context.occurred_on)


def _number_of_joint(row: Application) -> str:
    """Return the number the joint answer has already, when another application of it was approved before."""
    if not row.joint:
        return ""
    others = Application.objects.filter(joint=row.joint, applicant_key=row.applicant_key).exclude(pk=row.pk)
    return others.exclude(number="").values_list("number", flat=True).first() or ""


def note_answer(context: EffectContext) -> None:
    """Keep the day of the answer: the day of delivery stops the clock."""
    note_delivery(context)
    Application.objects.filter(pk=context.case.pk).update(decided_on=context.occurred_on)


def note_units(context: EffectContext) -> None:
    """Keep as how many the application is charged; in every table it stays one."""
    units = int(context.given.get("units") or 1)
    Application.objects.filter(pk=context.case.pk).update(fee_units=units)


def note_payment(context: EffectContext) -> None:
    """Keep the day the fee was paid."""
    Application.objects.filter(pk=context.case.pk).update(fee_paid_on=context.occurred_on)


def _close(ground: str, context: EffectContext) -> None:
    """Close on a ground nobody chooses: F1 and F2 by lapse of time, F3 by withdrawal.

    What was withdrawn before it counted as received was never received, and is in no table.
    """
    Application.objects.filter(pk=context.case.pk).update(ground=ground, decided_on=context.occurred_on)


EFFECTS: dict[str, Callable[[EffectContext], None]] = {
    **OFFICE_EFFECTS,
    "foi.take_application": take_application,
    "foi.note_receipt": note_receipt,
    "foi.keep_support": keep_support,
    "foi.follow_joint": follow_joint,
    "foi.number_answer": number_answer,
    "foi.note_answer": note_answer,
    "foi.note_payment": note_payment,
    "foi.note_units": note_units,
    "foi.tell_applicant": tell_applicant,
    "foi.close_as_f1": partial(_close, "F1"),
    "foi.close_as_f2": partial(_close, "F2"),
    "foi.close_as_f3": partial(_close, "F3"),
}
