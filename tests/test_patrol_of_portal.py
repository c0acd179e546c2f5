"""Our own generated portal, served from its files and inspected: a right one stands, planted faults are found at their owners."""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import time_machine

from mingzheng.casework.tests.world import NOW, TODAY, World, make_world
from mingzheng.domains.patrol.models import FindingDetail, Run, Site
from mingzheng.domains.patrol.services import runs
from mingzheng.domains.proofreading.services.lexicon import add_entry
from mingzheng.domains.publishing.site.tests.shelf import Text, make_column, put_on_shelf
from mingzheng.platform.parameters.public import set_value
from mingzheng.platform.portal.rebuilding import open_rebuild, rebuild_step
from mingzheng.platform.portal.serving import SiteServer
from mingzheng.worktime.public import SHANGHAI

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# What the frame of the house already tells about itself is right; these need columns or a domain a test does not have.
NOT_HERE = {"no_overview", "no_functions", "no_leaders", "no_interpretation", "domain"}


class Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Stand for the pages the house draws itself."""
    is_gone = environ["PATH_INFO"].endswith("gone/")
    start_response("404 Not Found" if is_gone else "200 OK", [("Content-Type", "text/plain")])
    return [b"drawn"]


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def portal(tmp_path: Path, settings: Any, world: World) -> Iterator[str]:
    """Publish columns with items as files and serve them."""
    settings.SITE_DIR = tmp_path / "site"
    with time_machine.travel(NOW, tick=False):
        server = make_server("127.0.0.1", 0, SiteServer(application, settings.SITE_DIR), handler_class=Silent)
        for name in ("correction_url", "service_url", "appeal_url"):
            set_value(f"portal.{name}", f"http://127.0.0.1:{server.server_port}/else", actor="account:1", reason="测试")
        office, bureau = world.district.office, world.district.education
        for code, name, kind, unit in (
            ("zwdt", "政务动态", "news", bureau),
            ("tzgg", "通知公告", "notice", office),
            ("zcwj", "政策文件", "policy", office),
        ):
            column = make_column(code, name, kind=kind)
            column.owner_unit = unit
            column.save(update_fields=["owner_unit"])
        at = dt.datetime(2026, 2, 26, 9, 0, tzinfo=SHANGHAI)
        old = dt.datetime(2025, 3, 1, 9, 0, tzinfo=SHANGHAI)
        put_on_shelf(
            [
                Text("区里召开会议", "zwdt", "<p>各单位按照布署落实工作。</p>", published_at=at),
                Text("关于值班的通知", "tzgg", "<p>各单位安排好值班，社区饭堂照常开放。</p>", published_at=old),
                Text(
                    "社区食堂管理办法",
                    "zcwj",
                    '<p>办法全文。</p><p><a href="/zcwj/gone/">附表</a></p>',
                    published_at=at,
                ),
            ]
        )
        run = open_rebuild(at=NOW)
        while rebuild_step(run.pk, at=NOW):
            pass
        thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        server.server_close()
        thread.join()


def test_our_portal_is_inspected_by_its_columns(portal: str, world: World) -> None:
    """Reached by an inner address; the stale column, the wrong word and nothing of the frame are found, each at its owner."""
    set_value("patrol.own_address", portal, actor="account:1", reason="门户在内网")
    # The office keeps a spelling of its own: patrol finds what the proofreader would find.
    actor = world.actor("office_section")
    words = {"kind": "spelling", "name": "社区饭堂", "replacement": "社区食堂", "source": "办公室用语"}
    add_entry(actor=actor, recorded_at=NOW, **words)
    site = Site.objects.create(
        name="门户", address="https://www.yunshan.example/", unit=world.district.office, is_own=True, created_at=NOW
    )
    run = runs.start_run(site, on=TODAY, at=NOW)
    while runs.step_run(run.pk, at=NOW):
        pass
    run = Run.objects.get(pk=run.pk)
    found = {(row.indicator, row.url.removeprefix(portal)) for row in run.findings.exclude(indicator__in=NOT_HERE)}
    assert {code for code, _ in found} == {"wording", "stale_policy", "dead_link"}, found
    assert ("stale_policy", "tzgg/") in found
    owners = {row.indicator: row.case.handling_unit_id for row in FindingDetail.objects.select_related("case")}
    kept = {row.mark: row.case.handling_unit_id for row in FindingDetail.objects.filter(indicator="wording")}
    assert set(kept.values()) == {world.district.education.pk, world.district.office.pk}
    assert any("社区饭堂" in row.message + row.excerpt for row in FindingDetail.objects.filter(indicator="wording"))
    assert owners["stale_policy"] == world.district.office.pk
