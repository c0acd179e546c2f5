"""Addresses articles had on an earlier site: how two are compared, and the map another web server reads. Pure.

Legal basis: 政府网站发展指引 (网站整合迁移: what is moved stays reachable).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

LONGEST_KEY = 500
# What phone messengers and counters append to a link that is handed on; it never says which article is meant.
APPENDED = frozenset({"from", "isappinstalled", "nsukey", "spm", "wxfid", "scene", "sessionid", "jsessionid"})
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?]*", re.IGNORECASE)
_AS_WRITTEN = "/:@!&()*+,;=~._-"


def key_of(address: str) -> str:
    """Return an address as it is compared: path and question without host, order and what messengers append.

    "" for a front page and for what no server is ever asked (an address that differs only behind "#").
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return key_of_parts(parts.path, parts.query)


def key_of_parts(path: str, query: str) -> str:
    """Return the key of an address whose parts stand apart."""
    asked = sorted(
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name.casefold() not in APPENDED and not name.casefold().startswith("utm_")
    )
    place = _SESSION.sub("", unquote(path))
    place = _INDEX.sub("", "/" + place.lstrip("/")).rstrip("/")
    key = place + (f"?{urlencode(asked)}" if asked else "")
    return key if len(key) <= LONGEST_KEY and "\x00" not in key else ""


def address_beside(file: str, written: str, page_file: str, page_address: str) -> str:
    """Return where a file of the box stood on the earlier site, "" when nothing says it.

    `written` is how the list names it: an address says it itself. Else the packed folder is laid over the site where the
    page's own file and address end alike ("a/1.html", "http://…/zw/a/1.html": everything beside it stood under "/zw/").
    """
    if written.startswith(("/", "http://", "https://")):
        return written
    packed, place = page_file.split("/"), page_address.partition("?")[0].split("/")
    alike = 0
    while alike < min(len(packed), len(place)) and unquote(packed[-1 - alike]) == unquote(place[-1 - alike]):
        alike += 1
    above = "".join(f"{part}/" for part in packed[: len(packed) - alike])
    if not (page_file and alike and file.startswith(above)):
        return ""
    return "/".join([*place[: len(place) - alike], file.removeprefix(above)])


def host_of(address: str) -> str:
    """Return the host of an address without port and "www.", "" for a path alone."""
    try:
        host = urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""
    return host.casefold().removeprefix("www.")


def write_nginx_map(on: date, moved: Iterable[tuple[str, str]]) -> str:
    """Return a map for nginx from old addresses to new ones; a path two old sites had in common goes by its host."""
    by_request: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for address, target in moved:
        by_request[_request(address)].append((host_of(address), target))
    plain = {request: held[0][1] for request, held in by_request.items() if len({target for _, target in held}) == 1}
    shared = {
        f"{prefix}{host}{request}": target
        for request, held in by_request.items()
        if request not in plain
        for host, target in held
        if host and [one for one, _ in held].count(host) == 1
        for prefix in ("", "www.")
    }
    lines = [
        f"# 原网址跳转对照，{on:%Y-%m-%d} 生成，共 {len(plain) + len(shared)} 条",
        "# 用法：在 http 段 include 本文件；在 server 段写",
        "#   if ($mingzheng_moved) { return 301 $mingzheng_moved; }",
        "#   if ($mingzheng_moved_by_host) { return 301 $mingzheng_moved_by_host; }",
        "map_hash_max_size 262144;",
        "map_hash_bucket_size 1024;",
        *_map("$request_uri", "$mingzheng_moved", plain),
        *_map("$host$request_uri", "$mingzheng_moved_by_host", shared),
    ]
    return "\n".join([*lines, ""])


def _map(asked: str, answer: str, targets: dict[str, str]) -> list[str]:
    return [f"map {asked} {answer} {{", '    default "";', *(f'    "{a}" "{b}";' for a, b in targets.items()), "}"]


def _request(address: str) -> str:
    """Return what a browser asks a server for: path and question, everything beyond ASCII encoded."""
    parts = urlsplit(address.strip())
    path = quote(unquote("/" + parts.path.lstrip("/")), safe=_AS_WRITTEN)
    return path + (f"?{quote(parts.query, safe=f'%?{_AS_WRITTEN}')}" if parts.query else "")
