"""The walk is polite, bounded and safe: robots, delay, hostile servers, private addresses, damaged pages; the command."""

import gzip
import json
import socket
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mingzheng.config.cli import main
from mingzheng.domains.patrol import ports
from mingzheng.domains.patrol.crawling import addresses
from mingzheng.domains.patrol.crawling.addresses import AddressRefused, is_public, normalise, resolve
from mingzheng.domains.patrol.crawling.exchange import fetch
from mingzheng.domains.patrol.crawling.filebook import FileBook
from mingzheng.domains.patrol.crawling.walking import VARIANTS
from mingzheng.domains.patrol.judging.pages import PageReader
from mingzheng.domains.patrol.tests.planted import LIMITS, ON, findings_of, page, right_pages, served, walk_over

HERE = frozenset({"127.0.0.1"})


def ask(url: str, *, most: int = 100_000, seconds: float = 1.0, allowed: frozenset[str] = HERE) -> Any:
    return fetch(url, allowed=allowed, seconds=seconds, most=most)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTP://A.gov.cn:80/x/../y#z", "http://a.gov.cn/y"),
        ("//b.gov.cn", "http://b.gov.cn/"),
        ("文件.html?q=政策", "http://a.gov.cn/d/%E6%96%87%E4%BB%B6.html?q=%E6%94%BF%E7%AD%96"),
        ("https://[::1]:8443/", "https://[::1]:8443/"),
        ("mailto:x@a.gov.cn", None),
        ("javascript:void(0)", None),
        ("http://user:word@a.gov.cn/", None),
        ("http://a.gov.cn:99999/", None),
        ("file:///etc/passwd", None),
        ("http://a.gov.cn//x/./y", "http://a.gov.cn//x/y"),
        ("http://a.gov.cn/../../y", "http://a.gov.cn/y"),
        ("http://a.gov.cn\\@evil/", None),
        ("http://" + "a" * 2000, None),
    ],
)
def test_addresses_have_one_form(given: str, expected: str | None) -> None:
    """What leads nowhere a reader goes is left out."""
    assert normalise(given, "http://a.gov.cn/d/") == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        *[(one, False) for one in ("127.0.0.1", "10.0.0.8", "192.168.1.1", "172.16.9.9", "169.254.169.254", "0.0.0.0")],
        *[(one, False) for one in ("100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1")],
        *[(one, False) for one in ("2002:7f00:1::", "64:ff9b::7f00:1", "255.255.255.255")],
    ],
)
def test_only_the_open_network_is_visited(address: str, expected: bool) -> None:
    """An address inside another is judged by the inner one."""
    assert is_public(address) is expected


def test_a_private_host_is_refused_unless_it_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name that points inside is refused too, by whatever way it is written."""
    for name in ("localhost", "127.0.0.1", "2130706433", "0x7f.1"):
        with pytest.raises(AddressRefused):
            resolve(name, 80, ())
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *a, **k: [(socket.AF_INET, 1, 6, "", ("10.1.2.3", 80))])
    with pytest.raises(AddressRefused, match="内网"):
        resolve("www.yunshan.example", 80, ())
    assert resolve("www.yunshan.example", 80, {"www.yunshan.example"}) == "10.1.2.3"
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *a, **k: [(socket.AF_INET, 1, 6, "", ("8.8.8.8", 1))])
    with pytest.raises(AddressRefused, match="端口"):
        resolve("www.yunshan.example", 22, ())


def test_a_redirect_inside_is_refused() -> None:
    """Each hop is judged anew: a page outside may not send us in, nor to another port of a listed host."""
    with served({"/": "secret"}) as inner, served() as outer:
        port = outer.url.split(":")[2].rstrip("/")
        outer.pages["/in"] = (302, {"Location": inner.url}, b"")
        outer.pages["/meta"] = (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b"")
        assert ask(f"{outer.url}in", allowed=frozenset({f"127.0.0.1:{port}"})).fault == "refused"
        assert ask(f"{outer.url}meta").fault == "refused"
        assert inner.asked == []
    assert ask("http://127.0.0.1/", allowed=frozenset()).fault == "refused"


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    for _ in range(200):
        handler.wfile.write(b"X-A: b\r\n")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_body(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(200):
        handler.wfile.write(b"a")
        time.sleep(0.05)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(2000):
        handler.wfile.write(b"<p>" + b"a" * 60_000)


def garbage(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\x01\x02 nonsense\r\n\r\n")


def hang(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2.5)


def test_a_hostile_server_costs_a_bounded_time_and_size() -> None:
    """Hanging, dripping, endless, packed and damaged answers end within the limits, each named."""
    bomb = gzip.compress(b"0" * 50_000_000)
    with served({}) as site:
        site.pages |= {"/hang": hang, "/drip": drip, "/body": drip_body, "/endless": endless, "/garbage": garbage}
        site.pages["/bomb"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, bomb)
        site.pages["/fake"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"no gzip")
        site.pages["/loop"] = (302, {"Location": "/loop2"}, b"")
        site.pages["/loop2"] = (302, {"Location": "/loop"}, b"")
        for number in range(9):
            site.pages[f"/r{number}"] = (301, {"Location": f"/r{number + 1}"}, b"")
        begun = time.monotonic()
        faults = {name: ask(site.url + name, seconds=0.6).fault for name in ("hang", "drip", "body")}
        assert time.monotonic() - begun < 4
        assert faults == {"hang": "timeout", "drip": "timeout", "body": "timeout"}
        big, packed = ask(f"{site.url}endless", seconds=5), ask(f"{site.url}bomb", seconds=5)
        assert (len(big.body), big.is_whole, len(packed.body), packed.is_whole) == (100_000, False, 100_000, False)
        rest = {name: ask(site.url + name).fault for name in ("garbage", "fake", "loop", "r0")}
        assert rest == {"garbage": "bad_answer", "fake": "bad_answer", "loop": "loop", "r0": "redirects"}
    assert ask(site.url).fault == "connection"
    assert ask("http://nowhere.invalid/", allowed=frozenset({"nowhere.invalid"})).fault in {"dns", "connection"}


def test_a_site_of_traps_is_walked_within_its_bounds() -> None:
    """Endless pages, calendars and deep paths end; what was left out is said, and nothing is judged missing."""
    pages = right_pages()
    pages["/"] = pages["/"].replace("</nav>", '<a href="/cal?d=0">日历</a><a href="/deep/0/">更多</a></nav>')

    def calendar(handler: BaseHTTPRequestHandler) -> None:
        number = int(handler.path.rpartition("=")[2]) + 1
        links = "".join(f'<a href="/cal?d={number * 3 + step}">日期</a>' for step in range(3))
        handler.reply(page("日历", f"<p>{links}</p>"))  # type: ignore[attr-defined]

    pages["/cal"] = calendar
    for number in range(40):
        pages[f"/deep/{number}/"] = page("深层", f'<a href="/deep/{number + 1}/">下一层页面</a>')
    with served(pages) as site:
        _, book = walk_over(site)
        assert sum("/cal?" in path for path in site.asked) == VARIANTS
        assert not any(path.startswith("/deep/13") for path in site.asked)
        site.asked.clear()
        _, book = walk_over(site, replace(LIMITS, pages=5, links=0))
        assert (book.counts.is_cut, book.counts.pages) == (True, 5)
        assert len(site.asked) == 6  # robots.txt is asked too


def test_damaged_pages_are_read_as_far_as_they_go() -> None:
    """Deep nesting, other character sets, zero bytes, no markup at all: never an error, a site of them never fails."""
    pages = right_pages()
    pages["/gk/"] = "<div>" * 30_000 + "深" + "</div>" * 30_000
    pages["/jg/"] = (200, {"Content-Type": "text/html"}, b"\xff\xfe\x00<p>\x00" * 50)
    pages["/ld/"] = (200, {"Content-Type": "text/html; charset=nonsense"}, b"")
    gbk = '<html><head><meta charset="gb2312"><title>栏目</title></head><body>按照布署办理工作事项</body></html>'
    pages["/rsxx/"] = (200, {"Content-Type": "text/html"}, gbk.encode("gb18030"))
    with served(pages) as site:
        found = findings_of(site)
    assert [one.page for one in found if one.indicator == "wording"] == ["栏目"]


def test_visits_are_polite() -> None:
    """What robots.txt forbids is not asked; a host gets few visitors at once and its own delay between them."""
    pages = right_pages()
    pages["/robots.txt"] = (
        200,
        {"Content-Type": "text/plain"},
        b"User-agent: *\nDisallow: /serve/\nDisallow: /ask/\n",
    )
    with served(pages) as site:
        site.slowly = 0.02
        walked, _ = walk_over(site, replace(LIMITS, per_host=2, delay=0.03))
        gaps = [later - earlier for earlier, later in zip(sorted(site.moments), sorted(site.moments)[2:], strict=False)]
    assert not [path for path in site.asked if path.startswith(("/serve/", "/ask/"))]
    assert site.most_at_once <= 2
    assert sum(gaps) / len(gaps) > 0.03
    assert {seen.fault for seen in walked.seen if seen.visit.url.endswith("/ask/")} == {"robots"}
    with served({"/robots.txt": (503, {}, b""), "/": page("首页", "")}) as site:
        assert findings_of(site)[0].indicator == "slow"
        assert site.asked == ["/robots.txt"]


def test_an_outward_link_is_asked_through_the_notice_of_leaving() -> None:
    """A link that goes by a notice of leaving the site is checked itself."""
    with served({"/": page("外站", "")}) as other, served() as site:
        site.change("/gk/", "</h1>", f'</h1><a href="/leave?to={other.url}gone&amp;s=1">外站页面</a>')
        site.put("/leave", page("离开本站", "<p>您即将离开本站，请确认是否继续访问。</p>"))
        found = findings_of(site)
    assert [(one.indicator, one.excerpt) for one in found] == [("dead_link", f"{other.url}gone")]


def test_a_page_is_read_without_what_frames_it() -> None:
    """Navigation, foot and scripts are not the page's matter; dates still to come are not its newest day."""
    html = page(
        "标题", "<nav>导航 2026-03-01</nav><p>甲</p><script>2026-03-02</script><p>二〇 2026年2月1日 2026-09-09</p>"
    )
    with served({"/": html}) as site:
        facts, _ = PageReader(ON)(ask(site.url))
    assert (facts["newest"], facts["published"], facts["length"]) == ("2026-02-01", "", 24)


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the command find neither a database that was named nor one on this machine."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("MINGZHENG_VAR", str(tmp_path / "none"))


def test_a_killed_command_goes_on_where_it_stood(
    no_database: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A kill loses what was in flight and nothing else; a file of another walk, in use, or of another kind is refused."""
    state, kept, count = tmp_path / "a.state", FileBook.keep, 0

    def dies(self: FileBook, *given: Any) -> None:
        nonlocal count
        count += 1
        if count == 6:
            raise KeyboardInterrupt
        kept(self, *given)

    with served() as site:
        site.change("/gk/", "</h1>", '</h1><a href="/gone.html">一条链接</a>')
        base = ["patrol", site.url, "--allow", "127.0.0.1", "--delay", "0", "--json"]
        at_once = json.loads(CliRunner().invoke(main, [*base, "--as-of", "2026-03-02"]).stdout)
        site.asked.clear()
        monkeypatch.setattr(FileBook, "keep", dies)
        CliRunner().invoke(main, [*base, "--as-of", "2026-03-02", "--resume", str(state)])
        monkeypatch.setattr(FileBook, "keep", kept)
        before = set(site.asked)
        resumed = CliRunner().invoke(main, [*base, "--resume", str(state)])
        twice = [path for path in site.asked if site.asked.count(path) > 1 and path not in {"/robots.txt", "/"}]
        site.asked.clear()
        again = CliRunner().invoke(main, [*base, "--resume", str(state)])
        assert (json.loads(again.stdout)["points"], site.asked) == (at_once["points"], [])
        other = CliRunner().invoke(main, ["patrol", "http://other.example/", "--resume", str(state)])
        with FileBook(state, LIMITS):
            busy = CliRunner().invoke(main, [*base, "--resume", str(state)])
        (tmp_path / "b.state").write_text("a text that is no walk at all" * 50)
        alien = CliRunner().invoke(main, [*base, "--resume", str(tmp_path / "b.state")])
    values = json.loads(resumed.stdout)
    assert before
    assert len(set(twice)) <= 8
    assert "接着 2026-03-02 的巡检：已核查 5 个网址" in resumed.stderr
    assert values["complete"]
    for name in ("verdict", "points", "pages", "addresses", "lines"):
        assert values[name] == at_once[name], name
    assert [one["fingerprint"] for one in values["findings"]] == [one["fingerprint"] for one in at_once["findings"]]
    told = (other.exit_code, busy.exit_code, alien.exit_code)
    assert told == (2, 2, 2)
    for refused, words in ((other, "请换一个文件"), (busy, "正在使用"), (alien, "不是巡检的进度文件")):
        assert words in refused.output


@pytest.mark.django_db
def test_the_command_reads_with_the_words_of_the_office(
    no_database: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where a database is named its words are used; a folder that is named goes before it."""
    monkeypatch.setenv("DATABASE_URL", "sqlite:///named")
    monkeypatch.setattr(ports, "_lexicon", lambda on: {"confusions": {"安排": "部署"}})
    (tmp_path / "own.toml").write_text(
        '[[forbidden]]\npattern = "有关工作"\nmessage = "不得使用"\nsource = "本机关"\n', "utf-8"
    )
    with served() as site:
        base = ["patrol", site.url, "--allow", "127.0.0.1", "--delay", "0", "--as-of", "2026-03-02", "--json"]
        office = json.loads(CliRunner().invoke(main, base).stdout)
        folder = json.loads(CliRunner().invoke(main, [*base, "--lexicon", str(tmp_path)]).stdout)
    assert (office["lexicon"], folder["lexicon"]) == ("office", "folder")
    assert "wording" in {one["indicator"] for one in office["findings"]}
    assert "grave_wording" in {one["indicator"] for one in folder["findings"]}


def test_the_command_prints_what_a_run_would_find(no_database: None) -> None:
    """JSON and text, no database, an exit status by what was found."""
    with served() as site:
        site.change("/gk/", "</h1>", '</h1><a href="/gone.html">一条链接</a>')
        base = ["patrol", site.url, "--allow", "127.0.0.1", "--delay", "0", "--as-of", "2026-03-02"]
        told = CliRunner().invoke(main, [*base, "--json"])
        text = CliRunner().invoke(main, [*base, "--max-pages", "3", "--max-links", "0"])
    values = json.loads(told.stdout)
    assert (told.exit_code, values["verdict"], values["complete"]) == (1, "合格", True)
    assert {one["indicator"] for one in values["findings"]} == {"dead_link", "domain"}
    evidence = next(one["evidence"] for one in values["findings"] if one["indicator"] == "dead_link")
    assert (evidence["status"], evidence["found_on"]) == ("404", f"{site.url}gk/")
    assert "没有查完" in text.output
    refused = CliRunner().invoke(main, ["patrol", site.url])
    assert (refused.exit_code, "未作结论" in refused.output) == (3, True)
    assert CliRunner().invoke(main, ["patrol", "ftp://x"]).exit_code == 2
