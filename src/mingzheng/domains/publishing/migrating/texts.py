"""The text of an old article: HTML or a document into the house's structure, with the pictures and files it names."""

from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from bs4 import BeautifulSoup

from mingzheng.documents.reading import read_document
from mingzheng.documents.reading.charsets import decode_text
from mingzheng.domains.publishing.migrating.boxes import Box
from mingzheng.platform.content.public import clean_body, document_as_html

PAGES = (".html", ".htm", ".shtml")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
NO_WORDS = "原网页的配图"


@dataclass(slots=True)
class OldText:
    """What was read: the markup before cleaning, and the files of the box it shows or offers (name, words; name, address)."""

    html: str
    pictures: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)


def read_text(name: str, body: str, box: Box) -> OldText:
    """Return the text of a line: its own cell, or the file it names. Raises UnreadableDocument."""
    if name and not name.lower().endswith(PAGES):
        return OldText(document_as_html(read_document(box.read(name), filename=name)))
    markup = decode_text(box.read(name), filename=name, stated=True) if name else body
    soup = BeautifulSoup(markup, "html.parser")
    for gone in soup.find_all(["script", "style", "head", "nav", "footer", "form", "iframe"]):
        gone.decompose()
    text = OldText("")
    for picture in soup.find_all("img"):
        found = _beside(name, str(picture.get("src", "")), box)
        if found.lower().endswith(PICTURES):
            text.pictures[found] = str(picture.get("alt") or picture.get("title") or NO_WORDS).strip() or NO_WORDS
            text.addresses.setdefault(found, str(picture.get("src", "")))
            picture["src"], picture["alt"] = f"box:{found}", text.pictures[found]
    for link in soup.find_all("a"):
        found = _beside(name, str(link.get("href", "")), box)
        if found and not found.lower().endswith(PAGES):
            text.addresses.setdefault(found, str(link.get("href", "")))
            text.files[found] = link.get_text(strip=True)
            link.unwrap()
    text.html = str(soup.body or soup)
    return text


def _beside(page: str, address: str, box: Box) -> str:
    """Return the file of the box an address of a page means, or ""."""
    plain = unquote(address.split("#")[0].split("?")[0]).strip()
    if not plain or ("://" in plain and not plain.startswith("http")):
        return ""
    local = plain.split("://", 1)[-1].partition("/")[2] if "://" in plain else plain
    beside = normpath(join(dirname(page), local)) if not local.startswith("/") else local
    return box.find(beside) or box.find(local)


def place_pictures(html: str, number_of: Callable[[str], int | None]) -> str:
    """Return cleaned markup in which the pictures of the box are the item's own."""
    soup = BeautifulSoup(html, "html.parser")
    for picture in soup.find_all("img"):
        source = str(picture.get("src", ""))
        number = number_of(source[4:]) if source.startswith("box:") else None
        if number is None:
            picture.decompose()
        else:
            picture["src"] = f"asset:{number}"
    return clean_body(str(soup))
