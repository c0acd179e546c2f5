"""The doors of the site: 查政策, 找服务, 提诉求. A door whose room does not exist yet leads to a configured outside site."""

from dataclasses import dataclass

from mingzheng.platform.parameters.public import get_value
from mingzheng.platform.portal.outbound import outbound_address


@dataclass(frozen=True, slots=True)
class Door:
    """A way in from the home page. `url` is an address of this site, or the parameter of the outside site stands in."""

    key: str
    title: str
    purpose: str
    order: int
    url: str = ""
    outside: str = ""
    icon: str = "forward"


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A door as a page draws it."""

    title: str
    purpose: str
    url: str
    leaves: bool
    icon: str


_doors: dict[str, Door] = {}


def register_door(door: Door) -> None:
    """Make a door known; one of the same key takes the place of what stood there (a room that now exists)."""
    _doors[door.key] = door


def list_doors() -> tuple[OpenDoor, ...]:
    """Return the doors that lead somewhere, in order."""
    found = []
    for door in sorted(_doors.values(), key=lambda one: one.order):
        outside = get_value(door.outside) if door.outside and not door.url else ""
        url = door.url or (outbound_address(outside) if outside else "")
        if url:
            found.append(OpenDoor(door.title, door.purpose, url, bool(outside), door.icon))
    return tuple(found)


register_door(Door("policy", "查政策", "现行有效的文件、解读和问答", 10, url="/search", icon="document"))
register_door(
    Door("service", "找服务", "办事指南、预约和进度", 20, outside="portal.service_url", icon="stamp"),
)
register_door(Door("appeal", "提诉求", "咨询、投诉、建议和求助", 30, outside="portal.appeal_url", icon="phone"))
