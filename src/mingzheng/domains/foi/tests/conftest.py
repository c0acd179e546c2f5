"""A small district whose office answers applications."""

import pytest

from mingzheng.casework.tests.paper.calling import Caller
from mingzheng.casework.tests.world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def foi(world: World) -> Caller:
    return Caller(world, "foi_application")
