"""The manual inside the application: the pages of `docs/manual` drawn for whoever is signed in, with their pictures.

Reads files only and names no room: what a page says belongs to the manual. HTML in a page is not let through, and a link
leads to another page of the manual or to the web, nowhere else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.design.public import Crumb
from mingzheng.platform.desk.views import DeskView

markdown_it = lazy_module("markdown_it")

FIRST = "index"
TITLE = "使用说明"
HEADING = re.compile(r"^#\s+(.+?)\s*$", re.MULTILINE)
PAGE_LINK = re.compile(r"^([a-z0-9-]+)\.md(#.*)?$")
PICTURE = re.compile(r"^images/([a-z0-9-]+)\.png$")
NAME = re.compile(r"^[a-z0-9-]+$")
WEB = ("https://", "http://", "#")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the manual as the list beside it names it."""

    name: str
    title: str
    url: str
    is_current: bool


def manual_folder() -> Path:
    """Return where the manual lies in a checkout."""
    return Path(settings.BASE_DIR) / "docs" / "manual"


def find_file(folder: Path, name: str, suffix: str) -> Path | None:
    """Return a file that lies in `folder` itself, or None; a name that could lead elsewhere is no name."""
    path = folder / f"{name}{suffix}"
    return path if NAME.match(name) and path.is_file() and not path.is_symlink() else None


def list_pages(current: str = "") -> list[Page]:
    """Return the pages in the order the first one links them, the rest by name; empty where there is no manual."""
    folder = manual_folder()
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.md")) if NAME.match(path.stem)}
    linked = re.findall(r"\(([a-z0-9-]+)\.md\)", texts.get(FIRST, ""))
    names = [name for name in dict.fromkeys((FIRST, *linked, *texts)) if name in texts]
    return [Page(name, _title(texts[name]), page_url(name), name == current) for name in names]


def _title(text: str) -> str:
    found = HEADING.search(text)
    return found[1] if found else TITLE


def page_url(name: str) -> str:
    """Return the address of a page."""
    return reverse("desk:help") if name == FIRST else reverse("desk:help-page", args=[name])


def render_page(text: str) -> SafeString:
    """Return a page as markup without its first heading, which the frame draws."""
    parser = markdown_it.MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(HEADING.sub("", text, count=1))
    for token in tokens:
        _lead_inward(token.children or [])
    return mark_safe(parser.renderer.render(tokens, parser.options, {}))  # noqa: S308 - HTML in pages is escaped


def _lead_inward(tokens: Sequence[Any]) -> None:
    """Turn links to pages and pictures of the manual into addresses; a link to anything else becomes plain text."""
    closing: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            address = _address(str(token.attrGet("href") or ""))
            token.tag, token.attrs = ("a", {"href": address}) if address else ("span", {})
            closing.append(token.tag)
        elif token.type == "link_close":
            token.tag = closing.pop()
        elif token.type == "image":
            picture = PICTURE.match(str(token.attrGet("src") or ""))
            token.attrs["src"] = reverse("desk:help-picture", args=[picture[1]]) if picture else ""
            token.attrs["loading"] = "lazy"


def _address(href: str) -> str:
    page = PAGE_LINK.match(href)
    if page and find_file(manual_folder(), page[1], ".md"):
        return page_url(page[1]) + (page[2] or "")
    return href if href.startswith(WEB) else ""


class HelpView(DeskView):
    """One page of the manual, the list of pages beside it."""

    template_name = "desk/help.html"

    def get_page_title(self) -> str:
        """Return the page's own heading."""
        return next((page.title for page in self.pages if page.is_current), TITLE)

    def get_crumbs(self) -> Sequence[Crumb]:
        """Return the way from the first page."""
        title = self.get_page_title()
        return () if title == TITLE else (Crumb(TITLE, page_url(FIRST)), Crumb(title))

    @property
    def pages(self) -> list[Page]:
        """Return the list of pages with the open one marked."""
        if not hasattr(self, "_pages"):
            self._pages = list_pages(self.kwargs.get("page", FIRST))
        return self._pages

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page, or nothing where the manual is not installed; 404 for a page there is none of."""
        name = self.kwargs.get("page", FIRST)
        path = find_file(manual_folder(), name, ".md")
        if path is None and name != FIRST:
            raise Http404
        text = render_page(path.read_text("utf-8")) if path else ""
        return super().get_context_data(text=text, pages=self.pages, **kwargs)


@login_required
def help_picture(request: HttpRequest, name: str) -> FileResponse:
    """Answer with a picture of the manual; PNG only, from its one folder."""
    path = find_file(manual_folder() / "images", name, ".png")
    if path is None:
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return response
