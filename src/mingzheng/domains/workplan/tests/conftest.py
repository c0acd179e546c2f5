"""Fixtures of the workplan room's tests: the small district of the engine's tests, on its day."""

from collections.abc import Iterator

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, World, make_world


@pytest.fixture
def world(db: None) -> World:
    """Return the small district with its people."""
    return make_world()


@pytest.fixture
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield
