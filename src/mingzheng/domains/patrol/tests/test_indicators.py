"""Each indicator finds its fault in a served site, and a right site has none; points and availability by table."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from mingzheng.domains.patrol.judging.indicators import GROUP_POINTS, INDICATORS
from mingzheng.domains.patrol.judging.links import Probe, assess_availability
from mingzheng.domains.patrol.judging.model import Found, Settings
from mingzheng.domains.patrol.judging.scoring import score
from mingzheng.domains.patrol.tests.planted import (
    COLUMNS,
    FOOT,
    GUIDE,
    ON,
    SETTINGS,
    Planted,
    article,
    codes_of,
    findings_of,
    page,
    right_pages,
    served,
)
from mingzheng.worktime.public import SHANGHAI


def test_a_right_site_has_no_findings_and_full_points() -> None:
    """What is right is not flagged."""
    with served() as site:
        found = findings_of(site)
    assert [(one.indicator, one.url, one.message) for one in found] == []
    assert score(found, SETTINGS).total == 100


def _old_dates(site: Planted, *codes: str) -> None:
    for code in codes:
        day = COLUMNS[code][1]
        site.change(f"/{code}/", day, "2024-01-05")
        site.pages[f"/{code}/1.html"] = article("旧信息", "2024-01-05", "各单位按照安排做好有关工作。")


def _drop_column(site: Planted, code: str) -> None:
    name = COLUMNS[code][0]
    for path in ("/", "/map/"):
        site.change(path, f'<a href="/{code}/">{name}</a>', "")


def _stale_front(site: Planted) -> None:
    site.change("/", " 2026-02-27", "")
    for code, (_, day) in COLUMNS.items():
        if day:
            _old_dates(site, code)


FAULTS: dict[str, tuple[Any, set[str]]] = {
    "grave": (
        lambda s: s.put("/zwdt/1.html", article("信息", "2026-02-27", "加强中国与台湾的经贸往来。")),
        {"grave_wording"},
    ),
    "secret": (
        lambda s: s.put("/zwdt/1.html", article("信息", "2026-02-27", "</p><p>机密★5年</p><p>正文")),
        {"secrecy_mark"},
    ),
    "hidden": (
        lambda s: s.change(
            "/map/",
            "<h1>",
            '<div style="display: none"><a href="/x" ></a><a href="http://127.0.0.1:9/z">x</a></div><h1>',
        ),
        {"harmful", "dead_link"},
    ),
    "harmful": (
        lambda s: s.put("/gk/", page("走进云山", "<p>澳门赌场上线。</p>" * 5, '<meta name="ColumnName" content="x">')),
        {"harmful"},
    ),
    "forged": (
        lambda s: s.put("/zcwj/1.html", article("文件", "2026-03-09", "各单位按照安排做好工作。")),
        {"forged_date"},
    ),
    "front": (
        _stale_front,
        {
            "front_stale",
            "stale_news",
            "stale_policy",
            "stale_interpretation",
            "stale_column",
            "stale_statistics",
            "stale_replies",
        },
    ),
    "news": (lambda s: (_old_dates(s, "zwdt"), s.change("/", "/zwdt/1.html", "/tzgg/1.html")), {"stale_news"}),
    "notice": (lambda s: _old_dates(s, "tzgg"), {"stale_policy"}),
    "reading": (lambda s: _old_dates(s, "zcjd"), {"stale_interpretation"}),
    "people": (lambda s: _old_dates(s, "rsxx"), {"stale_column"}),
    "statistics": (lambda s: _old_dates(s, "bstj"), {"stale_statistics"}),
    "replies": (lambda s: _old_dates(s, "lyhf"), {"stale_replies"}),
    "blank": (
        lambda s: s.put("/rsxx/", page("人事信息", "<p>暂无内容</p>", '<meta name="ColumnName" content="x">')),
        {"blank_column"},
    ),
    "overview": (lambda s: _drop_column(s, "gk"), {"no_overview"}),
    "functions": (lambda s: _drop_column(s, "jg"), {"no_functions"}),
    "leaders": (lambda s: _drop_column(s, "ld"), {"no_leaders"}),
    "no news": (lambda s: _drop_column(s, "zwdt"), {"no_news"}),
    "no reading": (lambda s: _drop_column(s, "zcjd"), {"no_interpretation"}),
    "no policy": (lambda s: (_drop_column(s, "zcwj"), _drop_column(s, "zcjd")), {"no_policy", "no_interpretation"}),
    "consulting": (
        lambda s: (_drop_column(s, "lyhf"), s.change("/", "网上咨询留言", "表单入口")),
        {"no_consulting"},
    ),
    "services": (lambda s: (_drop_column(s, "bstj"), s.change("/", "办事服务", "相关网站")), {"no_services"}),
    "guide": (lambda s: s.change("/serve/1.html", "<p>设定依据：见本页。</p>", ""), {"guide_missing"}),
    "guides": (
        lambda s: s.put("/serve/1.html", page("许可办事指南", "<p>事项名称：许可。联系电话：见本页。</p>")),
        {"guide_missing", "guides_poor"},
    ),
    "vague": (
        lambda s: s.put("/serve/1.html", page("许可办事指南", GUIDE + "<p>其他材料按要求提交。</p>")),
        {"guide_vague"},
    ),
    "code": (lambda s: s.change("/", "网站标识码：4400000001", ""), {"no_site_code"}),
    "icp": (lambda s: s.change("/", "示ICP备00000000号", ""), {"no_icp"}),
    "police": (lambda s: s.change("/", "示公网安备00000000000000号", ""), {"no_police"}),
    "wrong": (lambda s: s.change("/", '<a href="/jiucuo">我为政府网站找错</a>', ""), {"no_correction"}),
    "sponsor": (lambda s: s.change("/", "主办：", ""), {"no_sponsor"}),
    "contact": (lambda s: s.change("/", "联系电话：000-00000000", ""), {"no_contact"}),
    "map": (lambda s: s.change("/", '<a href="/map/">网站地图</a>', ""), {"no_sitemap"}),
    "search": (
        lambda s: s.change("/", '<form role="search" action="/s"><input type="search" name="q"></form>', ""),
        {"no_search"},
    ),
    "site tags": (lambda s: s.change("/", 'name="SiteIDCode"', 'name="x"'), {"site_tags"}),
    "column tags": (lambda s: s.change("/zwdt/", 'name="ColumnName"', 'name="x"'), {"column_tags"}),
    "article tags": (lambda s: s.change("/zwdt/1.html", 'name="ContentSource"', 'name="x"'), {"article_tags"}),
    "dead on the front": (lambda s: s.change("/", "</nav>", '<a href="/gone.html">一条链接</a></nav>'), {"dead_front"}),
    "dead": (lambda s: s.change("/gk/", "</h1>", '</h1><a href="/gone.html">一条链接</a>'), {"dead_link"}),
    "picture": (lambda s: s.change("/gk/", "</h1>", '</h1><img src="/mark.png">'), {"no_alt"}),
    "language": (lambda s: s.change("/", ' lang="zh-Hans"', ""), {"no_language"}),
    "privacy": (
        lambda s: s.put(
            "/gk/",
            page(
                "走进云山",
                f"<p>申请人身份证号11010519491231002X。{'情况介绍。' * 8}</p>",
                '<meta name="ColumnName" content="x">',
            ),
        ),
        {"privacy"},
    ),
    "wording": (lambda s: s.change("/zwdt/1.html", "各单位按照安排", "各单位按照布署"), {"wording"}),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_and_nothing_else(name: str) -> None:
    """Each indicator by a site with this one fault."""
    plant, expected = FAULTS[name]
    with served() as site:
        plant(site)
        assert codes_of(site) == expected


def test_every_indicator_of_a_walk_is_planted_somewhere() -> None:
    """No indicator stands in the table without a test."""
    planted = {code for _, codes in FAULTS.values() for code in codes}
    elsewhere = {"unreachable", "columns_stale", "columns_blank", "stale_consultation", "domain", "slow", "by_hand"}
    assert set(INDICATORS) - planted == elsewhere


def test_many_stale_or_blank_columns_are_a_veto() -> None:
    """Five columns of news, notices and policy that stand still fail the site; four do not."""
    pages = right_pages()
    names = [f"{word}{number}" for number in "一二" for word in ("动态", "公告", "文件")][:5]
    nav = "".join(f'<a href="/n{number}/">{name}</a>' for number, name in enumerate(names))
    pages["/"] = pages["/"].replace("</nav>", f"{nav}</nav>")
    tag = '<meta name="ColumnName" content="x">'
    for number, name in enumerate(names):
        pages[f"/n{number}/"] = page(name, '<p>2024-01-05</p><a href="/gk/">一条旧的信息</a>', tag)
    with served(pages) as site:
        assert "columns_stale" in codes_of(site)
        site.change("/n0/", "2024-01-05", "2026-03-01")
        assert "columns_stale" not in codes_of(site)
        for number, name in enumerate(names):
            site.put(f"/n{number}/", page(name, "<p>暂无信息</p>", tag))
        assert "columns_blank" in codes_of(site)


def test_a_domain_must_be_a_government_one() -> None:
    """The address of a site is judged where the office says so."""
    with served() as site:
        assert codes_of(site, settings=Settings()) == {"domain"}


def test_personal_data_is_never_repeated_in_a_finding() -> None:
    """Message, excerpt and mark carry no number of a person, wherever the excerpt is cut."""
    with served() as site:
        site.put("/gk/", page("概况", f"<p>{'前' * 12}身份证号11010519491231002X，电话13800138000。{'后' * 30}</p>"))
        words = " ".join(f"{one.message}{one.excerpt}{one.mark}" for one in findings_of(site))
    assert "11010519491231002X" not in words
    assert "110105194912" not in words
    assert "13800138000" not in words


def test_the_same_words_on_many_pages_are_one_finding() -> None:
    """A wrong word in what all pages show is not a case a page."""
    pages = right_pages()
    for path, body in list(pages.items()):
        if isinstance(body, str):
            pages[path] = body.replace("</main>", "<p>按照统一布署办理。</p></main>")
    with served(pages) as site:
        found = [one for one in findings_of(site) if one.indicator == "wording"]
    assert len(found) == 1
    assert "页相同" in found[0].message


def _found(code: str, number: int = 1) -> list[Found]:
    return [Found(code, f"http://x/{index}", "x", mark=str(index)) for index in range(number)]


@pytest.mark.parametrize(
    ("found", "has_services", "points", "verdict"),
    [
        ([], True, "100.00", "合格"),
        (_found("dead_front", 3) + _found("dead_link", 7), True, "96.30", "合格"),
        # An item never costs more than its own points, a group never more than its own.
        (_found("no_alt", 500), True, "99.00", "合格"),
        (_found("blank_column", 50), True, "65.00", "合格"),
        (_found("blank_column", 50) + _found("dead_front", 5), True, "60.00", "合格"),
        (_found("blank_column", 50) + _found("dead_front", 6), True, "59.00", "不合格（低于 60 分）"),
        (_found("front_stale"), True, None, "不合格（单项否决）"),
        # Without services 75 points stand for 100, and services cost nothing.
        ([], False, "100.00", "合格"),
        (_found("dead_front", 3), False, "96.00", "合格"),
        (_found("guide_missing", 9), False, "100.00", "合格"),
        (_found("guide_missing", 99), True, "75.00", "合格"),
        (_found("wording", 400), True, "100.00", "合格"),
    ],
)
def test_the_score(found: list[Found], has_services: bool, points: str | None, verdict: str) -> None:
    """Vetoes, deductions with their bounds, and four thirds of 75."""
    result = score(found, Settings(has_services=has_services))
    assert (None if result.points is None else str(result.points), result.verdict) == (points, verdict)


def test_the_bonus_counts_only_above_80() -> None:
    """At 80 the bonus is not opened."""
    at_80 = score(_found("blank_column", 4), Settings(), bonus=Decimal(12))
    above = score(_found("blank_column", 3), Settings(), bonus=Decimal(40))
    assert (at_80.points, at_80.total) == (80, 80)
    assert (above.points, above.total) == (85, 115)
    assert sum(GROUP_POINTS.values()) == 100


def test_the_office_may_set_other_points() -> None:
    """A set value replaces the default, its bound too."""
    assert score(_found("dead_link", 100), Settings(points={"dead_link": (0.5, 3.0)})).points == 97


@pytest.mark.parametrize(
    ("a_day", "days", "failed", "slow", "is_enough", "is_down"),
    [
        (24, 7, 0, 0, True, False),
        (20, 7, 7, 0, True, True),  # 7 of 140 are 5 %
        (20, 7, 6, 0, True, False),
        (20, 7, 0, 7, True, True),  # open after 15 seconds is not open
        (19, 7, 100, 0, False, False),
        (48, 6, 200, 0, False, False),
    ],
)
def test_availability(a_day: int, days: int, failed: int, slow: int, is_enough: bool, is_down: bool) -> None:
    """A week of at least twenty attempts a day; five in a hundred fail the site."""
    first = datetime(2026, 3, 2, 0, 5, tzinfo=SHANGHAI)
    probes = []
    for day in range(days):
        for number in range(a_day):
            index = day * a_day + number
            seconds = 15.0 if index < slow else 0.4
            probes.append(Probe(first - timedelta(days=day) + timedelta(minutes=20 * number), index >= failed, seconds))
    found = assess_availability(probes, ON)
    assert (found.is_enough, found.is_down) == (is_enough, is_down)


def test_the_foot_is_read_where_no_element_says_so() -> None:
    """A page without a footer element has its foot in its last part."""
    pages = right_pages()
    pages["/"] = pages["/"].replace("<footer>", "<div>").replace("</footer>", "</div>")
    assert FOOT.replace("<footer>", "<div>").replace("</footer>", "</div>") in pages["/"]
    with served(pages) as site:
        assert codes_of(site) == set()
