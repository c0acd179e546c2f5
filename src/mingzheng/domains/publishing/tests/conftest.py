"""A small district whose office publishes, with a proofreader that has nothing to say."""

from collections.abc import Iterator

import pytest
import time_machine

from mingzheng.casework import ports
from mingzheng.casework.ports import GateAnswer
from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.domains.publishing.models import Column
from mingzheng.domains.publishing.tests.publishing import Desk, Proofreader


@pytest.fixture
def world() -> World:
    world = make_world()
    for key, name, level, role in (
        ("second", "冯清和", "clerk", "office_clerk"),
        ("deputy_office", "沈知白", "deputy", "office_director"),
        ("publicity", "许望舒", "clerk", "office_clerk"),
    ):
        world.add(key, name, world.district.office, level, role, over=world.district.district)
    return world


@pytest.fixture
def proofreader(monkeypatch: pytest.MonkeyPatch) -> Proofreader:
    reader = Proofreader(GateAnswer(was_checked=True))
    monkeypatch.setattr(ports, "_gate", reader)
    return reader


@pytest.fixture
def column(world: World) -> Column:
    return Column.objects.create(code="zcwj", name="政策文件", kind="policy", owner_unit=world.district.office)


@pytest.fixture
def desk(world: World, column: Column, proofreader: Proofreader, today_is_fixed: None) -> Desk:
    return Desk(world, "publication")


@pytest.fixture
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield
