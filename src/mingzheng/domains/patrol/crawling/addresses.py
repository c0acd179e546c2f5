"""Addresses: brought into one form, told apart by host, and judged by where their host really stands.

A site under inspection decides which links we follow. So each connection goes to an address that was judged: private,
own and reserved ones are refused unless an administrator listed the host.
"""

import ipaddress
import re
import socket
from collections.abc import Iterable
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

LONGEST = 1800
USUAL_PORTS = {"http": 80, "https": 443}
_KEEP = "!#$%&'()*+,/:;=?@[]~-._"
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")
_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class AddressRefused(Exception):
    """A host we may not connect to; the text is Chinese and says why."""


def normalise(url: str, base: str = "") -> str | None:
    """Return an address in its one form, or None for what is no address of a site (mailto, script, damaged)."""
    words = url.strip()
    if len(words) > LONGEST or "\\" in words:
        return None
    try:
        parts = urlsplit(urljoin(base, words) if base else words)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in USUAL_PORTS or not host or parts.username or parts.password:
        return None
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, USUAL_PORTS[parts.scheme]) else f"{shown}:{port}"
    found = urlunsplit(SplitResult(parts.scheme, netloc, _written(_flat(parts.path)) or "/", _written(parts.query), ""))
    return found if len(found) <= LONGEST and not _UNSEEN.search(found) else None


def _flat(path: str) -> str:
    """Return a path without the steps "." and ".."; a path is left as it is where it has none."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for step in path.split("/"):
        if step == "..":
            kept = kept[: max(1, len(kept) - 1)]
        elif step != ".":
            kept.append(step)
    return "/".join(kept)


def _written(words: str) -> str:
    return quote(words, safe=_KEEP)


def origin_of(url: str) -> str:
    """Return the host of an address with its port where that is not the usual one."""
    return urlsplit(url).netloc


def path_of(url: str) -> str:
    """Return the path of an address."""
    return urlsplit(url).path or "/"


def moved_to(url: str, start: str) -> str:
    """Return an address with scheme and host of another: one site reached under two names."""
    parts, other = urlsplit(url), urlsplit(start)
    return urlunsplit(SplitResult(other.scheme, other.netloc, parts.path, parts.query, ""))


def resolve(host: str, port: int, allowed: Iterable[str]) -> str:
    """Return the one address to connect to for a host. Raises AddressRefused, OSError.

    `allowed` lists "host" or "host:port" that may stand in a private network.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    address = str(found[0][4][0])
    listed = {entry.strip().lower() for entry in allowed}
    if host in listed or f"{host}:{port}" in listed:
        return address
    if port not in USUAL_PORTS.values():
        raise AddressRefused(f"端口 {port} 不是网站的常用端口，不予访问")
    if not is_public(address):
        raise AddressRefused("该主机指向本机、内网或保留地址，不予访问；确需巡检的，由系统管理员列入允许名单")
    return address


def is_public(address: str) -> bool:
    """Say whether an IP address stands in the open network; one that wraps another is judged by the inner one."""
    value = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(value, ipaddress.IPv6Address):
        if value.ipv4_mapped is not None:
            return is_public(str(value.ipv4_mapped))
        if value.sixtofour is not None or value.teredo is not None or any(value in net for net in _EMBEDDING):
            return False
    return value.is_global and not value.is_multicast
