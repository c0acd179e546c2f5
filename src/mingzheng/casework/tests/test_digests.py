"""The digest of a declaration: what must change it and what must not; and no open case without its procedure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mingzheng.casework.checks import check_open_cases_have_their_procedure
from mingzheng.casework.declaration import Field, Guard, Procedure, Refusal
from mingzheng.casework.digests import procedure_digest
from mingzheng.casework.models import Case
from mingzheng.casework.registry import list_versions
from mingzheng.casework.tests.paper import PAPER
from mingzheng.casework.tests.test_door import Desk
from mingzheng.casework.tests.toy import TOY
from mingzheng.casework.tests.world import World
from mingzheng.worktime.public import working_days

MOST = 3
MOST_BEFORE = MOST


def _too_many(facts: Any, given: Mapping[str, Any]) -> Refusal | None:
    """Say when there are too many."""
    return Refusal("too_many", "太多") if len(given) > MOST else None


def _other(facts: Any, given: Mapping[str, Any]) -> Refusal | None:
    return Refusal("too_many", "太多") if len(given) >= MOST else None


def bounded(most: int) -> Guard:
    def check(facts: Any, given: Mapping[str, Any]) -> Refusal | None:
        return Refusal("too_many", "太多") if len(given) > most else None

    return Guard("bounded", "有界", check)


def guarded(*guards: Guard) -> Procedure:
    action = replace(TOY.actions[0], guards=guards)
    return replace(TOY, actions=(action, *TOY.actions[1:]))


def first_action(**changes: Any) -> Procedure:
    return replace(TOY, actions=(replace(TOY.actions[0], **changes), *TOY.actions[1:]))


@pytest.mark.parametrize("procedure", [TOY, *PAPER, *list_versions()], ids=lambda item: item.name)
def test_every_declaration_has_a_digest_and_always_the_same(procedure: Procedure) -> None:
    assert procedure_digest(procedure) == procedure_digest(replace(procedure))


@pytest.mark.parametrize(
    "changed",
    [
        replace(TOY, title="另一个"),
        replace(TOY, visibility=1),
        replace(TOY, sign_off_levels=("head",)),
        replace(TOY, limits=(replace(TOY.limits[0], period=working_days(3)), *TOY.limits[1:])),
        replace(TOY, limits=TOY.limits[::-1]),
        replace(TOY, states=TOY.states[:-1]),
        first_action(to="working"),
        first_action(by=()),
        first_action(fields=(Field("lead_units", "主办"),)),
        first_action(not_same_as=("register",)),
        guarded(Guard("many", "不多", _too_many)),
        guarded(bounded(3)),
    ],
)
def test_what_decides_changes_the_digest(changed: Procedure) -> None:
    assert procedure_digest(changed) != procedure_digest(TOY)


def test_the_code_of_a_guard_its_closure_and_its_constants_count(monkeypatch: pytest.MonkeyPatch) -> None:
    first = procedure_digest(guarded(Guard("many", "不多", _too_many)))
    assert procedure_digest(guarded(Guard("many", "不多", _other))) != first
    assert procedure_digest(guarded(bounded(3))) != procedure_digest(guarded(bounded(4)))
    monkeypatch.setattr("mingzheng.casework.tests.test_digests.MOST", 4)
    assert procedure_digest(guarded(Guard("many", "不多", _too_many))) != first


@pytest.mark.parametrize(
    "same", [replace(TOY, description="改了说明"), first_action(consequence="改了提示"), first_action(tone="normal")]
)
def test_what_only_explains_does_not_change_the_digest(same: Procedure) -> None:
    assert procedure_digest(same) == procedure_digest(TOY)


@pytest.mark.django_db
@pytest.mark.usefixtures("toy")
def test_a_start_is_refused_while_an_open_case_needs_a_version_that_is_gone(world: World) -> None:
    desk = Desk(world)
    case_id = desk.open().case_id
    assert check_open_cases_have_their_procedure(databases=["default"]) == []
    Case.objects.filter(pk=case_id).update(procedure_version="2020-01-01")
    found = check_open_cases_have_their_procedure(databases=["default"])
    assert [message.id for message in found] == ["casework.E001"]
    assert check_open_cases_have_their_procedure(databases=None) == []
    Case.objects.filter(pk=case_id).update(is_open=False, closed_on="2026-03-02")
    assert check_open_cases_have_their_procedure(databases=["default"]) == []
