"""The catalogues this installation knows, and the panels domains add to their entries. Filled by `enrolling`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from mingzheng.catalogues.declaration import Catalogue
from mingzheng.platform.access.public import Actor


@dataclass(frozen=True, slots=True)
class EntryPanel:
    """A block a domain adds to the page of its entries."""

    title: str
    template: str
    context: dict[str, Any]


PanelMaker = Callable[[Any, Actor], Iterable[EntryPanel]]

_catalogues: dict[str, Catalogue] = {}
_panels: dict[str, PanelMaker] = {}


def keep_catalogue(catalogue: Catalogue, panels: PanelMaker | None = None) -> None:
    """Keep a sound declaration. Raises ValueError when another catalogue has its code."""
    if _catalogues.setdefault(catalogue.code, catalogue) != catalogue:
        raise ValueError(f"{catalogue.code}: another catalogue has this code")
    if panels is not None:
        _panels[catalogue.code] = panels


def unregister_catalogue(code: str) -> None:
    """Forget a catalogue. For tests of toy catalogues only."""
    _catalogues.pop(code, None)
    _panels.pop(code, None)


def get_catalogue(code: str) -> Catalogue:
    """Return a catalogue by code. KeyError when unknown."""
    return _catalogues[code]


def list_catalogues() -> list[Catalogue]:
    """Return every catalogue, as registered."""
    return list(_catalogues.values())


def panels_of(catalogue: Catalogue, version: Any, actor: Actor) -> list[EntryPanel]:
    """Return what the domain shows of an entry."""
    maker = _panels.get(catalogue.code)
    return list(maker(version, actor)) if maker is not None else []
