"""What acts leave behind on the office's side: the notice with its number, a delivery and what became of it.

Inside the act's transaction; called by name from the procedure.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import QuerySet

from mingzheng.casework.public import Act, Clock, EffectContext
from mingzheng.domains.foi.applicants import applicants_named
from mingzheng.domains.foi.citizen.letters import code_letter
from mingzheng.domains.foi.drafting import gather_letter_facts
from mingzheng.domains.foi.letters.notices import BY_ACTION, TO_OTHERS, NoticeFacts, NoticeKind, compose_notice
from mingzheng.domains.foi.models import Application
from mingzheng.domains.foi.names import hide_names
from mingzheng.domains.foi.office.models import DeliveryAttempt, Letter
from mingzheng.domains.foi.office.public_log import list_answer, unlist_answer
from mingzheng.platform.access.public import Actor
from mingzheng.platform.numbering.public import issue_number, reserve_document_number
from mingzheng.platform.org.public import Unit
from mingzheng.platform.parameters.public import get_value

RUNS_TO: Mapping[NoticeKind, str] = {
    NoticeKind.SUPPLEMENT: "supplement",
    NoticeKind.EXTENSION: "reply",
    NoticeKind.EXCESS: "reasons",
    NoticeKind.DELAY: "reply",
    NoticeKind.FEE: "fee",
}


def next_number(unit: Unit, word: str, *, on: date, actor: Actor, case_id: int, title: str) -> str:
    """Return the next number of an organ's series for a kind of letter: gapless, in the caller's transaction."""
    reserved = reserve_document_number(
        f"{unit.short_name or unit.name}{word}", on.year, actor=actor.ref, subject=f"case:{case_id}", title=title
    )
    return issue_number(reserved.pk, actor=actor.ref).text


def write_notice(context: EffectContext) -> None:
    """Issue the notice an act gives, in the words of the day."""
    kind, case = BY_ACTION[context.action.code], context.case
    row = Application.objects.select_related("case__origin_unit").get(pk=case.pk)
    body = compose_notice(kind, _notice_facts(kind, row, context))
    if kind in TO_OTHERS:  # who is asked is not told who applied
        body = hide_names(body, applicants_named(case))
    number = next_number(
        case.origin_unit,
        get_value("foi.notice_word"),
        on=context.occurred_on,
        actor=context.actor,
        case_id=case.pk,
        title=case.title,
    )
    sequence = Act.objects.filter(case=case).count()
    code_letter(case, f"{kind.value}-{sequence}", number, on=context.occurred_on)
    Letter.objects.create(
        case=case, kind=kind.value, sequence=sequence, number=number, body=body, issued_on=context.occurred_on
    )


def _notice_facts(kind: NoticeKind, row: Application, context: EffectContext) -> NoticeFacts:
    limit = RUNS_TO.get(kind, "")
    clocks = Clock.objects.filter(case_id=row.pk, limit=limit, state__in=[Clock.State.RUNNING, Clock.State.SUSPENDED])
    due = clocks.order_by("-pk").values_list("due_on", flat=True).first() if limit else None
    private = {item.code for item in context.action.fields if item.private}
    given = {code: str(value) for code, value in context.given.items() if code not in private}
    return NoticeFacts(gather_letter_facts(row, on=context.occurred_on), context.occurred_on, due, given)


def note_delivery(context: EffectContext) -> None:
    """Keep one more sending of the answer."""
    sent = DeliveryAttempt.objects.filter(case=context.case).count()
    DeliveryAttempt.objects.create(
        case=context.case,
        number=sent + 1,
        means=context.given["delivery"],
        tracking=context.given["tracking"],
        sent_on=context.occurred_on,
    )


def note_returned(context: EffectContext) -> None:
    """Keep that the last sending came back."""
    _last(context).update(returned_on=context.occurred_on, returned_why=context.given["reason"], slip_on=None)


def note_slip(context: EffectContext) -> None:
    """Keep that the last sending was signed for."""
    _last(context).update(slip_on=context.occurred_on)


def _last(context: EffectContext) -> QuerySet[DeliveryAttempt]:
    rows = DeliveryAttempt.objects.filter(case=context.case)
    return rows.filter(number=rows.count())


OFFICE_EFFECTS: dict[str, Callable[[EffectContext], None]] = {
    "foi.write_notice": write_notice,
    "foi.note_delivery": note_delivery,
    "foi.note_returned": note_returned,
    "foi.note_slip": note_slip,
    "foi.list_answer": list_answer,
    "foi.unlist_answer": unlist_answer,
}
