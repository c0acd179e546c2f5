"""Fixtures of the engine's tests."""

from collections.abc import Iterator

import pytest
import time_machine

from mingzheng.casework import registry
from mingzheng.casework.declaration import Procedure
from mingzheng.casework.tests.paper import PAPER
from mingzheng.casework.tests.toy import TOY
from mingzheng.casework.tests.world import NOW, World, make_world


@pytest.fixture
def toy() -> Iterator[Procedure]:
    """Return the toy procedure, registered for one test."""
    yield registry.register(TOY)
    registry.unregister("toy")


@pytest.fixture
def paper() -> Iterator[tuple[Procedure, ...]]:
    """Return the procedures on paper, registered for one test."""
    yield tuple(registry.register(procedure) for procedure in PAPER)
    for procedure in PAPER:
        registry.unregister(procedure.name)


@pytest.fixture
def world(db: None) -> World:
    """Return the small district with its people."""
    return make_world()


@pytest.fixture
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield
