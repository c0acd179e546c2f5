"""The side navigation: a registry rooms add their items to, and the view of it for one actor.

Groups fold: the reader's choice comes with the request, the group of the current page is always open.
Which items an actor may see is decided by each item's own `visible`; counts come from one provider.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, get_urlconf, reverse

GROUPS: dict[str, tuple[str, int]] = {
    "": ("", 0),
    "work": ("办理", 10),
    "plan": ("工作要点", 20),
    "figures": ("统计", 30),
    "register": ("登记与目录", 40),
    "administration": ("管理", 90),
}


def everybody(actor: Any) -> bool:
    """Show an item to everybody who is signed in."""
    return actor is not None


@dataclass(frozen=True, slots=True)
class NavItem:
    """One item: `url_name` is reversed with `args`; items stand in their group by `order`."""

    key: str
    title: str
    url_name: str
    icon: str = "list"
    order: int = 50
    visible: Callable[[Any], bool] = everybody
    group: str = "work"
    args: tuple[str, ...] = ()


MOST_SHOWN = 99
"""How far the side bar counts: a reader who has more opens the list, and counting on would hold up every page."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many things wait behind an item, and the lamp they stand under; beyond `MOST_SHOWN` any number will do."""

    value: int
    lamp: str = ""


def count_shown(rows: QuerySet[Any, Any]) -> int:
    """Return how many rows there are, counted no further than the side bar says."""
    return rows.order_by()[: MOST_SHOWN + 1].count()


def _write_count(value: int) -> str:
    return f"{MOST_SHOWN}+" if value > MOST_SHOWN else str(value)


@dataclass(frozen=True, slots=True)
class NavEntry:
    """An item as drawn."""

    title: str
    url: str
    icon: str
    is_current: bool
    count: int
    lamp: str

    @property
    def shown(self) -> str:
        """Return the number as the side bar writes it."""
        return _write_count(self.count)


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A titled group of items as drawn; what waits in it is said on its title while it is folded."""

    title: str
    items: tuple[NavEntry, ...]
    key: str = ""
    is_open: bool = True

    @property
    def folds(self) -> bool:
        """Whether the reader may fold the group; what he works on every day stays in sight."""
        return self.key not in ALWAYS_OPEN

    @property
    def count(self) -> int:
        """How many things wait behind the items of the group."""
        return sum(item.count for item in self.items)

    @property
    def shown(self) -> str:
        """Return that number as the side bar writes it."""
        return _write_count(self.count)

    @property
    def is_late(self) -> bool:
        """Whether something overdue waits in it."""
        return any(item.lamp == "overdue" for item in self.items)


ALWAYS_OPEN = frozenset({"", "work"})
CountProvider = Callable[[Any], Mapping[str, Count]]
_items: dict[str, NavItem] = {}
_groups: dict[str, tuple[str, int]] = dict(GROUPS)
_providers: list[CountProvider] = []


def register_group(key: str, title: str, order: int) -> None:
    """Add or rename a group of the navigation."""
    _groups[key] = (title, order)


def register_nav(item: NavItem) -> NavItem:
    """Add an item; raises ValueError when the key is taken by another item or the group is unknown."""
    if item.group not in _groups:
        raise ValueError(f"unknown navigation group: {item.group}")
    if _items.setdefault(item.key, item) != item:
        raise ValueError(f"navigation item {item.key} is registered twice")
    return item


def register_counts(provider: CountProvider) -> CountProvider:
    """Add a provider of counts by item key; it is asked once a page and must cost a fixed number of queries."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def _find_url(item: NavItem) -> str | None:
    return _reversed(item.url_name, item.args, get_urlconf() or settings.ROOT_URLCONF)


@cache
def _reversed(url_name: str, args: tuple[str, ...], urlconf: str) -> str | None:
    """Return an address, looked up once for each table of addresses: every page asks for half a hundred."""
    try:
        return reverse(url_name, urlconf=urlconf, args=args)
    except NoReverseMatch:
        return None


def list_navigation(actor: Any, path: str, *, unfolded: str = "") -> tuple[NavGroup, ...]:
    """Return the groups `actor` may see, with the item that `path` belongs to marked.

    The longest address that begins the path is the current one; home, which begins every path, only on its own page. An
    item whose page is not built yet is left out.
    `unfolded` names the groups the reader keeps open, joined by dots; it comes from his browser and is only compared.
    """
    visible = [item for item in _items.values() if item.visible(actor)]
    urls = {item.key: url for item in visible if (url := _find_url(item)) is not None}
    home = min(urls.values(), key=len, default="")
    around = {key: url for key, url in urls.items() if path.startswith(url) and (url != home or path == home)}
    current = max(around, key=lambda key: len(around[key]), default="")
    counts: dict[str, Count] = {}
    for provider in _providers:
        counts.update(provider(actor))
    entries: dict[str, list[NavEntry]] = {}
    for item in sorted(visible, key=lambda each: (each.order, each.key)):
        if item.key in urls:
            count = counts.get(item.key, Count(0))
            entry = NavEntry(item.title, urls[item.key], item.icon, item.key == current, count.value, count.lamp)
            entries.setdefault(item.group, []).append(entry)
    ordered = sorted(entries, key=lambda key: (_groups[key][1], key))
    kept_open = ALWAYS_OPEN | set(unfolded.split("."))
    return tuple(_draw_group(key, tuple(entries[key]), kept_open) for key in ordered)


def _draw_group(key: str, items: tuple[NavEntry, ...], kept_open: AbstractSet[str]) -> NavGroup:
    is_open = key in kept_open or any(item.is_current for item in items)
    return NavGroup(_groups[key][0], items, key, is_open)
