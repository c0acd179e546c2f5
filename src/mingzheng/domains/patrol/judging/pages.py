"""Reads one page: what it says of itself, its dates, its entries, its foot, what hides in it; and its links.

The result is plain values, so that a run can be kept and judged later. What follows from them is `site`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from mingzheng.documents.reading import UnreadableDocument
from mingzheng.documents.reading.charsets import decode_text
from mingzheng.domains.patrol.crawling.exchange import Fetched
from mingzheng.domains.patrol.crawling.walking import Link
from mingzheng.domains.patrol.judging.indicators import GUIDE_ELEMENTS
from mingzheng.domains.patrol.judging.wording import WITHHELD, read_remarks

MOST_LINKS = 1500
MOST_TEXT = 200_000
MOST_NAV = 200
_DATE = re.compile(r"(?<!\d)(20\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|br|caption|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr"
    r"|li|main|nav|ol|option|p|pre|section|table|t[dhr]|tbody|thead|ul"
)
_UNREAD = frozenset({"script", "style", "template", "noscript", "svg", "iframe", "object", "head"})
_FRAME = frozenset({"nav", "footer", "header", "aside"})
_HIDDEN = re.compile(r"display:none|visibility:hidden|font-size:0(px)?(;|$)|(text-indent|left|top):-\d{3,}", re.ASCII)
_EMPTY_WORDS = re.compile(r"暂无|没有相关|无相关内容|正在建设|建设中|敬请期待|尚无内容")
_VAGUE = re.compile(r"有关材料|相关材料|其他材料|其它材料|等材料|认为需要(提供|提交)的")
_CONSULT = re.compile(r"咨询|留言|信箱|我要问|建言|意见建议|互动交流|提诉求|问政")
_SERVICES = re.compile(r"办事|政务服务|找服务|网上办|服务大厅")
_FOOT = {
    "site_code": re.compile(r"标识码[:：]?\s*[0-9A-Za-z]{6,}"),
    "icp": re.compile(r"ICP\s*备|(?<!安)备\s*\d{5,}\s*号"),
    "police": re.compile(r"公网安备"),
    "correction": re.compile(r"找错|jiucuo", re.IGNORECASE),
    "sponsor": re.compile(r"主办"),
    "contact": re.compile(r"(电话|热线|联系方式)\D{0,8}[\d\-—－（）() ]{5,}|\d{3,4}[-—－]\d{7,8}"),
    "sitemap": re.compile(r"网站地图|站点地图"),
}


@dataclass
class PageFacts:
    """What a page says. Dates are ISO; `entries` counts links of the content with at least four characters."""

    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    newest: str = ""
    published: str = ""
    entries: int = 0
    length: int = 0
    says_empty: bool = False
    nav: list[tuple[str, str]] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    doors: list[str] = field(default_factory=list)
    hidden_links: list[str] = field(default_factory=list)
    harmful: list[str] = field(default_factory=list)
    images_without_alt: int = 0
    language: str = ""
    guide_missing: list[str] | None = None
    guide_vague: str = ""
    remarks: list[dict[str, Any]] = field(default_factory=list)


def facts_of(values: dict[str, Any]) -> PageFacts:
    """Return the facts kept as plain values."""
    return PageFacts(**values)


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads pages as they stand on a day, with the words an office calls harmful and the lexicon it keeps."""

    on: date
    harmful_words: tuple[str, ...] = ()
    lexicons: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, found: Fetched) -> tuple[dict[str, Any], list[Link]]:
        """Return what a fetched page says and its links; a page that is no text says nothing."""
        root = _parse(found)
        if root is None:
            return asdict(PageFacts()), []
        facts = PageFacts(title=_line(root.findtext(".//title") or "")[:200], metas=_metas(root))
        facts.language = (root.get("lang") or "")[:20]
        facts.foot = [code for code, pattern in _FOOT.items() if pattern.search(_foot_of(root))]
        facts.doors = _doors(root)
        facts.nav = _nav(root)
        facts.images_without_alt = sum(1 for image in root.iter("img") if image.get("alt") is None)
        facts.hidden_links = _hidden_links(root)
        links = list(_links(root))[:MOST_LINKS]
        content = _content_of(root)
        blocks = [words for words in _blocks(content) if words]
        text = "\n".join(blocks)[:MOST_TEXT]
        facts.harmful = [word for word in self.harmful_words if word and word in text][:10]
        facts.newest, facts.published = self._newest(text), self._published(facts.metas)
        facts.entries = sum(1 for a in content.iter("a") if len(_words(a)) >= 4)
        facts.length = len(re.sub(r"\s", "", text))
        facts.says_empty = bool(_EMPTY_WORDS.search(text)) and facts.length < 200
        _read_guide(facts, text)
        facts.remarks = [asdict(remark) for remark in read_remarks([facts.title, *blocks], self.on, self.lexicons)]
        if any(remark["indicator"] == "secrecy_mark" for remark in facts.remarks):
            _withhold(facts)
        return asdict(facts), links

    def _newest(self, text: str) -> str:
        """Return the newest day named that is not still to come: a page cannot be newer than today."""
        days = (_day(match) for match in _DATE.finditer(text))
        return max((day.isoformat() for day in days if day is not None and day <= self.on), default="")

    def _published(self, metas: dict[str, str]) -> str:
        match = _DATE.search(metas.get("pubdate", ""))
        day = _day(match) if match else None
        return day.isoformat() if day else ""


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _parse(found: Fetched) -> Any:
    body = found.body
    try:
        text = body.decode(found.charset) if found.charset else decode_text(body, filename="page.html", stated=True)
    except (UnreadableDocument, LookupError, UnicodeError):
        text = body.decode("gb18030" if found.charset.startswith("gb") else "utf-8", "replace")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    if not text.strip():
        return None
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _line(words: str) -> str:
    return " ".join(words.split())


def _words(element: Any) -> str:
    return _line("".join(element.itertext()))


def _metas(root: Any) -> dict[str, str]:
    rows = ((meta.get("name") or "", meta.get("content") or "") for meta in root.iter("meta"))
    return {name.strip().lower()[:40]: _line(content)[:200] for name, content in rows if name.strip()}


def _foot_of(root: Any) -> str:
    """Return the words and addresses of the foot; a page without such an element has it in its last part."""
    parts = root.xpath("//footer|//*[contains(@class,'foot') or contains(@id,'foot')]")
    if not parts:
        return _words(root)[-1500:] + " ".join(a.get("href", "") for a in list(root.iter("a"))[-30:])
    return " ".join(_words(part) + " " + " ".join(a.get("href", "") for a in part.iter("a")) for part in parts[:10])[
        :20_000
    ]


def _doors(root: Any) -> list[str]:
    """Return which doors a page offers: search, consulting, services."""
    found = []
    if root.xpath("//input[@type='search']|//*[@role='search']|//form[contains(@action,'search')]|//input[@name='q']"):
        found.append("search")
    words = [_words(a) for a in root.iter("a")]
    if any(_CONSULT.search(each) for each in words):
        found.append("consulting")
    if any(_SERVICES.search(each) for each in words):
        found.append("services")
    return found


def _nav(root: Any) -> list[tuple[str, str]]:
    """Return the links of the navigation: name and address; where no such element is, all links with short words."""
    parts = root.xpath("//nav|//*[contains(@class,'nav') or contains(@id,'nav') or contains(@class,'menu')]")
    anchors = [a for part in parts for a in part.iter("a")] or list(root.iter("a"))
    rows = dict.fromkeys((_words(a), a.get("href", "")) for a in anchors)
    return [(words, href) for words, href in rows if 2 <= len(words) <= 12 and href][:MOST_NAV]


def _hidden_links(root: Any) -> list[str]:
    """Return the outward links readers cannot see 暗链."""
    found = []
    for element in root.iter("div", "span", "p", "a", "ul", "li", "marquee"):
        style = (element.get("style") or "").replace(" ", "").lower()
        if style and _HIDDEN.search(style):
            inner = [element, *element.iter("a")] if element.tag == "a" else list(element.iter("a"))
            found += [
                a.get("href", "")[:300] for a in inner if a.get("href", "").startswith(("http://", "https://", "//"))
            ]
    return list(dict.fromkeys(found))[:20]


def _links(root: Any) -> Iterator[Link]:
    for element in root.iter("a", "area", "img", "script", "link", "iframe"):
        rel = (element.get("rel") or "").lower()
        if element.tag in {"a", "area", "iframe"}:
            target = element.get("href") if element.tag != "iframe" else element.get("src")
            if target and "nofollow" not in rel and not target.strip().startswith("#"):
                yield Link(target, _words(element) or (element.get("title") or ""))
        elif element.tag == "link":
            if rel in {"stylesheet", "icon", "shortcut icon"} and element.get("href"):
                yield Link(element.get("href"), "样式、图标", is_page=False)
        elif element.get("src") and not element.get("src").startswith("data:"):
            yield Link(element.get("src"), element.get("alt") or "图片、脚本", is_page=False)


def _content_of(root: Any) -> Any:
    """Return the part of a page that is its matter: its main element, else the body."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if found:
            return found[0]
    body = root.find("body")
    return root if body is None else body


def _blocks(content: Any) -> Iterator[str]:
    """Give the words of each block of the matter in reading order, without navigation, scripts and what frames it."""
    held: list[str] = []
    depth = 0
    for event, element in etree.iterwalk(content, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        is_out = tag in _UNREAD or (tag in _FRAME and element is not content)
        if _BLOCKS.fullmatch(tag) and not depth:
            yield _line("".join(held))
            held = []
        if event == "start":
            depth += is_out
            if not depth and element.text:
                held.append(element.text)
            continue
        depth -= is_out
        if not depth and element is not content and element.tail:
            held.append(element.tail)
    yield _line("".join(held))


def _withhold(facts: PageFacts) -> None:
    """Keep no words of a page that looks marked: not its title, tags, nor what it links to."""
    facts.title = WITHHELD
    facts.metas = {name: words if name == "pubdate" else WITHHELD for name, words in facts.metas.items()}
    facts.nav = []


def _read_guide(facts: PageFacts, text: str) -> None:
    """Look for the elements of a guide on a page that is one.

    Legal basis: 国办秘函〔2019〕19号 (服务不实用：办事指南重点要素类别)
    """
    if "办事指南" not in facts.title and "办事指南" not in facts.metas.get("columnname", ""):
        return
    present = {name for name, words in GUIDE_ELEMENTS.items() if re.search(words, text)}
    if not present:
        return
    facts.guide_missing = [name for name in GUIDE_ELEMENTS if name not in present]
    vague = _VAGUE.search(text)
    facts.guide_vague = text[max(0, vague.start() - 15) : vague.end() + 15].replace("\n", " ") if vague else ""
