"""Fixtures of the catalogues' tests: the small district, and proposals through the door."""

from collections.abc import Iterator

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.catalogues.tests.proposals import Proposals


@pytest.fixture
def world(db: None) -> World:
    """Return the small district."""
    return make_world()


@pytest.fixture
def proposals(world: World) -> Proposals:
    """Return the shorthand that takes proposals for the disclosure catalogue through the door."""
    return Proposals(world)


@pytest.fixture(autouse=True)
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield
