"""A citizen on a phone applies, keeps number and code, is asked to supplement, sees the new date, fetches the letter."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from mingzheng.casework.models import Case
from mingzheng.casework.public import perform
from mingzheng.casework.tests.world import World, at
from mingzheng.domains.foi.citizen.printing import blank_form
from mingzheng.domains.foi.tests.applications import SUPPORT, settle_locally
from mingzheng.platform.files.public import store_upload
from mingzheng.platform.portal.serving import enlarge
from tests.browser.visitors import PHONE, Site, find_faults

pytestmark = pytest.mark.browser
# The warning of the unclassified system is the desk's; the public site carries none.
OF_THE_DESK = "the notice of the unclassified system is missing"


def look(page: Any, name: str) -> None:
    faults = [fault for fault in find_faults(page, name=f"citizen-{name}") if fault != OF_THE_DESK]
    assert faults == [], name


def photo() -> dict[str, Any]:
    out = BytesIO()
    Image.effect_noise((640, 400), 60).convert("RGB").save(out, "JPEG")
    return {"name": "IMG_0012.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def do(world: World, case: Case, action: str, who: str, on: date, **data: Any) -> None:
    perform(
        case.pk,
        action,
        actor=world.actor(who, on),
        occurred_on=on,
        recorded_at=at(on),
        data=data,
        key=f"journey:{action}",
    )


def go(page: Any, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_a_citizen_applies_supplements_and_fetches_the_letter(site: Site, clock: Any) -> None:
    settle_locally()
    page = site.open_browser(size=PHONE, touch=True)
    page.goto(f"{site.url}/apply/")
    look(page, "home")
    number, code = apply(page, site)
    case = Case.objects.get(number=number)
    follow(page, site, case, code, clock)
    fetch(page, site, case, code, clock)
    enlarged(page, site)


def apply(page: Any, site: Site) -> tuple[str, str]:
    page.get_by_role("link", name="我要申请").click()
    page.get_by_label("向哪个机关申请").select_option(index=1)
    page.get_by_label("信息的名称").fill("云溪路改造工程规划许可证")
    page.get_by_label("说得更具体一些").fill("")
    go(page, "下一步")
    look(page, "what-wrong")
    page.get_by_label("说得更具体一些").fill("2024年核发，云溪路东段。")
    go(page, "下一步")
    page.get_by_label("姓名或者单位名称").fill("季明澜")
    page.get_by_label("证件号码").fill("33010619900101123X")
    page.get_by_label("联系电话").fill("13800001111")
    look(page, "who")
    go(page, "下一步")
    page.get_by_label("身份证明照片").set_input_files(photo())
    look(page, "papers")
    go(page, "下一步")
    look(page, "check")
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/apply/done")
    look(page, "done")
    number, code = page.locator(".apply-slip dd").all_inner_texts()
    return number, code


def open_status(page: Any, site: Site, number: str, code: str) -> None:
    page.goto(f"{site.url}/apply/status")
    page.get_by_label("申请编号").fill(number)
    page.get_by_label("查询码").fill(code)
    go(page, "查看")
    page.wait_for_url("**/apply/mine")


def follow(page: Any, site: Site, case: Case, code: str, clock: Any) -> None:
    do(site.world, case, "ask_confirmation", "clerk", date(2026, 3, 2), note="请核对道路名称。")
    open_status(page, site, case.number, code)
    look(page, "asked-to-confirm")
    page.get_by_role("link", name="确认申请").click()
    go(page, "确认无误")
    page.wait_for_url("**/apply/mine")
    assert "2026年3月30日" in page.inner_text(".mine__clock")
    look(page, "running")
    do(site.world, case, "ask_supplement", "clerk", date(2026, 3, 2), missing="请写明许可证的核发机关或者编号。")
    clock.move_to(at(date(2026, 3, 11)))
    open_status(page, site, case.number, code)
    look(page, "asked-to-supplement")
    page.get_by_role("link", name="补正", exact=True).click()
    page.get_by_label("补正的内容").fill("编号开头为 YS-2024。")
    look(page, "supplement")
    go(page, "提交补正")
    page.wait_for_url("**/apply/mine")
    assert "2026年4月9日" in page.inner_text(".mine__clock")


def fetch(page: Any, site: Site, case: Case, code: str, clock: Any) -> None:
    world, on = site.world, date(2026, 3, 20)
    clock.move_to(at(on))
    pdf = blank_form(site="https://www.example.com", counter="示例", printed_on=on)
    letter = store_upload(BytesIO(pdf), filename="答复书.pdf", actor=world.actor("clerk", on), purpose="case").pk
    do(world, case, "draft_answer", "clerk", on, ground="A2", reply="现提供规划许可证复印件", **SUPPORT["A2"])
    do(world, case, "review_answer", "office_section", on, opinion="合法，不涉密")
    do(world, case, "approve_answer", "director", on)
    do(world, case, "deliver", "clerk", on, delivery="electronic", tracking="网站送达", papers=[letter])
    open_status(page, site, case.number, code)
    look(page, "answered")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载答复书").click()
    assert fetched.value.path().read_bytes().startswith(b"%PDF")
    checked = page.locator(".mine__code").inner_text()
    page.get_by_role("link", name="核验真伪").click()
    page.get_by_label("核验码").fill(checked)
    go(page, "核验")
    assert "核验码属实" in page.inner_text("main")
    look(page, "verified")


def enlarged(page: Any, site: Site) -> None:
    """The elder pages are the same pages, enlarged by the server in front; here that is done to what it answers."""
    page.route(
        "**/apply/**",
        lambda route: route.fulfill(response=(answer := route.fetch()), body=enlarge(answer.body())),
    )
    for name in ("mine", "status", "what"):
        page.goto(f"{site.url}/apply/{name}")
        look(page, f"elder-{name}")


def test_without_a_script_a_search_by_button_leads_to_an_application_of_seven_answers(site: Site) -> None:
    """The least an application asks for: seven answers and six buttons, on a phone that runs no script."""
    settle_locally()
    context = site.chromium.new_context(
        locale="zh-CN", viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{site.url}/apply/")
    page.get_by_label("想要的信息").fill("云溪路规划许可证")
    go(page, "搜索")
    page.get_by_role("link", name="申请公开", exact=True).click()
    assert page.get_by_label("信息的名称").input_value() == "云溪路规划许可证"
    page.get_by_label("向哪个机关申请").select_option(index=1)
    page.get_by_label("说得更具体一些").fill("2024年核发，云溪路东段。")
    go(page, "下一步")
    page.get_by_label("姓名或者单位名称").fill("季明澜")
    page.get_by_label("证件号码").fill("33010619900101123X")
    page.get_by_label("联系电话").fill("13800001111")
    go(page, "下一步")
    page.get_by_label("身份证明照片").set_input_files(photo())
    go(page, "下一步")
    go(page, "提交申请")
    number, code = page.locator(".apply-slip dd").all_inner_texts()
    open_status(page, site, number, code)
    assert "等待确认收到" in page.inner_text("main")
