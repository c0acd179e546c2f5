"""What follows an act outside its transaction: people are told, the index is brought in line, webhooks are called.

One job per act, queued in the act's transaction, so that nothing leaves before commit. A message carries a count and a
link, never contents. Who is told is declared on the action; watchers are always told, and whoever covers for
somebody absent (A/B 角) hears what he would. What a program enters of the past (an opening balance) is no news and tells
nobody.
"""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth import get_user_model

from mingzheng.casework.declaration import Action, Notify, PartyRole
from mingzheng.casework.models import Act, Case
from mingzheng.casework.registry import get_registration
from mingzheng.casework.searching import index_cases
from mingzheng.casework.selectors import cases_for
from mingzheng.platform.access.public import actor_for
from mingzheng.platform.jobs.public import enqueue, job
from mingzheng.platform.ledger.public import today
from mingzheng.platform.notices.public import notify, publish_event
from mingzheng.platform.org.public import deputies_on, descendant_ids, holders_of


def announce(action: Action, act_id: int) -> None:
    """Queue what follows an act, inside its transaction."""
    enqueue(announce_act, act_id=act_id)


@job()
def announce_act(act_id: int) -> None:
    """Tell people, index the case and call webhooks; repeating it tells nobody twice."""
    act = Act.objects.select_related("case").get(pk=act_id)
    procedure = get_registration(act.case.procedure, act.case.procedure_version).procedure
    try:
        action = procedure.action(act.action)
    except KeyError:
        action = Action(act.action, act.title)
    if act.person_id is not None or not act.is_late_entry:
        _tell(act, action)
    if act.sequence == 1 or act.changes or not act.case.is_open:
        index_cases([act.case])
    publish_event(
        f"case.{act.action}",
        subject_ref=f"case:{act.case_id}",
        data={
            "number": act.case.number,
            "procedure": act.case.procedure,
            "action": act.action,
            "state": act.to_state,
            "sequence": act.sequence,
            "occurred_on": act.occurred_on.isoformat(),
            "link": case_link(act.case),
        },
        at=act.recorded_at,
        find_readers=lambda accounts: _readers(act.case_id, accounts, on=act.occurred_on),
    )


def _tell(act: Act, action: Action) -> None:
    rules = (*action.notifies, Notify(watchers=True, text="关注的事项有办理"))
    told: set[int] = {act.person_id} if act.person_id else set()
    deputies = deputies_on(today())
    for rule in rules:
        named = set(list_recipients(act.case, rule, on=act.occurred_on))
        people = (named | {deputies[person] for person in named & deputies.keys()}) - told
        told |= people
        if people:
            notify(
                sorted(people),
                kind=f"{act.case.procedure}.{act.action}",
                subject_ref=f"act:{act.pk}",
                count_text=rule.text or action.title,
                url=case_link(act.case),
                urgent=rule.urgent or act.case.urgency == Case.Urgency.VERY_URGENT,
            )


def case_link(case: Case) -> str:
    """Return the address of a case inside the application."""
    return f"/desk/cases/{case.number}/"


def _readers(case_id: int, account_ids: list[int], *, on: date) -> set[int]:
    accounts = get_user_model().objects.filter(pk__in=account_ids)
    return {account.pk for account in accounts if cases_for(actor_for(account, on=on)).filter(pk=case_id).exists()}


def list_recipients(case: Case, rule: Notify, *, on: date) -> Iterable[int]:
    """Return the persons a rule names: holders of post levels at a party's units, the handler, the watchers."""
    if rule.party is not None:
        units = case.parties.filter(role=rule.party).values_list("unit_id", flat=True)
        levels = rule.levels if rule.party is not PartyRole.ORIGIN else rule.levels | {"clerk"}
        yield from (person.pk for person in holders_of(descendant_ids(units, on), levels, on))
    if rule.handler and case.handler_id is not None:
        yield case.handler_id
    if rule.watchers:
        yield from case.watchers.values_list("person_id", flat=True)
