"""A small district whose office answers applications."""

from collections.abc import Iterator

import pytest
import time_machine

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import NOW, World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def foi(world: World) -> Caller:
    return Caller(world, "foi_application")


@pytest.fixture
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield
