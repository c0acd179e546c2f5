"""People at their browsers: signing in, opening pages, and what every page must be."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from mingzheng.casework.tests.world import World
from mingzheng.platform.accounts.models import Account
from mingzheng.platform.accounts.tests.browsers import signed_in_as
from mingzheng.platform.ledger.public import now

WARNING = "非涉密系统，严禁处理、存储、传输国家秘密"
DESKTOP, PHONE = (1440, 900), (390, 844)
PASSWORD = "Yunshan-kezhang-7"
# What a page that answers 4xx on purpose makes the browser say; everything else on the console is a defect.
EXPECTED = re.compile(r"status of (404|403|409|410|422)")
TOO_WIDE = """() => {
  const room = document.documentElement;
  if (room.scrollWidth <= room.clientWidth) return "";
  const wide = [...document.querySelectorAll("body *")].find((one) =>
    one.getBoundingClientRect().right > room.clientWidth + 1 &&
    !one.closest(".scroller, .table-wrap, [role=region][tabindex='0']"));
  return `${room.scrollWidth} > ${room.clientWidth}: ${wide ? wide.outerHTML.slice(0, 160) : "?"}`;
}"""

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
BROKEN_RULES = """async () => (await axe.run(document, {
  rules: { "color-contrast": { enabled: false } }, resultTypes: ["violations"],
})).violations"""
BROKEN_COLOURS = """async (sound) => {
  const known = new Set(sound);
  const grounds = new Map([[null, ""]]), kinds = new Map();
  const groundOf = (one) => {
    if (!grounds.has(one)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
      const own = [backgroundColor, backgroundImage, opacity].filter((part) => !PLAIN.includes(part)).join();
      grounds.set(one, (own && own + ";") + groundOf(one.parentElement));  // what is clear changes nothing
    }
    return grounds.get(one);
  };
  for (const one of document.querySelectorAll("body *")) {
    const own = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("");
    const said = String(one.value || one.placeholder || own).trim();
    if (said.length < 2 || !one.checkVisibility()) continue;  // axe does not judge a single sign
    const { color, fontSize, fontWeight } = getComputedStyle(one);
    const kind = [color, fontSize, fontWeight, groundOf(one)].join();
    if (known.has(kind)) continue;
    const few = kinds.get(kind) || kinds.set(kind, []).get(kind);
    if (few.length < 3) few.push(one);
  }
  const options = { runOnly: ["color-contrast"], resultTypes: ["violations"] };
  const elements = [...kinds.values()].flat();
  const broken = kinds.size ? (await axe.run({ include: elements }, options)).violations : [];
  return { broken, kinds: [...kinds.keys()] };
}""".replace("PLAIN", '["rgba(0, 0, 0, 0)", "none", "1"]')
# What colours on what ground axe has found readable in this run.
_sound_colours: set[str] = set()
# Colours change with the next frames; what is judged before that is half of each.
COLOURS_CHANGED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(async () => {
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  done();
})))"""


@dataclass
class Site:
    """The served house, its people, and the browsers opened on it."""

    url: str
    world: World
    chromium: Any
    complaints: list[str] = field(default_factory=list)

    def open_browser(self, *, size: tuple[int, int] = DESKTOP, touch: bool = False) -> Any:
        """Return a page of a browser of its own, watched for errors and for requests that leave this machine."""
        context = self.chromium.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
            has_touch=touch,
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._note_request)
        return page

    def sign_in(self, who: str, **browser: Any) -> Any:
        """Sign somebody in with the form at the door, and return his page at home."""
        account = self.world.accounts[who]
        account.set_password(PASSWORD)
        account.password_changed_at = now()
        account.save(update_fields=["password", "password_changed_at"])
        page = self.open_browser(**browser)
        page.goto(f"{self.url}/desk/")
        page.get_by_label("登录名").fill(account.username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{self.url}/desk/")
        return page

    def enter(self, who: str | Account, **browser: Any) -> Any:
        """Return a page of somebody already signed in; for tests that are not about signing in."""
        account = self.world.accounts[who] if isinstance(who, str) else who
        account.password_changed_at = now()
        account.save(update_fields=["password_changed_at"])
        key = signed_in_as(account).cookies[settings.SESSION_COOKIE_NAME].value
        page = self.open_browser(**browser)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.url}])
        return page

    def _note_console(self, message: Any) -> None:
        if message.type == "error" and not EXPECTED.search(message.text):
            self.complaints.append(f"console: {message.text} at {message.location.get('url', '')}")

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:", "blob:", "about:")):
            self.complaints.append(f"left the machine: {request.url}")


def find_faults(page: Any, *, name: str = "") -> list[str]:
    """Return what is wrong with an open page: the notice, accessibility in light and dark, width on a small phone."""
    faults = [] if WARNING in page.inner_text("body") else ["the notice of the unclassified system is missing"]
    take_picture(page, name)
    return faults + faults_of_looks(page)


def faults_of_looks(page: Any) -> list[str]:
    """Return what is wrong with how a page looks: accessibility in light and dark, width on a small phone.

    No database changes that: the run on SQLite tells it, the one on PostgreSQL does not look again.
    """
    if connection.vendor == "postgresql":
        return []
    faults = [f"light: {words}" for words in violations(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate(COLOURS_CHANGED)
    faults += [f"dark: {words}" for words in violations(page, only_colours=True)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    with sized(page, (320, 800)):
        wide = page.evaluate(TOO_WIDE)
    return faults + ([f"scrolls sideways at 320 px: {wide}"] if wide else [])


def violations(page: Any, *, only_colours: bool = False) -> list[str]:
    """Return the accessibility rules broken, each with the first elements that break it.

    What colours ask is asked of three elements for each colour and what lies behind it, once for all pages: all others
    would say the same.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
        # Half a megabyte: every further page of this browser has it from the start.
        page.context.add_init_script(AXE)
    colours = page.evaluate(BROKEN_COLOURS, sorted(_sound_colours))
    if not colours["broken"]:
        _sound_colours.update(colours["kinds"])
    found = colours["broken"] + ([] if only_colours else page.evaluate(BROKEN_RULES))
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes']][:3]}" for rule in found]


@contextmanager
def sized(page: Any, size: tuple[int, int]) -> Iterator[None]:
    """Give the page another size for a while."""
    before = page.viewport_size
    page.set_viewport_size({"width": size[0], "height": size[1]})
    yield
    page.set_viewport_size(before)


def take_picture(page: Any, name: str) -> None:
    """Keep pictures of the page for people to look at, where MINGZHENG_PICTURES names a folder."""
    folder = os.environ.get("MINGZHENG_PICTURES")
    if not folder or not name:
        return
    page.screenshot(path=str(Path(folder) / f"{name}-1440.png"), full_page=True)
    with sized(page, PHONE):
        page.screenshot(path=str(Path(folder) / f"{name}-390.png"), full_page=True)


def press(page: Any, name: str) -> None:
    """Press a button that leads on, and wait for where it leads."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def act_on(page: Any, base: str, number: str, code: str, button: str, **fields: str) -> None:
    """Perform one act of a procedure on its form; the page must then be another one."""
    page.goto(f"{base}/desk/cases/{number}/act/{code}")
    for name, value in fields.items():
        field = page.locator(f"[name={name}]")
        kind = field.first.evaluate("one => one.tagName + (one.type || '')")
        if kind == "SELECTselect-one":
            field.select_option(value)
        elif "radio" in kind:
            page.locator(f"[name={name}][value={value}]").check()
        else:
            field.fill(value)
    press(page, button)
    assert "/act/" not in page.url, page.inner_text("main")
