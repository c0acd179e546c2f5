"""The served house of the journeys: a live server, the engine's small district, a clock that starts on its day."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, World, make_world
from tests.browser.visitors import Site


@pytest.fixture
def clock() -> Iterator[Any]:
    """Let the application's clock start on the world's day and go on from there."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def world(transactional_db: None) -> World:
    """Return the small district with its people."""
    return make_world()


@pytest.fixture
def site(live_server: Any, chromium: Any, clock: Any, world: World) -> Iterator[Site]:
    """Return the served house; in the end nothing may have complained or left the machine."""
    made = Site(live_server.url, world, chromium)
    yield made
    for context in list(chromium.contexts):
        context.close()
    assert made.complaints == []
