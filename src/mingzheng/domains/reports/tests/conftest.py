"""A small district whose education bureau and office write reports, with some figures declared for the tests."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from mingzheng.casework.tests.world import World, at, make_world
from mingzheng.domains.reports.models import Report
from mingzheng.domains.reports.services.starting import start_report
from mingzheng.figures.declaration import Figure
from mingzheng.figures.public import Period, Reading, declare, record_reading, verify_reading
from mingzheng.figures.registry import withdraw_declaration

YEAR = 2025
DAY = date(2026, 1, 12)

FIGURES = (
    Figure("tests.supervised", "办结督办事项", "办结的督办事项", "项", systems=("S07",)),
    Figure("tests.monthly", "编发督查月报", "编发的督查月报", "期", systems=("S10",)),
    Figure("tests.messages", "发布政府信息", "门户网站发布的政府信息", "条", systems=("S39",)),
    Figure("tests.kept", "督办办结率", "办结占应办结的比例", "%", decimals=2, systems=("S07",)),
    Figure("tests.visits", "网站浏览量", "网站浏览次数", "次", systems=("S39",)),
)


@pytest.fixture
def figures() -> Iterator[None]:
    """Declare the tests' figures, and forget them."""
    declare(*FIGURES)
    yield
    for figure in FIGURES:
        withdraw_declaration(figure.code)


@pytest.fixture
def world(db: None, figures: None, time_machine: object) -> World:
    """Return the district; readings and figures as of 12 January 2026."""
    return make_world()


@pytest.fixture
def time_machine() -> Iterator[None]:
    """Let it be 12 January 2026."""
    import time_machine  # noqa: PLC0415 - only these tests travel

    with time_machine.travel(at(DAY), tick=True):
        yield


@pytest.fixture
def say(world: World) -> Callable[..., Reading]:
    """Return a function that records what the bureau reports, verified unless told otherwise."""

    def _say(code: str, value: str, *, year: int = YEAR, verified: bool = True) -> Reading:
        reading = record_reading(
            code,
            unit_id=world.district.education.pk,
            period=Period.year(year),
            value=value,
            actor=world.actor("liaison", DAY),
        )
        return verify_reading(reading.pk, actor=world.actor("section", DAY)) if verified else reading

    return _say


@pytest.fixture
def begun(world: World, say: Callable[..., Reading]) -> Report:
    """Return the bureau's report of 2025 as the office began it, with two figures in it."""
    say("tests.supervised", "167")
    say("tests.messages", "4415")
    receipt = start_report(
        world.district.education,
        YEAR,
        "default",
        actor=world.actor("clerk", DAY),
        occurred_on=DAY,
        recorded_at=at(DAY),
        key="begin",
    )
    return Report.objects.select_related("case", "unit").get(pk=receipt.case_id)
