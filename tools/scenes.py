"""What the pictures show: who looks at which screen of the demo district, and a row worked off from import to 销号."""

import importlib
import io
import secrets
import string
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import pyotp
import pypdfium2
from docx import Document
from PIL import Image

DESKTOP, PHONE = (1280, 800), (390, 844)
MANUAL, STORY = "manual/images", "images"
SCHEME = "公共服务便利化专项工作分工表"
ROW = "体育场地错时开放"


class Camera:
    """A browser in which each reader keeps a window of his own, and where pictures go."""

    def __init__(self, browser: Any, address: str, passwords: dict[str, str], docs: Path) -> None:
        self.browser, self.address, self.passwords, self.docs = browser, address, passwords, docs
        self.windows: dict[tuple[str, tuple[int, int]], Any] = {}

    def window(self, name: str = "", size: tuple[int, int] = DESKTOP) -> Any:
        """Return the window of a reader, signed in; without a name, a stranger's."""
        if (name, size) not in self.windows:
            context = self.browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.set_default_timeout(20_000)
            self.windows[name, size] = page
            if name:
                self._sign_in(page, name)
        return self.windows[name, size]

    def _sign_in(self, page: Any, name: str) -> None:
        page.goto(f"{self.address}/desk/sign-in")
        page.fill("[name=username]", name)
        page.fill("[name=password]", self.passwords[name])
        page.click("button:has-text('登录')")
        if "/account/password" in page.url:
            self._choose_password(page, name)
        if "/second-factor" in page.url:
            page.fill("[name=code]", pyotp.TOTP(page.inner_text("main code").strip()).now())
            page.click("button:has-text('启用动态口令')")

    def _choose_password(self, page: Any, name: str) -> None:
        letters = string.ascii_letters + string.digits
        fresh = "".join(secrets.choice(letters) for _ in range(18)) + "#7aZ"
        page.fill("[name=current_password]", self.passwords[name])
        page.fill("[name=new_password]", fresh)
        page.fill("[name=repeated]", fresh)
        page.click("form:has([name=repeated]) button[type=submit]")
        self.passwords[name] = fresh
        page.goto(f"{self.address}/desk/")

    def open(self, name: str, path: str, size: tuple[int, int] = DESKTOP) -> Any:
        """Open an address in a reader's window; a screen that is not there stops everything."""
        page = self.window(name, size)
        answer = page.goto(f"{self.address}{path}")
        if answer.status >= 400:
            raise click.ClickException(f"{name} {path}: {answer.status}")
        return page

    def keep(self, page: Any, picture: str, *, whole: bool = False) -> None:
        """Save what a window shows, in few colours."""
        self.save(Image.open(io.BytesIO(page.screenshot(full_page=whole))), picture)

    def save(self, image: Image.Image, picture: str) -> None:
        """Write a picture below `docs`, small enough for a repository."""
        target = self.docs / f"{picture}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        few = image.convert("RGB").quantize(255, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(target, optimize=True)
        click.echo(f"  {picture}.png {target.stat().st_size // 1024} kB")


def rows(**wanted: Any) -> Any:
    """Return the demo's cases, read straight from its database."""
    model = importlib.import_module("mingzheng.casework.public").Case
    return model.objects.filter(**wanted).order_by("pk")


def take_stills(camera: Camera) -> None:
    """The screens of an ordinary day."""
    camera.keep(camera.open("", "/desk/sign-in"), f"{MANUAL}/sign-in")
    running = rows(procedure="workplan_scheme", state="booked").first()
    pending = rows(procedure="workplan_item", sign_offs__state="pending", handling_unit__short_name="区教育局").first()
    item = pending or rows(procedure="workplan_item", state="under_way").first()
    for name, path, picture in (
        ("jingban", "/desk/", "home"),
        ("kezhang", "/desk/procedures/workplan_item/?state=under_way", "list"),
        ("kezhang", "/desk/procedures/workplan_item/board", "board"),
        ("lianluo", f"/desk/cases/{item.number}/", "case"),
        ("lianluo", f"/desk/cases/{item.number}/act/report_progress", "act"),
        ("kezhang", f"/desk/plan/ledgers/{running.number}/", "ledger"),
        ("lianluo", "/desk/account/", "account"),
    ):
        camera.keep(camera.open(name, path), f"{MANUAL}/{picture}")
    camera.keep(camera.open("juzhang", "/desk/", PHONE), f"{MANUAL}/phone-home")
    camera.keep(camera.open("juzhang", f"/desk/cases/{item.number}/", PHONE), f"{MANUAL}/phone-case")
    _take_latest_round(camera)
    _take_letter(camera)
    _take_explanation(camera, item)


def take_numbers(camera: Camera) -> None:
    """Figures, record books, returns and the annual report."""
    report = rows(procedure="reports_annual", handling_unit__short_name="区教育局").last()
    report = report or rows(procedure="reports_annual").last()
    form = rows(procedure="figure_form").exclude(state="draft").last()
    filling = rows(procedure="figure_return", handling_unit__short_name="区教育局").last()
    for name, path, picture in (
        ("kezhang", "/desk/figures/casework.received/?period=year:2025", "figure"),
        ("kezhang", "/desk/registers/", "registers"),
        ("kezhang", f"/desk/returns/forms/{form.number}/", "return-board"),
        ("lianluo", f"/desk/returns/fill/{filling.number}/", "return-fill"),
        ("lianluo", f"/desk/reports/{report.number}/numbers", "report-numbers"),
    ):
        camera.keep(camera.open(name, path), f"{MANUAL}/{picture}")
    page = camera.open("lianluo", f"/desk/reports/{report.number}/text")
    page.evaluate("window.scrollBy(0, 560)")
    camera.keep(page, f"{MANUAL}/report-text")


def take_openness(camera: Camera) -> None:
    """Publishing, the annual report of disclosure and consultations."""
    report = rows(procedure="disclosure_annual_report").last()
    for name, path, picture in (
        ("jingban", "/desk/foi/annual/", "annual-board"),
        ("jingban", f"/desk/foi/annual/{report.number}/text", "annual-text"),
        ("jingban", "/desk/procedures/publication/", "publishing"),
        ("jingban", "/desk/publishing/platform", "publishing-platform"),
        ("jingban", "/desk/openness/gaps/", "openness-gaps"),
        ("jingban", "/desk/foi/oversight", "oversight"),
    ):
        camera.keep(camera.open(name, path), f"{MANUAL}/{picture}")


def _take_latest_round(camera: Camera) -> None:
    model = importlib.import_module("mingzheng.domains.workplan.models").ReportingRound
    latest = model.objects.order_by("opens_on").last()
    camera.keep(camera.open("kezhang", f"/desk/plan/rounds/{latest.pk}/"), f"{MANUAL}/round")


def _take_letter(camera: Camera) -> None:
    model = importlib.import_module("mingzheng.domains.workplan.models").Letter
    letter = model.objects.filter(kind="supervision").last()
    page = camera.window("kezhang")
    answer = page.request.get(f"{camera.address}/desk/plan/letters/{letter.pk}.pdf")
    sheet = pypdfium2.PdfDocument(answer.body())[0]
    camera.save(sheet.render(scale=1.1).to_pil(), f"{MANUAL}/letter")


def _take_explanation(camera: Camera, item: Any) -> None:
    page = camera.open("lianluo", f"/desk/cases/{item.number}/")
    link = page.locator("summary:has-text('怎么算的')").first
    if link.count():
        link.click()
        camera.keep(page, f"{MANUAL}/due")


def take_administration(camera: Camera) -> None:
    """The screens of the three administrators."""
    for name, path, picture in (
        ("xitong", "/desk/admin/units/", "admin-units"),
        ("xitong", "/desk/admin/parameters/", "admin-parameters"),
        ("anquan", "/desk/admin/grants/", "admin-grants"),
        ("shenji", "/desk/admin/ledger/", "admin-ledger"),
    ):
        camera.keep(camera.open(name, path), f"{MANUAL}/{picture}")


def act(page: Any, title: str, given: dict[str, str]) -> None:
    """Fill the form that is open and press its button."""
    for name, value in given.items():
        page.fill(f"main [name={name}]", value)
    page.click(f"main form.form--card button:has-text('{title}')")
    page.wait_for_load_state()
    if page.locator(".notice--refusal, .error-summary").count():
        raise click.ClickException(f"{title}: {page.inner_text('.notice--refusal, .error-summary')}")


def take_walkthrough(camera: Camera) -> None:
    """One scheme from its document to the first row struck off, by people of four roles."""
    number = _import(camera)
    _check(camera, number)
    _book(camera, number)
    item = rows(procedure="workplan_item", parent__parent__number=number, title__contains=ROW).filter(
        handling_unit__short_name="区教育局"
    )
    if not item.exists():
        item = rows(procedure="workplan_item", title__contains=ROW, handling_unit__short_name="区教育局")
    _work(camera, item.last().number)
    page = camera.open("kezhang", f"/desk/plan/ledgers/{number}/")
    page.locator(f"main :text('{ROW}')").first.scroll_into_view_if_needed()
    camera.keep(page, f"{STORY}/walk-15-ledger")


