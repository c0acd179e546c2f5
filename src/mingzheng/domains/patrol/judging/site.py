"""Judges a whole walk: front page, columns, doors, foot, tags, words, dates. Dead links are `links`, points `scoring`.

Every day needed is an argument; a page without a date counts as not updated, as the indicators say.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

from mingzheng.domains.patrol.crawling.addresses import normalise, path_of
from mingzheng.domains.patrol.crawling.walking import Seen, Target
from mingzheng.domains.patrol.judging.indicators import INDICATORS, KINDS
from mingzheng.domains.patrol.judging.model import Found, KnownColumn, Settings
from mingzheng.domains.patrol.judging.pages import PageFacts, facts_of

_FILE = re.compile(r"\.(html?|jsp|aspx?|php|shtml)$|/$")


@dataclass(frozen=True)
class Page:
    """A page that was read."""

    seen: Seen
    facts: PageFacts

    @property
    def url(self) -> str:
        """Return its address."""
        return self.seen.visit.url

    @property
    def newest(self) -> str:
        """Return the newest day on it, its own day of publication first."""
        return self.facts.published or self.facts.newest

    def found(self, indicator: str, message: str, **more: str) -> Found:
        """Return a finding on this page with its evidence."""
        return Found(indicator, self.url, message, page=self.facts.title, evidence=evidence_of(self.seen), **more)


@dataclass(frozen=True)
class Walked:
    """A walk to judge: what was seen, the columns known beforehand, the day, the values of the office."""

    target: Target
    seen: Sequence[Seen]
    on: date
    columns: Sequence[KnownColumn] = ()
    settings: Settings = field(default_factory=Settings)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Return the pages read, by address."""
        return {seen.visit.url: Page(seen, facts_of(seen.facts)) for seen in self.seen if seen.facts}

    @cached_property
    def front(self) -> Page | None:
        """Return the front page."""
        return next((page for page in self.pages.values() if page.seen.visit.depth == 0), None)

    @cached_property
    def known(self) -> list[KnownColumn]:
        """Return the columns told, else those the front page's navigation names."""
        if self.columns:
            return [column for column in self.columns if column.url]
        return list(self._columns_of_navigation())

    def _columns_of_navigation(self) -> Iterator[KnownColumn]:
        if self.front is None:
            return
        names: dict[str, str] = {}
        for words, href in self.front.facts.nav:
            url = normalise(href, self.front.url)
            own = self.target.own(url) if url else None
            if own and own != self.front.url:
                names.setdefault(own, words)
        for url, words in names.items():
            kind = next((kind.code for kind in KINDS.values() if re.search(kind.words, words)), "")
            if kind:
                yield KnownColumn(words, url, kind)


def evidence_of(seen: Seen) -> dict[str, str]:
    """Return what proves a visit: when, how it answered, how long it took, the digest of its bytes."""
    rows = {
        "at": seen.at,
        "status": str(seen.status or ""),
        "fault": seen.fault,
        "seconds": f"{seen.seconds:.1f}",
        "digest": seen.digest,
        "found_on": seen.visit.found_on,
    }
    return {name: words for name, words in rows.items() if words}


def judge_site(walked: Walked) -> list[Found]:
    """Return every finding of a walk but dead links and probes."""
    if walked.front is None:
        return []
    return [
        *judge_front(walked),
        *judge_columns(walked),
        *judge_doors(walked),
        *judge_foot(walked),
        *judge_tags(walked),
        *judge_pages(walked),
    ]


def judge_front(walked: Walked) -> Iterable[Found]:
    """Say whether the front page stood still for two weeks; pages it leads to count with their own date.

    Legal basis: 国办秘函〔2019〕19号 (首页不更新：监测时间点前2周无信息更新；未注明发布时间的视为不更新)
    """
    front = walked.front
    assert front is not None
    linked = (page for page in walked.pages.values() if page.seen.visit.on_front)
    # A page that is a list (no day of publication of its own) is asked only where the front page has no news itself.
    days = [front.facts.newest, *(page.facts.published or _of_article(page) for page in linked)]
    newest = max((day for day in days if day and day <= walked.on.isoformat()), default="")
    if not newest:
        newest = max((page.facts.newest for page in walked.pages.values() if page.seen.visit.on_front), default="")
    longest = walked.settings.days["front"]
    if not newest or (walked.on - date.fromisoformat(newest)).days > longest:
        said = f"最近的日期是 {newest}" if newest else "没有注明发布时间的信息"
        yield front.found("front_stale", f"首页超过 {longest} 日没有更新：{said}", excerpt=said)


def _of_article(page: Page) -> str:
    return page.facts.newest if "articletitle" in page.facts.metas else ""


def newest_of(column: KnownColumn, walked: Walked) -> str:
    """Return the newest day of a column: on its page, of the pages below its address, of those it leads to."""
    below = path_of(column.url).rstrip("/") + "/"
    if _FILE.search(below.rstrip("/")) and not column.url.endswith("/"):
        below = below.rsplit("/", 2)[0] + "/"
    days = []
    for page in walked.pages.values():
        is_below = len(below) > 1 and path_of(page.url).startswith(below)
        if page.url == column.url:
            days.append(page.facts.newest)
        elif page.seen.visit.found_on == column.url or is_below:
            days.append(page.newest)
    return max((day for day in days if day and day <= walked.on.isoformat()), default="")


def judge_columns(walked: Walked) -> Iterable[Found]:
    """Say which columns stand still or are empty, and whether there are so many that the site fails.

    Legal basis: 国办秘函〔2019〕19号 (栏目不更新：①动态要闻、通知公告、政策文件类累计≥5个；②长期未更新≥10个；③空白≥5个)
    """
    dynamic, stale, blank = 0, 0, 0
    for column in walked.known:
        page, kind = walked.pages.get(column.url), KINDS.get(column.kind)
        if page is None:
            continue
        if is_blank(column, page, walked):
            blank += 1
            yield page.found("blank_column", f"栏目“{column.name}”没有内容")
            continue
        longest = column.days or (walked.settings.days.get(column.kind, 0) if kind else 0)
        newest = newest_of(column, walked)
        if not longest or (newest and (walked.on - date.fromisoformat(newest)).days <= longest):
            continue
        stale += 1
        dynamic += bool(kind and kind.veto == "dynamic" and column.is_top)
        said = f"最近更新 {newest}" if newest else "没有注明发布时间的信息"
        code = kind.stale if kind and kind.stale else "stale_column"
        yield page.found(code, f"栏目“{column.name}”超过 {longest} 日没有更新：{said}", excerpt=said)
    yield from _judge_counts(walked, dynamic, stale, blank)


def _judge_counts(walked: Walked, dynamic: int, stale: int, blank: int) -> Iterable[Found]:
    front, bounds = walked.front, walked.settings.thresholds
    assert front is not None
    many_dynamic, many, many_blank = bounds["stale_dynamic"], bounds["stale_any"], bounds["blank_any"]
    if dynamic >= many_dynamic:
        words = f"动态、要闻、通知公告、政策文件类一级栏目累计 {dynamic} 个未更新（{many_dynamic} 个以上否决）"
        yield front.found("columns_stale", words)
    elif stale >= many:
        yield front.found("columns_stale", f"应更新未更新的栏目 {stale} 个（{many} 个以上否决）")
    if blank >= many_blank:
        yield front.found("columns_blank", f"空白栏目 {blank} 个（{many_blank} 个以上否决）")


def is_blank(column: KnownColumn, page: Page, walked: Walked) -> bool:
    """Say whether a column holds nothing: no entries, no words of its own, nothing below it."""
    facts = page.facts
    if facts.says_empty:
        return True
    return facts.entries == 0 and facts.length <= len(column.name) + 30 and not newest_of(column, walked)


_ROOMS = (
    ("no_overview", r"概况|区情|县情|市情|走进|简介", "概况信息"),
    ("no_functions", r"机构|职能|职责|部门", "机构职能"),
    ("no_leaders", r"领导", "领导信息"),
    ("no_news", r"动态|要闻|新闻|快讯", "动态要闻"),
    ("no_policy", r"政策|文件|法规|规章", "政策文件"),
    ("no_interpretation", r"解读", "政策解读"),
)


def judge_doors(walked: Walked) -> Iterable[Found]:
    """Say which rooms every site must have are missing: the six kinds of information, consulting, services, search."""
    front = walked.front
    assert front is not None
    names = " ".join([*(words for words, _ in front.facts.nav), *(column.name for column in walked.known)])
    names += " ".join(page.seen.visit.words for page in walked.pages.values() if page.seen.visit.depth <= 2)
    for code, words, title in _ROOMS:
        if not re.search(words, names):
            yield front.found(code, f"首页和导航中没有“{title}”类栏目")
    doors = {door for page in walked.pages.values() if page.seen.visit.depth <= 1 for door in page.facts.doors}
    if "consulting" not in doors:
        yield front.found("no_consulting", "首页和一级页面没有网上咨询、建言渠道的入口")
    if walked.settings.has_services and "services" not in doors:
        yield front.found("no_services", "首页和一级页面没有办事服务的入口")
    if "search" not in front.facts.doors:
        yield front.found("no_search", "首页没有搜索框")
    # Our own portal may be reached by an inner address: the one readers use is judged.
    hosts = [urlsplit(url).hostname or "" for url in (*walked.target.aliases, walked.target.start)]
    if walked.settings.needs_gov_domain and not any(host.endswith(".gov.cn") for host in hosts):
        yield front.found("domain", f"域名 {hosts[0]} 不是 gov.cn 域名")


