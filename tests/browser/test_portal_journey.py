"""A citizen on the public site: finds the rule in force, reads it large, leaves with a notice, meets what was withdrawn."""

import datetime as dt
from typing import Any

import pytest

from mingzheng.casework.tests.world import NOW
from mingzheng.domains.publishing.changes import SiteChange, SiteVerb, announce
from mingzheng.domains.publishing.models import ItemRelation, Publication, Withdrawal
from mingzheng.domains.publishing.site.finding import bring_in_index
from mingzheng.domains.publishing.site.tests.shelf import Text, make_column, put_on_shelf
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.rebuilding import open_rebuild, rebuild_step
from mingzheng.platform.portal.serving import SiteServer
from tests.browser.visitors import Site, faults_of_looks, violations

pytestmark = [pytest.mark.browser, pytest.mark.once]
LAW = '<h2>第一章 总则</h2><p>第一条　为发放养老补贴，制定本办法。详见<a href="https://service.example/">办事指南</a>。</p>'
TABLE = (
    "<table><caption>标准</caption><thead><tr><th>对象</th><th>每月（元）</th></tr></thead>"
    "<tbody><tr><td>特困人员</td><td>600</td></tr></tbody></table>"
)


@pytest.fixture
def published(site: Site, live_server: Any, settings: Any, tmp_path: Any) -> list[Publication]:
    """Publish a few items and serve their files as an installation does: before the application."""
    settings.SITE_DIR = tmp_path / "site"
    top = make_column("zwgk", "政府信息公开", description="依法主动公开的信息。")
    make_column("gfxwj", "行政规范性文件", parent=top)
    make_column("zjyj", "意见征集")
    at = NOW - dt.timedelta(days=3)
    fields = {
        "in_force_from": dt.date(2026, 1, 1),
        "document_number": "云府规〔2026〕1号",
        "summary": "养老补贴的对象和标准。",
    }
    old = {"in_force_from": dt.date(2020, 1, 1), "in_force_to": dt.date(2025, 12, 31)}
    period = {"extra": {"opens": "2026-03-01", "closes": "2026-12-31"}}
    items = put_on_shelf(
        [
            Text("云山区养老补贴发放办法", "gfxwj", LAW + TABLE, "normative", at, fields),
            Text("云山区养老补贴暂行办法", "gfxwj", LAW, "normative", at - dt.timedelta(days=90), old),
            Text("征求停车管理办法意见的公告", "zjyj", "<p>征求意见。</p>", "consultation", at, period),
        ]
    )
    ItemRelation.objects.create(item_id=items[0].item_id, other_id=items[1].item_id, kind="replaces", noted_at=at)
    run = open_rebuild(at=now())
    while rebuild_step(run.pk, at=now()):
        pass
    bring_in_index([one.item_id for one in items])
    server = live_server.thread.httpd
    server.set_app(SiteServer(server.get_app(), settings.SITE_DIR))
    return items


def faults_of(page: Any) -> list[str]:
    """Return what is wrong with how an open page looks, with its address."""
    return [f"{page.url} {fault}" for fault in faults_of_looks(page)]


def test_a_citizen_finds_reads_and_trusts(site: Site, published: list[Publication]) -> None:
    law, old, _ = published
    page = site.open_browser()
    page.goto(site.url + "/")
    page.get_by_label("搜文件、解读、问答").fill("yanglao")
    page.get_by_role("button", name="搜索").click()
    assert page.locator(".hits h2").first.inner_text().startswith("云山区养老补贴发放办法")
    page.get_by_role("link", name="云山区养老补贴发放办法").click()
    assert page.url == f"{site.url}/{law.path}/"
    assert page.locator(".banner strong").inner_text() == "现行有效"
    page.get_by_role("link", name="云山区养老补贴暂行办法").click()
    assert page.locator(".banner strong").inner_text() == "已失效"
    assert page.get_by_role("link", name="云山区养老补贴发放办法").count() >= 1
    page.go_back()
    page.get_by_role("link", name="办事指南").click()
    assert "您即将离开" in page.inner_text("h1")
    assert "https://service.example/" in page.inner_text("main")

    page.goto(f"{site.url}/{law.path}/")
    page.get_by_role("link", name="长者版").click()
    assert page.url == f"{site.url}/elder/{law.path}/"
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)") >= 24
    assert page.locator(".aids__phone a").bounding_box()["height"] >= 60
    page.get_by_role("link", name="首页").click()
    assert page.url == f"{site.url}/elder/"

    Withdrawal.objects.create(
        publication=old, kind="repealed", note="已被替代。", redirect=f"/{law.path}/", withdrawn_at=now()
    )
    Publication.objects.filter(pk=old.pk).update(withdrawn_at=now())
    announce(SiteChange(SiteVerb.WITHDRAWN, old.item_id, old.path))
    assert page.goto(f"{site.url}/{old.path}/").status == 410
    page.get_by_role("link", name="改读现行内容").click()
    assert page.url == f"{site.url}/{law.path}/"

    faults = []
    for path in (
        "/",
        f"/{law.path}/",
        f"/{old.path}/",
        "/zwgk/",
        "/zwgk/archive/2026-02.html",
        "/sitemap/",
        "/feeds/",
        "/corrections/",
    ):
        page.goto(site.url + path)
        faults += faults_of(page)
    for path in (
        "/search?q=养老",
        "/search?q=没有的",
        "/nowhere/",
        "/elder/",
        f"/elder/{law.path}/",
        "/elder/search?q=养老",
    ):
        page.goto(site.url + path)
        faults += faults_of(page)
    for choice in ("dark", "contrast"):
        page.evaluate("choice => localStorage.setItem('appearance', choice)", choice)
        for path in ("/elder/", f"/elder/{law.path}/", "/elder/search?q=养老"):
            page.goto(site.url + path)
            assert page.locator("html").get_attribute("data-theme") == choice
            faults += [f"{path} {choice}: {words}" for words in violations(page)]
    assert faults == [], "\n".join(faults)


def test_the_site_works_without_scripts(site: Site, published: list[Publication], chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site.url + "/")
    page.get_by_label("搜文件、解读、问答").fill("停车")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name="征求停车管理办法意见的公告").click()
    assert "征求意见。" in page.inner_text(".text")
    page.get_by_role("link", name="长者版").click()
    assert "/elder/" in page.url
    page.get_by_role("link", name="返回标准版").click()
    assert "/elder/" not in page.url
