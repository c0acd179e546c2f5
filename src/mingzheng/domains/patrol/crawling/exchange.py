"""One exchange with a server, bounded in time and bytes whatever the server does, and the redirects that follow.

Each hop is resolved and judged anew (`addresses`) and the connection goes to exactly that address. Nothing is kept here.
"""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mingzheng.domains.patrol.crawling.addresses import USUAL_PORTS, AddressRefused, normalise, resolve

AGENT = "MingzhengPatrol"
HEADERS = {
    "User-Agent": f"{AGENT}/1.0 (site inspection)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
MOST_REDIRECTS = 5
CHUNK = 65_536
REDIRECTS = frozenset({301, 302, 303, 307, 308})

# What went wrong, in words for readers.
FAULTS: Mapping[str, str] = {
    "timeout": "规定时间内没有打开",
    "dns": "域名无法解析",
    "connection": "无法连接",
    "tls": "安全证书无效",
    "bad_answer": "应答不合规范",
    "loop": "循环跳转",
    "redirects": "跳转次数过多",
    "refused": "地址不予访问",
    "robots": "对方声明不得访问，未核查",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered. `fault` is a key of FAULTS, empty when there was an answer; `status` 0 when none came."""

    url: str
    final_url: str
    status: int = 0
    fault: str = ""
    detail: str = ""
    seconds: float = 0.0
    media_type: str = ""
    charset: str = ""
    body: bytes = b""
    is_whole: bool = True

    @property
    def opened(self) -> bool:
        """Say whether a reader would have seen the page."""
        return not self.fault and 200 <= self.status < 400


class _TimedStream(io.RawIOBase):
    """Reads a socket and gives up at a moment, however slowly the bytes drip."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        super().__init__()
        self._sock, self._until = sock, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(_left(self._until))
        return self._sock.recv_into(buffer)


class _TimedSocket:
    """What `http.client` needs of a socket, with one last moment for everything."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock, self._until = sock, until

    def makefile(self, *args: Any, **kwargs: Any) -> io.BufferedReader:
        return io.BufferedReader(_TimedStream(self._sock, self._until))

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(_left(self._until))
        self._sock.sendall(data)

    def close(self) -> None:
        """Leave the socket open: the answer's body is still to be read, and who opened it closes it."""


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def fetch(url: str, *, allowed: Iterable[str], seconds: float, most: int) -> Fetched:
    """Ask for an address and follow its redirects; never raises for what a server or a network does.

    `most` bounds the bytes read of the body (0: only whether it answers). `seconds` bounds everything together.
    """
    begun, listed = time.monotonic(), frozenset(allowed)
    until, here, been = begun + seconds, url, {url}
    while True:
        found, location = _ask(here, listed, until, most)
        found = Fetched(**{**_fields(found), "url": url, "seconds": round(time.monotonic() - begun, 3)})
        following = normalise(location, here) if location and found.status in REDIRECTS else None
        if following is None:
            return found
        if following in been:
            return _failed(url, here, "loop", begun, status=found.status)
        if len(been) > MOST_REDIRECTS:
            return _failed(url, here, "redirects", begun, status=found.status)
        been.add(following)
        here = following


def _fields(found: Fetched) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Fetched.__slots__}


def _failed(url: str, here: str, fault: str, begun: float, *, status: int = 0, detail: str = "") -> Fetched:
    return Fetched(url, here, status, fault, detail, round(time.monotonic() - begun, 3))


def _ask(url: str, allowed: frozenset[str], until: float, most: int) -> tuple[Fetched, str]:
    begun = time.monotonic()
    try:
        return _exchange(url, allowed, until, most)
    except AddressRefused as error:
        return _failed(url, url, "refused", begun, detail=str(error)), ""
    except TimeoutError:
        return _failed(url, url, "timeout", begun), ""
    except socket.gaierror:
        return _failed(url, url, "dns", begun), ""
    except (ssl.SSLError, ssl.CertificateError):
        return _failed(url, url, "tls", begun), ""
    except OSError:
        return _failed(url, url, "connection", begun), ""
    except (http.client.HTTPException, ValueError, zlib.error):
        return _failed(url, url, "bad_answer", begun), ""


def _exchange(url: str, allowed: frozenset[str], until: float, most: int) -> tuple[Fetched, str]:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or USUAL_PORTS[parts.scheme]
    sock = _connect(parts.scheme, host, port, allowed, until)
    connection = http.client.HTTPConnection(host, port)
    connection.sock = _TimedSocket(sock, until)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"Host": parts.netloc, **HEADERS})
        answer = connection.getresponse()
        body, is_whole = _read(answer, most) if answer.status not in REDIRECTS else (b"", True)
        media_type = answer.headers.get_content_type() if "content-type" in answer.headers else ""
        charset = answer.headers.get_content_charset() or ""
        found = Fetched(
            url,
            url,
            answer.status,
            media_type="".join(filter(str.isprintable, media_type))[:100],
            charset=charset[:40],
            body=body,
            is_whole=is_whole,
        )
        return found, answer.headers.get("location", "")
    finally:
        connection.close()
        sock.close()


def _connect(scheme: str, host: str, port: int, allowed: frozenset[str], until: float) -> socket.socket:
    address = resolve(host, port, allowed)
    plain = socket.create_connection((address, port), timeout=_left(until))
    if scheme != "https":
        return plain
    try:
        plain.settimeout(_left(until))
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def _read(answer: http.client.HTTPResponse, most: int) -> tuple[bytes, bool]:
    """Read at most `most` bytes, unpacked ones where the server packs unasked; say whether that was all."""
    packed = answer.headers.get("content-encoding", "").lower()
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed in {"gzip", "deflate"} else None
    parts: list[bytes] = []
    size = 0
    while size <= most and most:
        chunk = answer.read1(CHUNK)
        if not chunk:
            return b"".join(parts), True
        part = unpack.decompress(chunk, most + 1 - size) if unpack else chunk
        parts.append(part)
        size += len(part)
    return b"".join(parts)[:most], False
