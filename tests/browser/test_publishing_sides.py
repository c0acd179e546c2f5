"""The sides of publishing at their desks: the provincial platform, old articles, boards, sheets, seals, the citizen's pages."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest

from mingzheng.casework import ports
from mingzheng.casework.ports import GateAnswer
from mingzheng.casework.tests.world import NOW, TODAY, World, make_world
from mingzheng.domains.publishing.migrating.services import begin_migration
from mingzheng.domains.publishing.models import (
    Alarm,
    Column,
    MediaAccount,
    MediaPost,
    Migration,
    Posting,
    SubsidyPayment,
    Takedown,
    UnitSite,
)
from mingzheng.domains.publishing.tests.publishing import Desk, Proofreader
from mingzheng.platform.files.public import store_upload
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.rebuilding import open_rebuild, rebuild_step
from mingzheng.platform.portal.serving import SiteServer
from tests.browser.visitors import TOO_WIDE, Site, find_faults, sized, take_picture, violations

pytestmark = [pytest.mark.browser, pytest.mark.once]
OLD = (
    "标题,发布时间,栏目,正文\n春季植树的通知,2021-03-05 10:23,政策文件,正文一段。\n"
    "旧简讯,2020-01-02,老栏目,正文。\n缺正文,2020-01-03,政策文件,\n"
)
THEIRS = (
    "信息标题,稿件ID,发布时间,发布状态\n社区食堂运营补助办法,P-771,2026-03-02,已发布\n"
    "另一平台的信息,P-772,2026-03-01,已发布\n"
)
SHEET = "社区,户数\n翠湖社区,12\n"


@pytest.fixture
def world(transactional_db: None) -> World:
    """Return the district with an office that publishes."""
    world = make_world()
    office, district = world.district.office, world.district.district
    for key, name, level, role in (
        ("second", "冯清和", "clerk", "office_clerk"),
        ("publicity", "许望舒", "clerk", "office_clerk"),
        ("deputy_office", "沈知白", "deputy", "office_director"),
    ):
        world.add(key, name, office, level, role, over=district)
    Column.objects.create(code="zcwj", name="政策文件", kind="policy", owner_unit=office, block="statutory")
    Column.objects.create(code="cfgs", name="行政处罚公示", kind="topic", owner_unit=office, topic="penalty", order=1)
    return world


@pytest.fixture
def desk(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return the office at work, with a proofreader that finds nothing."""
    monkeypatch.setattr(ports, "_gate", Proofreader(GateAnswer(was_checked=True)))
    return Desk(world, "publication")


def record(world: World, **values: Any) -> dict[str, Any]:
    """Return the columns every record has."""
    base = {"unit": world.district.office, "occurred_on": TODAY, "visibility": -1, "entered_name": "冯清和"}
    return base | {"entered_at": NOW, "changed_name": "冯清和", "changed_act": "enter", "changed_at": NOW} | values


def fill(desk: Desk) -> None:
    """Publish, post and pay; take one down, have one differ, and begin a batch of old articles."""
    world = desk.world
    first = desk.draft(title="社区食堂运营补助办法", item_class="policy")
    desk.attach(first, "社区名单.csv", SHEET.encode())
    desk.clear(first)
    desk.do(first, "submit")
    desk.sign(first)
    desk.do(first, "publish", "publicity")
    down = desk.published(title="误发的一件")
    desk.do(down, "take_down", "director", kind="privacy", reason="含有个人信息", title="一件已下线的信息")
    wrong = desk.published(title="被改动的通知")
    Alarm.objects.create(publication=desk.current(wrong), differences=["正文文字与审定稿不一致"], found_at=NOW)
    account = MediaAccount.objects.create(
        **record(world, title="云山发布", occurred_on=dt.date(2025, 1, 1)),
        **{"platform": "wechat", "handle": "ysfb", "keeper": "冯清和", "status": "active"},
    )
    MediaAccount.objects.create(
        **record(world, title="云山视频", occurred_on=dt.date(2025, 1, 1)),
        **{"platform": "channels", "handle": "yssp", "keeper": "许望舒", "status": "active"},
    )
    post = MediaPost.objects.create(**record(world, title="社区食堂开门了"), form="article", reads=12_345, likes=67)
    post.accounts.add(account)
    for name, amount in (("李小红", 384), ("欧阳建国", 1200), ("王五", 96)):
        SubsidyPayment.objects.create(
            **record(world, title="2026年耕地地力保护补贴"),
            **{"subsidy": "耕地地力保护补贴", "community": "翠湖社区", "year": 2026, "beneficiary": name},
            basis_of_amount="3.2 亩 × 120 元",
            amount=Decimal(amount),
        )
    Posting.objects.create(
        **record(world, title="翠湖社区耕地地力保护补贴公示"), matter="subsidy", until=TODAY + dt.timedelta(days=7)
    )
    UnitSite.objects.create(
        code="bgs", unit=world.district.office, name="区政府办公室", introduction="协助区政府领导处理日常工作。"
    )
    actor = desk.actor("office_section", TODAY)
    stored = store_upload(io.BytesIO(OLD.encode()), filename="旧稿.csv", actor=actor, purpose="old_articles")
    begin_migration(stored, None, name="旧稿.csv", actor=actor, at=NOW)


