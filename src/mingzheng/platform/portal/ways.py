"""The ways that stand at the head of every public page: rooms with pages of their own register one.

The doors of the home page are `doors`; the columns of published information belong to the room that publishes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A way to the pages of a room: `url` is an address of this site that always answers."""

    key: str
    title: str
    url: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class DrawnWay:
    """A way as a page draws it."""

    title: str
    url: str
    here: bool


_ways: dict[str, Way] = {}


def register_way(way: Way) -> None:
    """Make a way known; raises ValueError when its key stands for another."""
    if _ways.setdefault(way.key, way) != way:
        raise ValueError(f"public way {way.key} is registered twice")


def list_ways(path: str) -> tuple[DrawnWay, ...]:
    """Return the ways in order, with the one marked that the page at `path` belongs to."""
    ordered = sorted(_ways.values(), key=lambda way: (way.order, way.key))
    return tuple(DrawnWay(way.title, way.url, path.startswith(way.url)) for way in ordered)
