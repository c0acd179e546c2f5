"""Tell people after an act. Who is told is declared on the action; the message carries a count and a link, no content."""

from collections.abc import Iterable
from datetime import date

from mingzheng.casework.declaration import Action, Notify, PartyRole
from mingzheng.casework.models import Act, Case
from mingzheng.casework.registry import get_registration
from mingzheng.platform.jobs.public import enqueue, job
from mingzheng.platform.notices.public import notify
from mingzheng.platform.org.public import descendant_ids, holders_of


def announce(action: Action, act_id: int) -> None:
    """Queue the announcement of an act inside its transaction; nothing leaves before commit."""
    if action.notifies:
        enqueue(announce_act, act_id=act_id)


@job()
def announce_act(act_id: int) -> None:
    """Tell the people an act's declaration names; repeating it tells nobody twice."""
    act = Act.objects.select_related("case").get(pk=act_id)
    action = get_registration(act.case.procedure, act.case.procedure_version).procedure.action(act.action)
    for rule in action.notifies:
        people = set(list_recipients(act.case, rule, on=act.occurred_on)) - {act.person_id}
        notify(
            sorted(people),
            kind=f"{act.case.procedure}.{act.action}",
            subject_ref=f"act:{act.pk}",
            count_text=rule.text or action.title,
            url=f"/desk/cases/{act.case.number}/",
            urgent=rule.urgent or act.case.urgency == Case.Urgency.VERY_URGENT,
        )


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
