"""A site served on this machine: a right one, into which tests plant faults; and how it is walked in tests."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from mingzheng.domains.patrol.crawling.walking import Limits, MemoryBook, Target, Visit, Walker, walk
from mingzheng.domains.patrol.judging.model import Found, Settings
from mingzheng.domains.patrol.judging.pages import PageReader
from mingzheng.domains.patrol.judging.public import judge
from mingzheng.domains.patrol.judging.site import Walked
from mingzheng.worktime.public import SHANGHAI

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
LIMITS = Limits(delay=0.0, page_seconds=3.0, workers=4, per_host=4)
SETTINGS = Settings(needs_gov_domain=False)
FOOT = (
    "<footer><p>主办：云山区人民政府办公室　联系电话：000-00000000</p><p>网站标识码：4400000001　示ICP备00000000号　"
    '示公网安备00000000000000号</p><a href="/jiucuo">我为政府网站找错</a><a href="/map/">网站地图</a></footer>'
)
SITE_TAGS = '<meta name="SiteName" content="云山区"><meta name="SiteDomain" content="x"><meta name="SiteIDCode" content="4400000001">'
COLUMNS = {
    "zwdt": ("政务动态", "2026-02-27"),
    "tzgg": ("通知公告", "2026-01-20"),
    "zcwj": ("政策文件", "2025-12-10"),
    "zcjd": ("政策解读", "2025-11-10"),
    "rsxx": ("人事信息", "2025-06-10"),
    "bstj": ("办事统计", "2026-01-10"),
    "lyhf": ("留言答复", "2026-02-10"),
    "gk": ("走进云山", ""),
    "jg": ("机构职能", ""),
    "ld": ("领导信息", ""),
}


def page(title: str, body: str, head: str = "", foot: str = FOOT) -> str:
    return (
        f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title>{SITE_TAGS}{head}</head>'
        f"<body><main><h1>{title}</h1>{body}</main>{foot}</body></html>"
    )


def article(title: str, day: str, words: str, head: str = "") -> str:
    tags = (
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">'
        '<meta name="ContentSource" content="区政府办公室">'
    )
    return page(title, f"<p>发布时间：{day}</p><p>{words}</p>", tags + head)


def right_pages() -> dict[str, Any]:
    """Return the pages of a site with nothing wrong, by path."""
    nav = "".join(f'<a href="/{code}/">{name}</a>' for code, (name, _) in COLUMNS.items())
    front = (
        f'<nav>{nav}</nav><form role="search" action="/s"><input type="search" name="q"></form>'
        '<a href="/ask/">网上咨询留言</a><a href="/serve/">办事服务</a><img src="/mark.png" alt="标志">'
        '<ul><li><a href="/zwdt/1.html">区里召开工作会议</a> 2026-02-27</li></ul>'
    )
    pages: dict[str, Any] = {
        "/": page("云山区人民政府", front),
        "/jiucuo": page("找错", "<p>请写明有错的网页地址，三个工作日内答复。</p>"),
        "/map/": page("网站地图", f"<nav>{nav}</nav><p>本站全部栏目列在这里，便于查找。</p>"),
        "/ask/": page("网上咨询", "<p>请写明要咨询的事项和联系方式，五个工作日内答复。</p>"),
        "/serve/": page("办事服务", '<p>可以在网上办理的事项。</p><a href="/serve/1.html">办理食品经营许可</a>'),
        "/serve/1.html": page("食品经营许可办事指南", GUIDE),
        "/mark.png": (200, {"Content-Type": "image/png"}, b"png"),
    }
    for code, (name, day) in COLUMNS.items():
        tag = f'<meta name="ColumnName" content="{name}">'
        words = (
            f'<ul><li><a href="/{code}/1.html">{name}第一条信息</a> {day}</li></ul>'
            if day
            else f"<p>{'本区情况介绍。' * 8}</p>"
        )
        pages[f"/{code}/"] = page(name, words, tag)
        if day:
            pages[f"/{code}/1.html"] = article(f"{name}第一条信息", day, "各单位按照安排做好有关工作。")
    return pages


GUIDE = "".join(
    f"<p>{name}：见本页。</p>"
    for name in ("事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系电话", "办理流程")
)

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Planted:
    """The served site. `asked` has every request's path in order; `most_at_once` how many were open together."""

    pages: dict[str, Any]
    url: str = ""
    asked: list[str] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    open_now: int = 0
    most_at_once: int = 0
    slowly: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, path: str, words: str) -> None:
        self.pages[path] = words

    def change(self, path: str, old: str, new: str) -> None:
        assert old in self.pages[path], (path, old)
        self.pages[path] = self.pages[path].replace(old, new)


@contextmanager
def served(pages: dict[str, Any] | None = None) -> Iterator[Planted]:
    """Serve pages (text, (status, headers, body), or a function of the handler) on a port of this machine."""
    site = Planted(right_pages() if pages is None else pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            with site.lock:
                site.asked.append(self.path)
                site.moments.append(time.monotonic())
                site.open_now += 1
                site.most_at_once = max(site.most_at_once, site.open_now)
            try:
                time.sleep(site.slowly)
                self.reply(site.pages.get(self.path, site.pages.get(urlsplit(self.path).path)))
            except (BrokenPipeError, ConnectionResetError):
                pass
            finally:
                with site.lock:
                    site.open_now -= 1

        def reply(self, found: Any) -> None:
            if callable(found):
                found(self)
                return
            if found is None:
                found = (404, {"Content-Type": "text/html"}, b"<p>no</p>")
            if isinstance(found, str):
                found = (200, {"Content-Type": "text/html; charset=utf-8"}, found.encode())
            status, headers, body = found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def walk_over(site: Planted, limits: Limits = LIMITS, **settings: Any) -> tuple[Walked, MemoryBook]:
    """Walk over a served site from memory."""
    target = Target(site.url, allowed=frozenset({"127.0.0.1"}))
    walker = Walker(target, limits, PageReader(ON, ("赌场",)), lambda: AT)
    book = MemoryBook(Visit(site.url), limits)
    walk(walker, book, until=time.monotonic() + 60)
    columns = settings.pop("columns", ())
    return Walked(target, book.seen, ON, columns, settings.pop("settings", SETTINGS)), book


def findings_of(site: Planted, **more: Any) -> list[Found]:
    return judge(walk_over(site, **more)[0])


def codes_of(site: Planted, **more: Any) -> set[str]:
    return {one.indicator for one in findings_of(site, **more)}
