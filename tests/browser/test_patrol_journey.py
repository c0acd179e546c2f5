"""Patrol in a browser: the office inspects a site with a fault, the unit corrects it, the site is looked at again."""

from collections.abc import Iterator

import pytest

from mingzheng.domains.patrol import ports
from mingzheng.domains.patrol.models import Run
from mingzheng.domains.patrol.public import KnownColumn
from mingzheng.domains.patrol.tests.planted import Planted, served
from mingzheng.platform.jobs.public import run_waiting_jobs
from mingzheng.platform.parameters.public import set_value
from tests.browser.visitors import Site, find_faults, press

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def planted(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Planted]:
    """Serve a portal whose 政务动态 is the bureau's, with a wrong word there and a dead link elsewhere."""
    with served() as made:
        bureau = site.world.district.education.pk
        columns = (KnownColumn("政务动态", "/zwdt/", "news", 0, bureau, "区教育局"),)
        monkeypatch.setattr(ports, "_source", lambda at: columns)
        for key, value in (
            ("portal.site_address", made.url.rstrip("/")),
            ("patrol.own_address", made.url),
            ("patrol.delay_ms", 0),
        ):
            set_value(key, value, actor="account:1", reason="测试")
        made.change("/zwdt/1.html", "各单位按照安排", "各单位按照布署")
        made.change("/gk/", "</h1>", '</h1><a href="/gone.html">一条打不开的链接</a>')
        yield made


def test_from_an_inspection_to_a_closed_finding(site: Site, planted: Planted) -> None:
    """Empty board, form, progress, result, the unit's case, the closed one: each without a fault."""
    office = site.enter("clerk")
    office.goto(f"{site.url}/desk/patrol/")
    faults = find_faults(office, name="patrol-empty")
    office.get_by_role("link", name="巡检一个网站").first.click()
    faults += find_faults(office, name="patrol-form")
    office.get_by_role("button", name="登记并开始巡检").click()
    office.get_by_text("正在巡检").first.wait_for()
    faults += find_faults(office, name="patrol-walking")
    run_waiting_jobs()
    # The page asks every few seconds and shows the result by itself; reloading it here would race with that.
    office.get_by_text("须人工检查的").wait_for()
    faults += find_faults(office, name="patrol-run")
    office.goto(f"{site.url}/desk/patrol/")
    faults += find_faults(office, name="patrol-board")
    assert faults == []
    case = Run.objects.get().findings.get(indicator="wording").case
    unit = site.enter("liaison")
    unit.goto(f"{site.url}/desk/cases/{case.number}/")
    assert "布署" in unit.inner_text("main")
    assert find_faults(unit, name="patrol-finding") == []
    planted.change("/zwdt/1.html", "布署", "部署")
    unit.goto(f"{site.url}/desk/cases/{case.number}/act/correct")
    unit.get_by_label("整改情况").fill("已改为部署")
    press(unit, "报告已整改")
    run_waiting_jobs()
    unit.goto(f"{site.url}/desk/cases/{case.number}/")
    assert "已整改销号" in unit.inner_text("main")
