"""Fixtures of this room's tests: the small district on its fixed day, and a site folder of its own."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.domains.participation.tests.asking import Asking


@pytest.fixture(autouse=True)
def clock(settings: Any, tmp_path: Any) -> Iterator[Any]:
    """Let the application's clock stand at the tests' day; a test may move it."""
    settings.SITE_DIR = tmp_path / "site"
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(db: None) -> World:
    """Return the small district."""
    return make_world()


@pytest.fixture
def asking(world: World) -> Asking:
    """Return the shorthand that takes consultations through the door."""
    return Asking(world)