@pytest.mark.appearance
def test_every_side_of_publishing_is_in_order(desk: Desk, site: Site) -> None:
    fill(desk)
    page = site.enter("office_section")
    number = desk.case(desk.current_id("社区食堂运营补助办法")).number
    paths = {
        "exchange": "publishing/platform",
        "item-exchange": f"publishing/{number}/platform",
        "reconcile": "publishing/platform/reconcile",
        "migrations": "publishing/migrations",
        "migration": f"publishing/migrations/{Migration.objects.get().pk}",
        "alarms": "publishing/alarms",
        "media": "publishing/media",
        "sheets": "publishing/subsidies",
        "sheet": "publishing/subsidies/2026/翠湖社区/耕地地力保护补贴",
        "annual": "publishing/annual",
        "unit-sites": "publishing/sites",
        "unit-site": "publishing/sites/new",
        "seals": "publishing/sealed",
    }
    faults = []
    for name, path in paths.items():
        answer = page.goto(f"{site.url}/desk/{path}")
        faults += [f"{path} answers {answer.status}"] if answer.status != 200 else []
        faults += [f"{path} {fault}" for fault in find_faults(page, name=f"publishing-{name}")]
    assert faults == []


def test_numbers_of_the_platform_come_back_and_two_keys_open_what_was_sealed(desk: Desk, site: Site) -> None:
    fill(desk)
    page = site.enter("office_section")
    page.goto(f"{site.url}/desk/publishing/platform/reconcile")
    page.set_input_files("[name=sheet]", {"name": "清单.csv", "mimeType": "text/csv", "buffer": THEIRS.encode()})
    page.fill("[name=until]", "2026-03-31")
    page.get_by_role("button", name="上传并对账").click()
    page.wait_for_url("**/reconcile/*")
    assert "不是从本系统发布的" in page.inner_text("table")
    take_picture(page, "publishing-reconciliation")
    page.get_by_role("button", name="登记这些编号").click()
    page.wait_for_load_state()
    case = desk.case(desk.current_id("社区食堂运营补助办法"))
    case.refresh_from_db()
    assert case.external_number == "P-771"
    page.goto(f"{site.url}/desk/publishing/sealed")
    page.get_by_label("调阅事由").fill("纪检调阅")
    page.get_by_role("button", name="申请调阅").click()
    page.wait_for_load_state()
    assert page.get_by_role("button", name="同意调阅").count() == 0
    other = site.enter("deputy_office")
    other.goto(f"{site.url}/desk/publishing/sealed")
    other.get_by_role("button", name="同意调阅").click()
    other.wait_for_url("**/sealed/*")
    assert "误发的一件" in other.inner_text("main")
    assert find_faults(other, name="publishing-opened") == []
    assert "误发的一件" not in str(Takedown.objects.get().item.case.acts.values_list("data", flat=True))


def test_a_citizen_reads_the_four_blocks_a_unit_site_and_an_attachment(
    desk: Desk, site: Site, live_server: Any, settings: Any, tmp_path: Any
) -> None:
    settings.SITE_DIR = tmp_path / "site"
    fill(desk)
    run = open_rebuild(at=now())
    while rebuild_step(run.pk, at=now()):
        pass
    server = live_server.thread.httpd
    server.set_app(SiteServer(server.get_app(), settings.SITE_DIR))
    page, faults = site.open_browser(), []
    item = desk.current(desk.current_id("社区食堂运营补助办法"))
    number = item.manifest["assets"][0]["number"]
    for name, path in {
        "openness": "/openness/",
        "units": "/units/",
        "unit": "/units/bgs/",
        "catalogue": "/catalogues/disclosure/",
        "article": f"/{item.path}/",
        "attachment": f"/{item.path}/f{number}-view.html",
    }.items():
        answer = page.goto(f"{site.url}{path}")
        faults += [f"{path} answers {answer.status}"] if answer.status != 200 else []
        faults += [f"{path} {fault}" for fault in violations(page)]
        take_picture(page, f"site-{name}")
        with sized(page, (320, 800)):
            wide = page.evaluate(TOO_WIDE)
            faults += [f"{path} {wide}"] if wide else []
    assert faults == []
    page.goto(f"{site.url}/{item.path}/")
    page.get_by_role("link", name="在线看").click()
    assert "翠湖社区" in page.inner_text("table")
