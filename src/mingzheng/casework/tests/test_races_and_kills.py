"""Two at once and a process killed in the middle: one act or none, never a half one."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from mingzheng.casework.declaration import Procedure
from mingzheng.casework.door import open_case, perform
from mingzheng.casework.errors import KeyReused, NotInThisState, Stale
from mingzheng.casework.models import Act, Case, CaseParty, Clock, DoorKey
from mingzheng.casework.recording import Receipt
from mingzheng.casework.tests.world import NOW, TODAY, World, at, make_world
from mingzheng.platform.ledger.public import list_entries, verify_ledger

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("toy")]


@pytest.fixture
def district(transactional_db: None) -> World:
    return make_world()


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run calls in threads that start together; return each one's result or error."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(20)
            answers[index] = call()
        except Exception as error:
            answers[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def opened(world: World, key: str) -> Receipt:
    return open_case(
        "toy", actor=world.actor("clerk"), occurred_on=TODAY, recorded_at=NOW, data={"title": "修路"}, key=key
    )


def dispatch(world: World, who: str, case_id: int, key: str, seen: int | None, unit: int = 0) -> Callable[[], Receipt]:
    actor = world.actor(who)
    unit = unit or world.district.education.pk
    return lambda: perform(
        case_id,
        "dispatch",
        actor=actor,
        occurred_on=TODAY,
        recorded_at=NOW,
        data={"lead_units": [unit]},
        key=key,
        seen_version=seen,
    )


@pytest.mark.parametrize("seen", [1, None])
def test_of_two_at_once_one_wins_and_the_other_learns_who_was_first(district: World, seen: int | None) -> None:
    for turn in range(4):
        case_id = opened(district, f"o{turn}").case_id
        answers = at_once(
            dispatch(district, "clerk", case_id, f"a{turn}", seen),
            dispatch(district, "office_section", case_id, f"b{turn}", seen, district.district.tax.pk),
        )
        won = [answer for answer in answers if isinstance(answer, Receipt)]
        lost = [answer for answer in answers if isinstance(answer, Stale if seen else NotInThisState)]
        assert (len(won), len(lost)) == (1, 1), answers
        assert CaseParty.objects.filter(case_id=case_id, role="lead").count() == 1
        assert Clock.objects.filter(case_id=case_id).count() == 2
    assert list_half_acts() == []
    assert verify_ledger().findings == []


def test_the_same_key_twice_at_once_is_one_act(district: World) -> None:
    for turn in range(4):
        case_id = opened(district, f"o{turn}").case_id
        answers = at_once(*(dispatch(district, "clerk", case_id, f"same{turn}", 1) for _ in range(2)))
        assert sorted(answer.repeated for answer in answers) == [False, True]
        assert len({answer.act_id for answer in answers}) == 1
        assert Act.objects.filter(case_id=case_id, action="dispatch").count() == 1


def test_two_identical_openings_at_once_are_one_case(district: World) -> None:
    for turn in range(4):
        answers = at_once(*(lambda key=f"open{turn}": opened(district, key) for _ in range(2)))
        assert sorted(answer.repeated for answer in answers) == [False, True]
    assert Case.objects.count() == 4


def test_one_key_for_two_cases_at_once_is_said_to_be_used_before(district: World) -> None:
    for turn in range(4):
        first, second = opened(district, f"x{turn}").case_id, opened(district, f"y{turn}").case_id
        answers = at_once(*(dispatch(district, "clerk", pk, f"key{turn}", 1) for pk in (first, second)))
        assert sorted(type(answer) for answer in answers if isinstance(answer, Exception)) == [KeyReused], answers


def test_a_clock_set_back_changes_no_date_and_the_ledger_says_so(district: World) -> None:
    case_id = opened(district, "o").case_id
    dispatch(district, "clerk", case_id, "d", 1)()
    due_on = Case.objects.get(pk=case_id).due_on
    notices, earlier = len(list_entries("system", "clock")), NOW - timedelta(hours=3)
    receipt = perform(
        case_id,
        "receive",
        actor=district.actor("liaison"),
        occurred_on=TODAY,
        recorded_at=earlier,
        data={},
        key="r",
    )
    case = Case.objects.get(pk=case_id)
    assert (case.due_on, case.version) == (due_on, 3)
    assert [entry.kind for entry in list_entries("case", str(case_id))] == ["register", "dispatch", "receive"]
    assert Act.objects.get(pk=receipt.act_id).sequence == 3
    said = list_entries("system", "clock")[notices:]
    assert [(entry.kind, entry.payload["stream_id"]) for entry in said] == [("clock_set_back", str(case_id))]
    assert verify_ledger().findings == []


def list_half_acts() -> list[str]:
    """Return what does not fit together in the whole database: cases, acts, ledger entries, keys, copies."""
    found = []
    for case in Case.objects.all():
        acts = list(Act.objects.filter(case=case).order_by("sequence"))
        entries = list_entries("case", str(case.pk))
        if [act.sequence for act in acts] != list(range(1, case.version + 1)):
            found.append(f"{case.number}: version {case.version}, acts {[act.sequence for act in acts]}")
        if [act.pk for act in acts] != [entry.payload["act"] for entry in entries]:
            found.append(f"{case.number}: acts and ledger differ")
        if acts and acts[-1].to_state != case.state:
            found.append(f"{case.number}: state {case.state}, last act {acts[-1].to_state}")
        if case.parties.exclude(is_open=case.is_open, visibility=case.visibility).exists():
            found.append(f"{case.number}: a party's copy differs")
        if {party.due_on for party in case.parties.all()} != {case.due_on}:
            found.append(f"{case.number}: a party's due date differs")
        if case.state != "draft" and not case.parties.filter(role="lead").exists():
            found.append(f"{case.number}: dispatched to nobody")
    if DoorKey.objects.count() != Act.objects.count():
        found.append("a key without its act, or an act without its key")
    return found


def start_writing(unit_id: int, procedure: Procedure) -> subprocess.Popen:
    """Start the writing program on the tests' own database with the tests' own secrets."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        user, host = database["USER"], database["HOST"]
        password, port = database["PASSWORD"], database["PORT"]
        place = f"{user}:{password}@{'' if host.startswith('/') else host}{':' + port if port else ''}"
        url = f"postgres://{place}/{database['NAME']}" + (f"?host={host}" if host.startswith("/") else "")
        url = (
            url
            if "host=" in url or not database["OPTIONS"].get("host")
            else f"{url}?host={database['OPTIONS']['host']}"
        )
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "mingzheng.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "MINGZHENG_SECRET_KEY": settings.SECRET_KEY,
        "MINGZHENG_LEDGER_KEY": settings.LEDGER_SIGNING_KEY,
        "MINGZHENG_VAULT_KEY": settings.LEDGER_VAULT_KEY,
        "MINGZHENG_FIELD_KEY": settings.FIELD_ENCRYPTION_KEY,
    }
    command = [sys.executable, "-m", "mingzheng.casework.tests.writing_loop", str(unit_id)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def write_and_kill(world: World, procedure: Procedure, *, acts: int, pause: float) -> set[int]:
    """Let the program write, kill it without warning after some acts, and return the acts it had acknowledged."""
    connection.close()
    with start_writing(world.district.education.pk, procedure) as process:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if len(lines) >= acts:
                break
        if len(lines) < acts:
            pytest.fail(process.stderr.read()[-2000:])
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        process.wait()
    return {int(line.split()[0]) for line in lines if line.endswith("\n")}


def judge_what_is_left(acknowledged: set[int]) -> None:
    assert list_half_acts() == []
    there = set(Act.objects.values_list("pk", flat=True))
    assert acknowledged <= there, "an acknowledged act is gone"
    assert len(there - acknowledged) <= 1, "more than the one act that was being acknowledged"
    assert verify_ledger().findings == []


def test_a_process_killed_while_writing_leaves_every_acknowledged_act_and_no_half_one(
    district: World, toy: Procedure
) -> None:
    judge_what_is_left(write_and_kill(district, toy, acts=14, pause=0.003))


@pytest.mark.long
@pytest.mark.parametrize("turn", range(12))
def test_killed_again_and_again_nothing_is_half(district: World, toy: Procedure, turn: int) -> None:
    rng = random.Random(turn)
    acknowledged = write_and_kill(district, toy, acts=rng.randrange(20, 120), pause=rng.random() * 0.05)
    judge_what_is_left(acknowledged)
    # What was left behind is worked on as if nothing had happened.
    case = Case.objects.filter(state="draft").first()
    if case is not None:
        dispatch(district, "clerk", case.pk, "after", case.version)()
    assert opened(district, "new").version == 1
    assert at(TODAY) == NOW
