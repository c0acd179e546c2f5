"""Two people at once, in truth: the same thing entered twice, the same record corrected twice, the same key sent twice."""

import threading
from collections.abc import Callable

import pytest
from django.db import close_old_connections, connection

from mingzheng.casework.public import Refused, Stale
from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.registers.public import correct_record, enter_record
from mingzheng.registers.tests.records import visit
from mingzheng.registers.tests.toy import ToyVisit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None, toys: None) -> object:
    """Return the small district, with nothing left of the toy afterwards."""
    made = make_world()
    yield made
    ToyVisit._default_manager.all().delete()


def at_once(*works: Callable[[], object]) -> list[object]:
    results: list[object] = [None] * len(works)
    gate = threading.Barrier(len(works))

    def run(place: int, work: Callable[[], object]) -> None:
        close_old_connections()
        gate.wait(timeout=20)
        try:
            results[place] = work()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_the_same_key_at_once_enters_once(world: World) -> None:
    actor, data = world.actor("liaison"), visit(world)
    one = lambda: enter_record("toy_visit", actor=actor, data=data, recorded_at=NOW, key="k")  # noqa: E731
    results = at_once(one, one, one)
    assert {result.record_id for result in results} == {ToyVisit._default_manager.get().pk}
    assert sorted(result.repeated for result in results) == [False, True, True]


def test_the_same_link_at_once_is_entered_by_one(world: World) -> None:
    works = [
        lambda who=who: enter_record(
            "toy_visit", actor=world.actor(who), data=visit(world, link="https://e.cn/1"), recorded_at=NOW
        )
        for who in ("liaison", "head")
    ]
    results = at_once(*works)
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert ToyVisit._default_manager.count() == 1


def test_two_corrections_of_one_version_leave_one_that_is_told_of_the_other(world: World) -> None:
    pk = enter_record("toy_visit", actor=world.actor("liaison"), data=visit(world), recorded_at=NOW).record_id
    works = [
        lambda who=who, count=count: correct_record(
            "toy_visit",
            pk,
            actor=world.actor(who),
            data=visit(world, guests=count),
            reason="改人数",
            recorded_at=NOW,
            seen_version=1,
        )
        for who, count in (("liaison", 3), ("head", 4))
    ]
    results = at_once(*works)
    assert sum(isinstance(result, Stale) for result in results) == 1
    assert ToyVisit._default_manager.get(pk=pk).version == 2
