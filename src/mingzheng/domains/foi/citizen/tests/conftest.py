"""A small district whose office answers applications, a fixed day, and a citizen's phone."""

from collections.abc import Iterator

import pytest
import time_machine

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.domains.foi.citizen.tests.phone import Phone


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(clock: time_machine.Traveller) -> World:
    return make_world()


@pytest.fixture
def foi(world: World) -> Caller:
    return Caller(world, "foi_application")


@pytest.fixture
def phone(world: World) -> Phone:
    return Phone(str(world.district.office.pk))
