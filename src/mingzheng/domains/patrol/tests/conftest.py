"""A served site with its row, columns told by the port, and the small district."""

import dataclasses
from collections.abc import Iterator

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.domains.patrol import ports
from mingzheng.domains.patrol.models import Site
from mingzheng.domains.patrol.public import KnownColumn
from mingzheng.domains.patrol.services import values
from mingzheng.domains.patrol.tests.planted import LIMITS, Planted, served


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def today_is_fixed() -> Iterator[None]:
    """Let the application's clock stand at the tests' day."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Planted]:
    """Serve a right site; this machine is allowed, and nobody waits."""
    with served() as site:
        read = {"patrol.allowed_hosts": ["127.0.0.1"], "patrol.own_address": ""}
        asked = values.get_value
        monkeypatch.setattr(values, "get_value", lambda key: read.get(key, asked(key) if key not in read else None))
        kept = values.read_settings
        from_office = lambda site: dataclasses.replace(kept(site), needs_gov_domain=False)  # noqa: E731
        for module in ("runs", "following"):
            monkeypatch.setattr(f"mingzheng.domains.patrol.services.{module}.read_limits", lambda: LIMITS)
            monkeypatch.setattr(f"mingzheng.domains.patrol.services.{module}.read_settings", from_office)
        yield site


@pytest.fixture
def own_site(world: World, planted: Planted, monkeypatch: pytest.MonkeyPatch, today_is_fixed: None) -> Site:
    """Return the portal: the education bureau keeps 政务动态, the office what else there is."""
    columns = (
        KnownColumn("政务动态", "/zwdt/", "news", 0, world.district.education.pk, "区教育局"),
        KnownColumn("政策文件", "/zcwj/", "policy", 0, world.district.office.pk, "区政府办公室"),
    )
    monkeypatch.setattr(ports, "_source", lambda at: columns)
    return Site.objects.create(
        name="云山区门户", address=planted.url, unit=world.district.office, is_own=True, every_days=1, created_at=NOW
    )