_FOOT_CODES = {
    "site_code": "no_site_code",
    "icp": "no_icp",
    "police": "no_police",
    "correction": "no_correction",
    "sponsor": "no_sponsor",
    "contact": "no_contact",
    "sitemap": "no_sitemap",
}


def judge_foot(walked: Walked) -> Iterable[Found]:
    """Say what the foot of the front page lacks. Legal basis: 国办发〔2017〕47号 (页尾要素)"""
    front = walked.front
    assert front is not None
    for part, code in _FOOT_CODES.items():
        if part not in front.facts.foot:
            yield front.found(code, f"首页{INDICATORS[code].title}")


def judge_tags(walked: Walked) -> Iterable[Found]:
    """Say which statutory tags are missing: of the site, of columns, of articles. Legal basis: 国办发〔2017〕47号"""
    front = walked.front
    assert front is not None
    missing = [name for name in ("SiteName", "SiteDomain", "SiteIDCode") if not front.facts.metas.get(name.lower())]
    if missing:
        yield front.found("site_tags", f"首页缺页面标签 {'、'.join(missing)}", mark=",".join(missing))
    for column in walked.known:
        page = walked.pages.get(column.url)
        if page is not None and page.url != front.url and not page.facts.metas.get("columnname"):
            yield page.found("column_tags", f"栏目“{column.name}”缺页面标签 ColumnName")
    if not front.facts.language:
        yield front.found("no_language", "页面没有声明语言（lang）")
    for page in walked.pages.values():
        metas = page.facts.metas
        if "articletitle" in metas or "pubdate" in metas:
            lacking = [name for name in ("ArticleTitle", "PubDate", "ContentSource") if not metas.get(name.lower())]
            if lacking:
                yield page.found("article_tags", f"信息页缺页面标签 {'、'.join(lacking)}", mark=",".join(lacking))


def judge_pages(walked: Walked) -> Iterable[Found]:
    """Say what is wrong on single pages: words, privacy, hidden links, dates to come, pictures, guides."""
    for page in walked.pages.values():
        facts = page.facts
        if facts.published and facts.published > walked.on.isoformat():
            yield page.found(
                "forged_date", f"标注的发布日期 {facts.published} 晚于检查日 {walked.on}", mark=facts.published
            )
        for link in facts.hidden_links:
            yield page.found("harmful", "页面含读者看不见的外部链接（暗链）", excerpt=link, mark=link)
        for word in facts.harmful:
            yield page.found("harmful", f"页面出现“{word}”等不良信息用语", excerpt=word, mark=word)
        if facts.images_without_alt:
            yield page.found("no_alt", f"{facts.images_without_alt} 张图片没有替代文字")
    if walked.settings.has_services:
        yield from judge_guides(walked)
    yield from judge_words(walked.pages.values())


def judge_guides(walked: Walked) -> Iterable[Found]:
    """Say which guides 办事指南 lack elements, and whether so many do that the site fails.

    Legal basis: 国办秘函〔2019〕19号 (重点要素类别缺失4类及以上的事项≥5个；事项总数不足5个的，每个事项均缺失)
    """
    poor = 0
    guides = [page for page in walked.pages.values() if page.facts.guide_missing is not None]
    for page in guides:
        missing = page.facts.guide_missing or []
        poor += len(missing) >= walked.settings.thresholds["guide_missing_many"]
        if missing:
            yield page.found("guide_missing", f"办事指南缺{'、'.join(missing)}", mark=",".join(missing))
        if page.facts.guide_vague:
            yield page.found("guide_vague", "办事材料有兜底表述", excerpt=page.facts.guide_vague)
    few = walked.settings.thresholds["guides_poor"]
    if walked.front and guides and (poor >= few or (len(guides) < few and poor == len(guides))):
        yield walked.front.found("guides_poor", f"{poor} 个事项的办事指南缺失 4 类以上要素")


def judge_words(pages: Iterable[Page]) -> Iterable[Found]:
    """Return the remarks on words, each once: words that stand on many pages alike are one finding, on the first."""
    places: dict[tuple[str, str, str], list[tuple[Page, dict[str, str]]]] = defaultdict(list)
    for page in pages:
        for remark in page.facts.remarks:
            places[remark["code"], remark["quote"], remark["excerpt"]].append((page, remark))
    for (code, quote, excerpt), held in places.items():
        page, remark = held[0]
        others = f"（另有 {len(held) - 1} 页相同）" if len(held) > 1 else ""
        suggestion = f"应为“{remark['suggestion']}”。" if remark["suggestion"] else ""
        yield page.found(
            remark["indicator"],
            f"{remark['message']}{others}",
            excerpt=excerpt,
            advice=suggestion,
            mark=f"{code}|{quote}|{excerpt}",
        )