def _import(camera: Camera) -> str:
    page = camera.open("jingban", "/desk/plan/import")
    page.set_input_files("[name=document]", _scheme_in_time())
    camera.keep(page, f"{STORY}/walk-01-import")
    page.click("main button:has-text('读取方案')")
    page.wait_for_url("**/check")
    camera.keep(page, f"{STORY}/walk-02-check")
    return str(page.url.split("/schemes/")[1].split("/")[0])


def _scheme_in_time() -> Path:
    """Write the demo's unbooked scheme with its dates in what is left of the year, so that nothing begins late."""
    papers = importlib.import_module("mingzheng.config.demo.papers")
    year = importlib.import_module("mingzheng.platform.ledger.public").today().year
    units = ("区教育局", "区民政局", "区交通局", "区城管局", "区发改局", "区政数局")
    paper = papers.write_scheme("scheme_to_try", year=year, recipients=units, issued_on=date(year, 6, 5))
    document = Document(io.BytesIO(paper.content))
    for cell in (cell for table in document.tables for row in table.rows for cell in row.cells):
        if cell.text in {"7月15日前", "8月底前", "9月底前", "10月底前"}:
            cell.paragraphs[0].runs[0].text = "年底前"
            for run in cell.paragraphs[0].runs[1:]:
                run.text = ""
    target = Path(tempfile.mkdtemp()) / paper.file_name
    document.save(str(target))
    return target


def _check(camera: Camera, number: str) -> None:
    page = camera.open("jingban", f"/desk/plan/schemes/{number}/check")
    for _ in range(6):
        questions = page.locator(".ask button:has-text('不列入')")
        if not questions.count():
            break
        questions.first.click()
        page.wait_for_timeout(1_500)
        page.goto(page.url.split("#")[0])
    camera.keep(page, f"{STORY}/walk-03-checked")


def _book(camera: Camera, number: str) -> None:
    page = camera.open("kezhang", f"/desk/cases/{number}/act/book")
    camera.keep(page, f"{STORY}/walk-04-book")
    act(page, "建账", {})
    for _ in range(240):
        if rows(number=number, state="booked").exists():
            break
        page.wait_for_timeout(1_000)
    else:
        raise click.ClickException("the scheme was not booked")
    camera.keep(camera.open("kezhang", f"/desk/plan/ledgers/{number}/"), f"{STORY}/walk-05-ledger")


def _work(camera: Camera, number: str) -> None:
    case = f"/desk/cases/{number}/"
    camera.keep(camera.open("lianluo", "/desk/"), f"{STORY}/walk-06-home")
    camera.keep(camera.open("lianluo", case), f"{STORY}/walk-07-case")
    act(camera.open("lianluo", f"{case}act/receive"), "签收", {})
    page = camera.open("lianluo", f"{case}act/set_plan")
    page.fill(
        "[name=measure]", "12月上旬公布全区38所中小学操场开放时段；线上预约，学校和社区共同管理，意外险由区级统一投保。"
    )
    page.fill("[name=responsible_person]", "冯晚晴")
    camera.keep(page, f"{STORY}/walk-08-plan")
    act(page, "填写措施", {})
    page = camera.open("lianluo", f"{case}act/request_report_done")
    page.fill(
        "[name=result]",
        "38所学校操场已全部错时开放，时段和预约方式已在区政府网站、校门口同步公布，首周接待居民1240人次。",
    )
    camera.keep(page, f"{STORY}/walk-09-report")
    act(page, "送审", {})
    page = camera.open("danweikezhang", f"{case}act/sign")
    page.fill("[name=opinion]", "情况属实，同意报出。")
    camera.keep(page, f"{STORY}/walk-10-section")
    act(page, "审签同意", {})
    page = camera.open("juzhang", case, PHONE)
    camera.keep(page, f"{STORY}/walk-11-head-phone")
    act(camera.open("juzhang", f"{case}act/sign", PHONE), "审签同意", {"opinion": "同意。"})
    page = camera.open("heyan", f"{case}act/verify")
    page.fill("[name=opinion]", "抽查6所学校，开放时段与公布一致，预约可用。同意销号。")
    camera.keep(page, f"{STORY}/walk-12-verify")
    act(page, "核验通过", {})
    page = camera.open("kezhang", f"{case}act/strike_off")
    camera.keep(page, f"{STORY}/walk-13-strike-off")
    act(page, "销号", {})
    camera.keep(camera.open("kezhang", case), f"{STORY}/walk-14-done", whole=True)


SCENES: dict[str, Callable[[Camera], None]] = {
    "stills": take_stills,
    "administration": take_administration,
    "numbers": take_numbers,
    "openness": take_openness,
    "walkthrough": take_walkthrough,
}
