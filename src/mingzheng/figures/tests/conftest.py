"""Fixtures of the figures' tests: the small district with people, a few definitions, a fixed day."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.figures import registry
from mingzheng.figures.declaration import Change, Dimension, Figure, Kind, Ratio, Rows, Total
from mingzheng.figures.periods import Period
from mingzheng.platform.org.models import Unit

TODAY = date(2026, 3, 2)
CHANNEL = Dimension("channel", "渠道", {"web": "网站", "phone": "电话"})
TRIAL = (
    Figure("trial.letters", "来信", "收到的来信", dimensions=(CHANNEL,), bounds=(0, 100_000)),
    Figure("trial.answered", "已答复来信", "已答复的来信"),
    Figure("trial.calls", "来电", "接到的来电", unit="次", scale="万"),
    Figure(
        "trial.rate",
        "答复率",
        "已答复占来信的比例",
        unit="%",
        decimals=2,
        source=Ratio("trial.answered", "trial.letters"),
    ),
    Figure("trial.both", "两项合计", "来信与已答复合计", source=Total(("trial.letters", "trial.answered"))),
    Figure(
        "trial.units",
        "设立单位",
        "当年设立的单位",
        unit="个",
        source=Rows(lambda scope: Unit.objects.all(), unit="pk", on="valid_from", dims={"kind": "kind"}),
        dimensions=(Dimension("kind", "类别"),),
    ),
    Figure(
        "trial.growth",
        "来信增幅",
        "来信同比增减",
        unit="%",
        kind=Kind.CHANGE,
        decimals=1,
        source=Change("trial.letters"),
    ),
)


@pytest.fixture
def trial() -> Iterator[None]:
    """Declare a few definitions for one test."""
    registry.declare(*TRIAL)
    yield
    for figure in TRIAL:
        registry.withdraw_declaration(figure.code)


@pytest.fixture
def world(db: None) -> World:
    """Return the small district with its people."""
    return make_world()


@pytest.fixture(autouse=True)
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield


YEAR = Period.year(2025)
