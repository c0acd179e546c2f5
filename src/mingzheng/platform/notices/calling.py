"""Calls an address outside: only hosts an administrator listed, one connection to the address just judged, no redirects.

The listed host is resolved once and the connection goes to exactly that address, so that a name cannot point elsewhere
between judging and calling. Addresses of this machine, link-local and multicast ones are refused unless listed as such.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

TIMEOUT_SECONDS = 10
MOST_READ = 4096


class AddressRefusedError(Exception):
    """The address may not be called; the text is Chinese and for the owner of the address."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was judged: where to connect and what to ask for."""

    scheme: str
    host: str
    port: int
    path: str


def check_address(url: str, *, allowed: Iterable[str]) -> Target:
    """Return the target of an address that is listed, or raise AddressRefusedError.

    `allowed`: "host" or "host:port" for https, "http://host:port" for plain http inside the office's own network.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise AddressRefusedError("接收地址无法识别。") from error
    host = (parts.hostname or "").lower()
    if not url.isascii() or not url.isprintable() or " " in url or not host:
        raise AddressRefusedError("接收地址无法识别。")
    if parts.username or parts.password or parts.fragment:
        raise AddressRefusedError("接收地址不得含用户名、密码或 # 片段。")
    listed = {entry.strip().lower() for entry in allowed}
    if parts.scheme == "https":
        is_listed = host in listed or f"{host}:{port}" in listed
    else:
        is_listed = parts.scheme == "http" and f"http://{host}:{port}" in listed
    if not is_listed:
        raise AddressRefusedError("该地址不在允许回调的主机名单内（http 须连同协议和端口列入），请联系系统管理员。")
    return Target(parts.scheme, host, port, _path(parts))


def post(target: Target, *, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a POST to a judged target and return the status. Raises AddressRefusedError, OSError."""
    address = _resolve(target)
    connection = _connection(target, address)
    try:
        connection.request("POST", target.path, body=body, headers={"Host": _host_header(target), **headers})
        response = connection.getresponse()
        response.read(MOST_READ)
        return response.status
    finally:
        connection.close()


def _path(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _host_header(target: Target) -> str:
    usual = 443 if target.scheme == "https" else 80
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == usual else f"{host}:{target.port}"


def _resolve(target: Target) -> str:
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    address = str(found[0][4][0])
    value = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(value, "ipv4_mapped", None)
    value = mapped or value
    own = value.is_loopback or value.is_link_local or value.is_multicast or value.is_unspecified or value.is_reserved
    if own and str(value) != target.host:
        raise AddressRefusedError("该主机指向本机或保留地址，不予回调。")
    return address


def _connection(target: Target, address: str) -> http.client.HTTPConnection:
    plain = socket.create_connection((address, target.port), timeout=TIMEOUT_SECONDS)
    connection = http.client.HTTPConnection(target.host, target.port, timeout=TIMEOUT_SECONDS)
    if target.scheme == "https":
        try:
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
        except (ssl.SSLError, OSError):
            plain.close()
            raise
    else:
        connection.sock = plain
    return connection
