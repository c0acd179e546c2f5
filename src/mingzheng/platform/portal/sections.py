"""What a room declares to have pages on the site: sections, pages, and what else shows a page. Writes nothing.

A room's `site_pages.py` is imported when Django starts and calls `register_section`. A *page* is named by its section and
a key of the room's own; one page may be several files (the text, its attachments).
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class StaticPage:
    """One file of the site. `path` begins with "/"; one that ends with "/" is a folder's `index.html`.

    `sitemap`: stands in the sitemap. `status` 410 with a body is a tombstone, 301 with `target` a redirect.
    """

    path: str
    body: bytes
    media_type: str = HTML
    title: str = ""
    changed_at: dt.datetime | None = None
    sitemap: bool = True
    status: int = 200
    target: str = ""


@dataclass(frozen=True, slots=True, order=True)
class PageRef:
    """A page by its section and its key there."""

    section: str
    key: str


# The front page, under the name the room that draws it gives it: what changes it names it in `follow`.
HOME = PageRef("site", "home")


def _nothing(keys: Sequence[str]) -> Sequence[PageRef]:
    return ()


@dataclass(frozen=True, slots=True)
class SiteSection:
    """Pages of one kind.

    `list_keys(after, most)`: keys in ascending order, for rebuilding in batches. `render(key)`: the files of a page, none
    when it is not public (any more). `follow(keys)`: the list pages, feeds and other pages that show these pages.
    `count()`: how many pages there are, for the progress of a rebuild.
    """

    key: str
    title: str
    list_keys: Callable[[str, int], Sequence[str]]
    render: Callable[[str], Sequence[StaticPage]]
    follow: Callable[[Sequence[str]], Sequence[PageRef]] = _nothing
    count: Callable[[], int] | None = None


_sections: dict[str, SiteSection] = {}


def register_section(section: SiteSection) -> None:
    """Make a section known. Raises ValueError when another one holds its key."""
    held = _sections.setdefault(section.key, section)
    if held != section:
        raise ValueError(f"site section {section.key} is declared twice")


def get_section(key: str) -> SiteSection:
    """Return a section; raises LookupError."""
    try:
        return _sections[key]
    except KeyError:
        raise LookupError(f"no site section {key!r}") from None


def list_sections() -> tuple[SiteSection, ...]:
    """Return every section, by key."""
    return tuple(_sections[key] for key in sorted(_sections))
