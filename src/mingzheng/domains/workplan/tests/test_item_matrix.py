"""Every action × every state of the ledger's row, and everybody × every action, through the door on a real row."""

import pytest

from mingzheng.casework.declaration import StateKind
from mingzheng.casework.errors import CaseNotFound, NotInThisState, NotPermitted
from mingzheng.casework.models import Case
from mingzheng.casework.registry import get_procedure
from mingzheng.casework.rules import is_within
from mingzheng.casework.tests.test_matrices import answers
from mingzheng.casework.tests.world import TODAY
from mingzheng.domains.workplan.tests.test_ledger_life import Ledger
from mingzheng.platform.access.public import NOBODY, SYSTEM

pytestmark = pytest.mark.django_db

OFFICE, HEADS = {"clerk", "office_section", "director"}, {"office_section", "director"}
UNIT = {"liaison", "section", "deputy", "head"}
SPOTS = {
    "receive": UNIT,
    "set_plan": UNIT,
    "report_progress": UNIT,
    "urge": OFFICE,
    "verify": {"verifier", "office_section"},
    "strike_off": HEADS,
    "cancel": HEADS,
    "send_supervision": {"director"},
    "arbitrate": {"director"},
    "set_limit": set(),
}


@pytest.fixture
def booked() -> tuple[Ledger, Case]:
    ledger = Ledger()
    ledger.book()
    return ledger, ledger.item("1", ledger.world.district.education)


def test_the_door_says_which_actions_are_not_of_this_state(booked: tuple[Ledger, Case]) -> None:
    _, case = booked
    procedure = get_procedure("workplan_item")
    for state in procedure.states:
        is_open = state.kind is not StateKind.CLOSED
        Case.objects.filter(pk=case.pk).update(state=state.code, is_open=is_open, closed_on=None if is_open else TODAY)
        for action, answer in answers(case, SYSTEM, procedure):
            legal = is_within(action, procedure, state.code)
            assert (answer is NotInThisState) is not legal, (state.code, action.code, answer)


@pytest.mark.parametrize("who", sorted({*OFFICE, *UNIT, "verifier"}))
def test_the_door_admits_those_named_and_no_others(booked: tuple[Ledger, Case], who: str) -> None:
    ledger, case = booked
    for action, answer in answers(case, ledger.world.actor(who), get_procedure("workplan_item")):
        if action.code in SPOTS:
            assert (answer is not NotPermitted) is (who in SPOTS[action.code]), (action.code, answer)


def test_another_unit_and_nobody_learn_nothing(booked: tuple[Ledger, Case]) -> None:
    ledger, case = booked
    for actor in (ledger.world.actor("tax_liaison"), ledger.world.actor("stranger"), NOBODY):
        assert {answer for _, answer in answers(case, actor, get_procedure("workplan_item"))} == {CaseNotFound}
