"""What a text may contain, and what it says. Pure: HTML in, HTML, words or faults out.

The allowed structure is headings, paragraphs, lists, tables, images with a description, links. A picture's address in
a stored text is `asset:12`; whoever shows the text says where that is. Drawing pages does not belong here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import nh3
from bs4 import BeautifulSoup, NavigableString, Tag

TAGS = frozenset((
    "p", "h2", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "br", "hr", "blockquote", "ul", "ol", "li",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "img", "figure", "figcaption",
))  # fmt: skip
RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "div": "p", "strike": "s", "del": "s"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
BLOCKS = ("p", "h2", "h3", "h4", "li", "tr", "caption", "figcaption", "blockquote", "hr", "table", "ul", "ol")
INLINE = frozenset(("strong", "em", "u", "s", "sub", "sup", "br", "a", "img"))
ASSET = re.compile(r"asset:(\d{1,12})$")
VAGUE_LINKS = frozenset({"点击这里", "点此", "这里", "详情", "更多", "点击查看", "链接"})
_MARKUP = re.compile(
    r"<(p|h[1-6]|ul|ol|table|div|br|img|figure|figcaption|blockquote|strong|em|a|hr|li|t[dhr]|caption|thead|tbody)\b",
    re.IGNORECASE,
)


# Taking one thing away may leave another empty; markup as broken as people paste settles after two or three passes.
PASSES = 8


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a text a reader would stumble over; `stops` says whether it must be mended first."""

    code: str
    message: str
    stops: bool = True


def clean_body(source: str) -> str:
    """Return a text with nothing in it but the allowed structure; plain words become paragraphs. Idempotent."""
    if not _MARKUP.search(source):
        source = "".join(f"<p>{escape(line.strip())}</p>" for line in source.splitlines() if line.strip())
    soup = BeautifulSoup(source, "html.parser")
    for tag in soup.find_all(list(RENAMED)):
        if tag.name == "div" and tag.find([*BLOCKS, "div"]):
            tag.unwrap()
        else:
            tag.name = RENAMED[tag.name]
    cleaned = str(soup)
    for _ in range(PASSES):
        before, cleaned = cleaned, _tidy(_sift(cleaned))
        if cleaned == before:
            break
    return cleaned


def _sift(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "asset"},
        link_rel=None,
        strip_comments=True,
    )


def _tidy(html: str) -> str:
    """Drop pictures of elsewhere, empty paragraphs and white space between blocks."""
    soup = BeautifulSoup(html, "html.parser")
    for picture in soup.find_all("img"):
        if not ASSET.match(str(picture.get("src", ""))):
            picture.decompose()
    for text in soup.find_all(string=True):
        if not text.strip() and "\n" in text and (text.parent is None or text.parent.name not in {"p", "li", "td"}):
            text.extract()
    _wrap_loose_words(soup)
    for block in soup.find_all(["p", "h2", "h3", "h4", "li", "figure"]):
        if block.parent is not None and not block.get_text(strip=True) and not block.find(["img", "br", "table"]):
            block.decompose()
    return str(soup).strip()


def _wrap_loose_words(soup: BeautifulSoup) -> None:
    """Put words that stand in no block into paragraphs of their own."""
    paragraph: Tag | None = None
    for node in list(soup.children):
        if isinstance(node, Tag) and (node.name in TAGS - INLINE or node.find([*BLOCKS, "figure"])):
            paragraph = None
        elif paragraph is None and not isinstance(node, Tag) and not str(node).strip():
            continue
        else:
            if paragraph is None:
                paragraph = soup.new_tag("p")
                node.insert_before(paragraph)
            paragraph.append(node.extract())


def canonical_text(html: str) -> str:
    """Return what a text says, one line a block: pictures as their description, links with their address.

    The same text gives the same words whatever the order of attributes or the spacing of the markup.
    """
    lines: list[str] = [""]
    _walk(BeautifulSoup(html, "html.parser"), lines)
    tidy = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in lines)
    return "\n".join(line for line in tidy if line)


def _walk(node: Tag, lines: list[str]) -> None:
    for child in node.children:
        if isinstance(child, NavigableString):
            lines[-1] += str(child).replace("\n", " ")
        elif isinstance(child, Tag):
            _say(child, lines)


def _say(tag: Tag, lines: list[str]) -> None:
    if tag.name == "img":
        lines[-1] += f"〔图：{tag.get('alt', '')}〕"
    elif tag.name == "br":
        lines.append("")
    elif tag.name in BLOCKS:
        lines.append("")
        _walk(tag, lines)
        lines.append("")
    else:
        _walk(tag, lines)
        if tag.name in {"td", "th"}:
            lines[-1] += " "
        if tag.name == "a" and tag.get("href"):
            lines[-1] += f"〔{tag['href']}〕"


def spoken_text(html: str) -> str:
    """Return the words alone, without the addresses of links: for the proofreader, the search and reading aloud."""
    return re.sub(r"〔(https?|mailto|tel|asset):[^〕]*〕|〔/[^〕]*〕", "", canonical_text(html))


def printed_text(html: str) -> str:
    """Return the words as paper shows them: lists with their numbers, pictures without their description."""
    soup = BeautifulSoup(html, "html.parser")
    for picture in soup.find_all("img"):
        picture.decompose()
    for ordered in soup.find_all("ol"):
        for number, entry in enumerate(ordered.find_all("li", recursive=False), start=1):
            entry.insert(0, f"{number}.")
    return spoken_text(str(soup))


def list_asset_ids(html: str) -> list[int]:
    """Return the numbers of the pictures a text shows, in order."""
    found = (ASSET.match(str(tag.get("src", ""))) for tag in BeautifulSoup(html, "html.parser").find_all("img"))
    return [int(match[1]) for match in found if match]


def find_faults(html: str, known: frozenset[int]) -> list[Fault]:
    """Return what is wrong with a text whose pictures are `known`. Legal basis: GB/T 37668-2019 (可感知、可理解)"""
    soup = BeautifulSoup(html, "html.parser")
    faults = [] if soup.get_text(strip=True) or soup.find("img") else [Fault("empty", "正文还没有内容")]
    for picture in soup.find_all("img"):
        if not str(picture.get("alt", "")).strip():
            faults.append(Fault("no_alt", "有图片没有替代文字，读屏的人不知道图里是什么"))
    lost = [number for number in list_asset_ids(html) if number not in known]
    if lost:
        faults.append(Fault("lost_image", f"正文中有 {len(lost)} 张图片已被移除，请重新插入或者删去"))
    faults += _heading_faults(soup)
    for link in soup.find_all("a"):
        if link.get_text(strip=True) in VAGUE_LINKS:
            faults.append(
                Fault("vague_link", f"链接文字“{link.get_text(strip=True)}”没有说明去处，请写明", stops=False)
            )
    for table in soup.find_all("table"):
        if not table.find("th"):
            faults.append(Fault("no_header", "有表格没有表头行，读屏的人听不出各列是什么", stops=False))
    return list(dict.fromkeys(faults))


def _heading_faults(soup: BeautifulSoup) -> list[Fault]:
    last = 1
    for heading in soup.find_all(["h2", "h3", "h4"]):
        level = int(heading.name[1])
        if level > last + 1:
            words = heading.get_text(strip=True)[:20]
            return [Fault("heading_jump", f"小标题“{words}”跳过了一级，请从二级标题开始逐级使用", stops=False)]
        last = level
    return []


def render_body(html: str, address_of: Callable[[int], str]) -> str:
    """Return a text to be shown, its pictures at `address_of(asset)`; one without an address becomes its description."""
    soup = BeautifulSoup(html, "html.parser")
    for picture in soup.find_all("img"):
        match = ASSET.match(str(picture.get("src", "")))
        address = address_of(int(match[1])) if match else ""
        if address:
            picture["src"], picture["loading"] = address, "lazy"
        else:
            picture.replace_with(f"〔图：{picture.get('alt', '')}〕")
    for link in soup.find_all("a"):
        if str(link.get("href", "")).startswith(("http:", "https:")):
            link["rel"] = "noopener"
    for table in soup.find_all("table"):
        wrapper = soup.new_tag("div", attrs={"class": "table-scroll", "tabindex": "0", "role": "region"})
        caption = table.find("caption")
        wrapper["aria-label"] = caption.get_text(strip=True) if caption else "表格"
        table.wrap(wrapper)
    return str(soup)
