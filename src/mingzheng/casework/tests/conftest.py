"""Fixtures of the engine's tests."""

from collections.abc import Iterator

import pytest

from mingzheng.casework import registry
from mingzheng.casework.declaration import Procedure
from mingzheng.casework.tests.toy import TOY
from mingzheng.casework.tests.world import World, make_world


@pytest.fixture
def toy() -> Iterator[Procedure]:
    """Return the toy procedure, registered for one test."""
    yield registry.register(TOY)
    registry.unregister("toy")


@pytest.fixture
def world(db: None) -> World:
    """Return the small district with its people."""
    return make_world()
