"""Fixtures of this room's tests."""

from collections.abc import Iterator

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.domains.normative.tests.drafts import Drafts


@pytest.fixture(autouse=True)
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(db: None) -> World:
    """Return the small district."""
    return make_world()


@pytest.fixture
def drafts(world: World) -> Drafts:
    """Return the shorthand that takes drafts through the door."""
    return Drafts(world)
