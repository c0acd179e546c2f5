"""A policy goes from a draft to the public by five people, each in his own browser; every page of publishing is in order."""

import re
from typing import Any

import pytest

from mingzheng.casework.public import Case
from mingzheng.casework.tests.world import NOW, World, make_world
from mingzheng.domains.publishing.models import Column
from mingzheng.domains.publishing.selectors import public_item, public_items
from tests.browser.visitors import PHONE, Site, act_on, find_faults, press, take_picture

pytestmark = pytest.mark.browser
SIGNERS = {
    "review_1": "second",
    "proof_1": "office_section",
    "review_2": "office_section",
    "proof_2": "director",
    "review_3": "director",
    "proof_3": "second",
}


@pytest.fixture
def world(transactional_db: None) -> World:
    """Return the district with an office that publishes, and two columns."""
    world = make_world()
    office, district = world.district.office, world.district.district
    world.add("second", "冯清和", office, "clerk", "office_clerk", over=district)
    world.add("publicity", "许望舒", office, "clerk", "office_clerk", over=district)
    Column.objects.create(code="zcwj", name="政策文件", kind="policy", owner_unit=office, has_recheck=True)
    Column.objects.create(code="yw", name="区内要闻", kind="news", owner_unit=office, order=1)
    return world


def act(page: Any, site: Site, number: str, code: str, button: str, **fields: str) -> None:
    """Perform one act of the procedure on its form."""
    act_on(page, site.url, number, code, button, **fields)


def begin(page: Any, site: Site) -> str:
    """Begin an item and return its number."""
    page.goto(f"{site.url}/desk/publishing/new")
    page.get_by_label("标题").fill("社区食堂运营补助办法")
    page.get_by_label("栏目").select_option("zcwj")
    page.get_by_label("信息类别").select_option("policy")
    press(page, "起草")
    found = re.search(r"publishing/(FB-[0-9-]+)/text", page.url)
    assert found is not None
    return found[1]


def write(page: Any) -> None:
    """Write a heading and a paragraph in the editor, and let the draft be kept."""
    editor = page.get_by_role("textbox", name="正文")
    editor.click()
    page.get_by_role("button", name="二级标题").click()
    editor.press_sequentially("补助对象")
    editor.press("Enter")
    editor.press_sequentially("面向社区居民供餐的社区食堂可以申领运营补助。")
    page.get_by_text("草稿已保存").wait_for()


def test_a_policy_is_published_by_five_people(site: Site) -> None:
    writer = site.enter("clerk")
    number = begin(writer, site)
    write(writer)
    writer.reload()
    assert "可以申领运营补助" in writer.get_by_role("textbox", name="正文").inner_text()
    press(writer, "保存并核校")
    act(
        writer,
        site,
        number,
        "fill_in",
        "填写公开要素",
        summary="规定补助对象、标准和申领程序。",
        source="区政府办公室",
        document_number="示府办〔2026〕1号",
        issuer="示例区政府办公室",
        written_on="2026-03-02",
        genre="notice",
    )
    act(writer, site, number, "submit", "送审")
    pages = {who: site.enter(who) for who in ("second", "office_section", "director", "publicity")}
    ground = {"mode": "active", "mode_ground": "a20", "mode_reason": "法定主动公开内容"}
    act(pages["office_section"], site, number, "determine_mode", "认定公开方式", **ground)
    act(pages["publicity"], site, number, "secrecy_review", "保密审查", secrecy="open", secrecy_basis="不涉密")
    titles = ("初审", "一校", "复审", "二校", "终审", "三校")
    for (step, who), title in zip(SIGNERS.items(), titles, strict=True):
        act(pages[who], site, number, step, title)
    assert public_items(NOW.replace(hour=23)).count() == 0
    act(pages["publicity"], site, number, "recheck", "宣传部门复核")
    act(pages["publicity"], site, number, "publish", "发布")
    case = Case.objects.get(number=number)
    shown = public_item(f"zcwj/2026/{case.pk}", NOW.replace(hour=23))
    assert shown is not None
    assert shown.html == "<h2>补助对象</h2><p>面向社区居民供餐的社区食堂可以申领运营补助。</p>"
    for name, path in (("case", f"cases/{number}/"), ("preview", f"publishing/{number}/preview")):
        writer.goto(f"{site.url}/desk/{path}")
        assert find_faults(writer, name=f"publishing-{name}") == []


@pytest.mark.appearance
def test_every_page_of_publishing_is_in_order(site: Site) -> None:
    page = site.enter("office_section")
    number = begin(page, site)
    write(page)
    press(page, "保存")
    column = Column.objects.get(code="zcwj")
    paths = {
        "new": "publishing/new",
        "write": f"publishing/{number}/text",
        "preview": f"publishing/{number}/preview",
        "columns": "publishing/columns",
        "column": f"publishing/columns/{column.pk}",
        "list": "cases/?procedure=publication",
        "case": f"cases/{number}/",
    }
    faults = []
    for name, path in paths.items():
        answer = page.goto(f"{site.url}/desk/{path}")
        faults += [f"{path} answers {answer.status}"] if answer.status != 200 else []
        faults += [f"{path} {fault}" for fault in find_faults(page, name=f"publishing-{name}")]
    page.get_by_role("link", name="写正文").first.click()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    take_picture(page, "publishing-phone")
    assert faults == [], "\n".join(faults)
