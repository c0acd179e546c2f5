"""Fixtures of this room's tests."""

from collections.abc import Iterator

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW


@pytest.fixture(autouse=True)
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield
