"""Generated matrices: every action × every state, every action × everybody. Nobody's permission is assumed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from django.db import transaction

from mingzheng.casework.declaration import ANY_OPEN, Action, PartyRole, Procedure, StateKind, Who
from mingzheng.casework.door import perform
from mingzheng.casework.errors import BadInput, CaseNotFound, NotInThisState, NotPermitted, Refused
from mingzheng.casework.facts import CaseFacts, PartyFact
from mingzheng.casework.models import Case, CaseParty
from mingzheng.casework.registry import get_procedure, list_procedures
from mingzheng.casework.rules import is_within, may_perform, may_read
from mingzheng.casework.tests.paper import PAPER
from mingzheng.casework.tests.toy import TOY
from mingzheng.casework.tests.world import NOW, TODAY, World
from mingzheng.platform.access.public import NOBODY, ROLES, SYSTEM, Actor, GrantView, PostView

EVERY = (TOY, *PAPER, *list_procedures())
ELSEWHERE = 99
UNITS = {PartyRole.ORIGIN: 1, PartyRole.LEAD: 2, PartyRole.CO: 3, PartyRole.GUIDE: 4, PartyRole.VERIFY: 5}
by_name = pytest.mark.parametrize("procedure", EVERY, ids=lambda procedure: procedure.name)


def everything_of(procedure: Procedure) -> tuple[Action, ...]:
    return (procedure.opening, *procedure.actions)


def facts_for(procedure: Procedure, *, visibility: int = 0) -> CaseFacts:
    return CaseFacts(
        case_id=7,
        procedure=procedure.name,
        state=procedure.states[0].code,
        on=TODAY,
        opened_on=TODAY,
        origin_unit_id=1,
        handling_unit_id=2,
        handler_id=500,
        visibility=visibility,
        is_open=True,
        due_on=None,
        parties=tuple(PartyFact(unit, role, viewed=False) for role, unit in UNITS.items()),
    )


def holder(role: str, unit: int, **more: object) -> Actor:
    grant = GrantView(role, frozenset({unit}), None, **more)  # type: ignore[arg-type]
    return Actor(kind="person", name="某人", account_id=1, person_id=500, grants=(grant,))


def units_of(who: Who) -> int:
    return UNITS[who.of] if who.of else UNITS[PartyRole.ORIGIN]


@by_name
def test_an_action_exists_in_its_states_and_in_no_other(procedure: Procedure) -> None:
    for action in procedure.actions:
        for state in procedure.states:
            anywhere = ANY_OPEN in action.within and state.kind is not StateKind.CLOSED
            assert is_within(action, procedure, state.code) is (state.code in action.within or anywhere)
    assert not any(is_within(procedure.opening, procedure, state.code) for state in procedure.states)


@by_name
def test_a_closed_case_is_acted_on_only_where_an_action_names_its_state(procedure: Procedure) -> None:
    for state in procedure.states:
        if state.kind is StateKind.CLOSED:
            assert all(
                state.code in action.within for action in procedure.actions if is_within(action, procedure, state.code)
            )


@by_name
def test_a_role_acts_at_its_party_and_nowhere_else(procedure: Procedure) -> None:
    facts = facts_for(procedure)
    for action in everything_of(procedure):
        for role in ROLES:
            wanted = {units_of(who) for who in action.by if role in who.roles} if not action.system else set()
            for unit in (*UNITS.values(), ELSEWHERE):
                assert may_perform(action, facts, holder(role, unit)) is (unit in wanted), (action.code, role, unit)


@by_name
def test_a_post_acts_at_its_party_and_nowhere_else(procedure: Procedure) -> None:
    facts = facts_for(procedure)
    for action in everything_of(procedure):
        for level in ("clerk", "liaison", "section", "deputy", "head", "leader"):
            wanted = {units_of(who) for who in action.by if level in who.posts} if not action.system else set()
            for unit in (*UNITS.values(), ELSEWHERE):
                post = PostView(unit_id=unit, level=level, title="")
                organ = PostView(unit_id=ELSEWHERE + 1, level=level, title="", organ_id=unit)
                for held in (post, organ):
                    actor = Actor(kind="person", name="某人", person_id=500, posts=(held,))
                    assert may_perform(action, facts, actor) is (unit in wanted), (action.code, level, unit)


@by_name
def test_nobody_and_administrators_do_nothing_and_the_system_everything(procedure: Procedure) -> None:
    facts = facts_for(procedure)
    for action in everything_of(procedure):
        assert not may_perform(action, facts, NOBODY)
        for duty in ("system", "security", "audit"):
            admin = Actor(kind="person", name="管理员", account_id=3, person_id=9, admin_duty=duty)
            assert not may_perform(action, facts, admin)
            assert not may_read(facts, admin)
        assert may_perform(action, facts, SYSTEM)
    assert not may_read(facts, NOBODY)


@by_name
def test_a_grant_for_another_procedure_or_below_the_visibility_gives_nothing(procedure: Procedure) -> None:
    for action in everything_of(procedure):
        for who in action.by:
            for role in who.roles:
                actor = holder(role, units_of(who))
                (grant,) = actor.grants
                other = replace(actor, grants=(replace(grant, procedure="another"),))
                own = replace(actor, grants=(replace(grant, procedure=procedure.name),))
                assert may_perform(action, facts_for(procedure), own)
                assert not may_perform(action, facts_for(procedure), other)
                assert not may_perform(action, facts_for(procedure, visibility=1), actor)


@by_name
def test_the_public_acts_where_declared_on_its_own_case_only(procedure: Procedure) -> None:
    facts = facts_for(procedure)
    for action in everything_of(procedure):
        declared = any(who.public for who in action.by) and not action.system
        owner = Actor(kind="public", name="申请人", own_case_ids=frozenset({7}))
        assert may_perform(action, facts, owner) is declared
        assert not may_perform(action, facts, Actor(kind="public", name="申请人", own_case_ids=frozenset({8})))


@by_name
def test_what_the_system_does_nobody_else_may(procedure: Procedure) -> None:
    for action in procedure.actions:
        if action.system:
            for role in ROLES:
                assert not any(may_perform(action, facts_for(procedure), holder(role, unit)) for unit in UNITS.values())


def test_the_handlers_own_action_is_the_handlers_even_in_the_right_unit() -> None:
    who = Who(roles=frozenset({"unit_liaison"}), of=PartyRole.LEAD, handler_only=True)
    action, facts = Action("mine", "本人办理", by=(who,)), facts_for(TOY)
    handler = holder("unit_liaison", 2)
    assert may_perform(action, facts, handler)
    assert not may_perform(action, facts, replace(handler, person_id=501))
    assert not may_perform(action, facts, replace(handler, person_id=None))
    assert may_perform(action, facts, replace(handler, person_id=501, acting_for=(500,)))
    assert not may_perform(action, replace(facts, handler_id=None), replace(handler, person_id=None))


# Through the door


def a_case(world: World, procedure: Procedure, state: str) -> Case:
    """Return a case of a procedure put into a state, with the bureau as its lead."""
    office, bureau = world.district.office, world.district.education
    is_open = procedure.state(state).kind is not StateKind.CLOSED
    case = Case.objects.create(
        number=f"M-{next(numbers)}",
        procedure=procedure.name,
        procedure_version=procedure.version,
        title="矩阵",
        state=state,
        is_open=is_open,
        closed_on=None if is_open else TODAY,
        origin_unit=office,
        handling_unit=bureau,
        opened_on=TODAY,
        opened_at=NOW,
        last_act_at=NOW,
        version=1,
    )
    for unit, role in ((office, "origin"), (bureau, "lead")):
        CaseParty.objects.create(case=case, unit=unit, role=role, joined_on=TODAY)
    return case


numbers = count(1)


def answers(case: Case, actor: Actor, procedure: Procedure) -> Iterator[tuple[Action, type[Exception] | None]]:
    """Perform every action with nothing filled in, undoing each; yield what the door answered."""
    for action in procedure.actions:
        answer = None
        try:
            with transaction.atomic():
                perform(case.pk, action.code, actor=actor, occurred_on=TODAY, recorded_at=NOW, data={}, key="")
                transaction.set_rollback(True)
        except (BadInput, CaseNotFound, NotInThisState, NotPermitted, Refused) as error:
            answer = type(error)
        yield action, answer


@pytest.mark.django_db
@pytest.mark.usefixtures("toy", "paper")
@pytest.mark.parametrize("name", [procedure.name for procedure in (TOY, *PAPER)])
def test_the_door_says_which_actions_are_not_of_this_state(world: World, name: str) -> None:
    procedure = get_procedure(name)
    for state in procedure.states:
        case = a_case(world, procedure, state.code)
        for action, answer in answers(case, SYSTEM, procedure):
            legal = is_within(action, procedure, state.code)
            assert (answer is NotInThisState) is not legal, (state.code, action.code, answer)


OFFICE, HEADS, BUREAU = (
    {"clerk", "office_section", "director"},
    {"office_section", "director"},
    {"liaison", "section", "deputy", "head"},
)
MAY_IN_TOY = {
    "dispatch": OFFICE,
    "receive": BUREAU,
    "return_case": BUREAU,
    "ask_arbitration": BUREAU,
    "arbitrate": {"director"},
    "transfer": HEADS,
    "recall": OFFICE,
    "urge": OFFICE,
    "ask_opinions": {*OFFICE, *BUREAU},
    "give_opinion": set(),
    "withdraw_opinion": set(),
    "waive_opinions": {*OFFICE, *BUREAU},
    "request_extension": BUREAU,
    "grant_extension": HEADS,
    "refuse_extension": HEADS,
    "suspend": HEADS,
    "resume": HEADS,
    "report": BUREAU,
    "request_report": BUREAU,
    "verify": OFFICE,
    "wait": BUREAU,
    "lapse": set(),
    "sign": {"section", "deputy", "head"},
    "refuse_to_sign": {"section", "deputy", "head"},
    "attach_signed_paper": {"liaison", "section"},
    "withdraw_sign_off": {"liaison", "section"},
}
EVERYBODY = {*OFFICE, *BUREAU, "verifier", "tax_liaison", "stranger"}
MAY_NOT_KNOW = {"tax_liaison", "stranger"}


@pytest.mark.django_db
@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_the_door_admits_to_each_action_of_the_toy_exactly_those_named(world: World, who: str) -> None:
    procedure = get_procedure("toy")
    case, actor = a_case(world, procedure, "working"), world.actor(who, date(2026, 3, 2))
    for action, answer in answers(case, actor, procedure):
        if who in MAY_NOT_KNOW:
            assert answer is CaseNotFound, action.code
        else:
            assert (answer is not NotPermitted) is (who in MAY_IN_TOY[action.code]), (action.code, answer)


@pytest.mark.django_db
@pytest.mark.usefixtures("toy")
def test_nobody_learns_that_a_case_exists(world: World) -> None:
    procedure = get_procedure("toy")
    case = a_case(world, procedure, "working")
    for actor in (NOBODY, Actor(kind="public", name="申请人"), Actor(kind="service", name="程序", account_id=9)):
        assert {answer for _, answer in answers(case, actor, procedure)} == {CaseNotFound}
