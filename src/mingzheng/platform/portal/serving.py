"""Serves the files of the site before Django wakes up, and any page in elder mode 长者版 under /elder/.

Standard library only. What a file says is trusted (it was published), what a visitor asks is not: an address that is not
made of plain names is left to the application. Elder mode is a prefix, so it needs neither script nor cookie: the page
gets a class, and its links stay under the prefix.
"""

import gzip
import os
import re
import stat
from collections.abc import Callable, Iterable
from email.utils import formatdate
from pathlib import Path
from typing import Any

from mingzheng.platform.portal.paths import RESERVED, file_of, is_safe

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

ELDER = "/elder"
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
}
SHOWN = (".html", ".css", ".js", ".xml", ".atom", ".rss", ".ics", ".txt", ".json", ".png", ".jpg", ".jpeg", ".gif")
SHOWN_TOO = (".webp", ".pdf", ".mp3", ".mp4")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
STILL = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
COMMON: Headers = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"),
]
_LINK = re.compile(rb'(?<!data-plain )\b(href|action)="/(?!site-assets/|static/|elder/|elder"|api/|desk)')
_HTML = re.compile(rb'<html lang="zh-Hans"( class="[^"]*")?')


class SiteServer:
    """A WSGI application in front of another one. `count(path, environ)` is told of every page that was read."""

    def __init__(
        self,
        application: Application,
        folder: Path,
        count: Callable[[str, Environ], None] | None = None,
        *,
        https: bool = False,
    ) -> None:
        """Serve what lies in `folder`, hand everything else on; with `https` readers are told to stay there."""
        self._application = application
        self._folder = folder
        self._count = count
        self._common = [*COMMON, ("Strict-Transport-Security", "max-age=31536000")] if https else COMMON

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "") or "/"
        elder = path == ELDER or path.startswith(f"{ELDER}/")
        if elder:
            path = path.removeprefix(ELDER) or "/"
            environ = {**environ, "PATH_INFO": path, "mingzheng.elder": True}
        if environ.get("REQUEST_METHOD") in {"GET", "HEAD"} and is_safe(path) and path.split("/")[1] not in RESERVED:
            answer = self._serve(path, environ, start_response, elder=elder)
            if answer is not None:
                return answer
        if elder:
            return self._pass_on_enlarged(environ, start_response)
        return self._application(environ, start_response)

    def _serve(
        self, path: str, environ: Environ, start_response: StartResponse, *, elder: bool
    ) -> Iterable[bytes] | None:
        file = file_of(self._folder, path)
        found = _stat(file)
        if found is None:
            if not path.endswith("/") and _stat(file / "index.html") is not None:
                return self._redirect(f"{ELDER if elder else ''}{path}/", start_response)
            return None
        status, target = _read_status(file)
        if status == 301:
            return self._redirect((ELDER if elder else "") + target, start_response)
        if self._count is not None and file.suffix == ".html" and status == 200:
            self._count(path, environ)
        elder = elder and file.suffix == ".html"
        tag = f'"{found.st_mtime_ns:x}-{found.st_size:x}{"-e" if elder else ""}"'
        headers = self._headers(file, path, tag, found.st_mtime)
        if status == 200 and _matches(environ.get("HTTP_IF_NONE_MATCH", ""), tag):
            start_response("304 Not Modified", headers)
            return [b""]
        body, packed = _read(file, environ, elder=elder)
        if packed:
            headers.append(("Content-Encoding", "gzip"))
        headers.append(("Content-Length", str(len(body))))
        start_response("410 Gone" if status == 410 else "200 OK", headers)
        return [b"" if environ.get("REQUEST_METHOD") == "HEAD" else body]

    def _headers(self, file: Path, path: str, tag: str, changed: float) -> Headers:
        suffix = file.suffix.lower()
        headers = [
            ("Content-Type", MEDIA_TYPES.get(suffix, "application/octet-stream")),
            ("ETag", tag),
            ("Last-Modified", formatdate(changed, usegmt=True)),
            ("Vary", "Accept-Encoding"),
            # Pages may be taken down at any moment: a copy is always asked about. Assets are named by their contents.
            (
                "Cache-Control",
                "public, max-age=31536000, immutable" if path.startswith("/site-assets/") else "public, no-cache",
            ),
            ("Content-Security-Policy", POLICY if suffix == ".html" else STILL),
            *self._common,
        ]
        if suffix not in SHOWN + SHOWN_TOO and not path.startswith("/site-assets/"):
            headers.append(("Content-Disposition", "attachment"))
        return headers

    def _redirect(self, target: str, start_response: StartResponse) -> Iterable[bytes]:
        headers = [("Location", target), ("Cache-Control", "public, no-cache"), ("Content-Length", "0"), *self._common]
        start_response("301 Moved Permanently", headers)
        return [b""]

    def _pass_on_enlarged(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, then enlarge what it answered if that is a page."""
        told: list[Any] = []

        def remember(status: str, headers: Headers, exc_info: Any = None) -> None:
            told[:] = [status, headers]

        environ = {**environ, "HTTP_ACCEPT_ENCODING": ""}
        parts = self._application(environ, remember)
        body = b"".join(parts)
        getattr(parts, "close", lambda: None)()
        status, headers = told
        kind = {name.lower(): value for name, value in headers}.get("content-type", "")
        if kind.startswith("text/html"):
            body = enlarge(body)
            headers = [(name, value) for name, value in headers if name.lower() not in {"content-length", "etag"}]
            headers.append(("Content-Length", str(len(body))))
        headers = [(name, _stay(value) if name.lower() == "location" else value) for name, value in headers]
        start_response(status, headers)
        return [body]


def enlarge(body: bytes) -> bytes:
    """Return a page in elder mode: its class, and its links under the prefix (but those marked `data-plain`)."""
    body = body.replace(b'<details class="doc__fields-box" open>', b'<details class="doc__fields-box">')
    return _LINK.sub(rb'\1="/elder/', _HTML.sub(rb'<html lang="zh-Hans" class="elder"', body, count=1))


def _stay(location: str) -> str:
    own = location.startswith("/") and not location.startswith(("//", "/desk", "/api", "/static", f"{ELDER}/"))
    return ELDER + location if own else location


def _stat(file: Path) -> os.stat_result | None:
    try:
        found = os.lstat(file)
    except (OSError, ValueError):
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _read_status(file: Path) -> tuple[int, str]:
    try:
        words = file.with_name(f"{file.name}.status").read_text("ascii").split()
    except (OSError, ValueError):
        return 200, ""
    if len(words) == 2 and words[0] == "301" and is_safe(words[1]):
        return 301, words[1]
    return 410, ""


def _matches(given: str, tag: str) -> bool:
    return given.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in given.split(","))


def _read(file: Path, environ: Environ, *, elder: bool) -> tuple[bytes, bool]:
    """Return the bytes to send and whether they are compressed."""
    takes_gzip = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    if elder:
        body = enlarge(file.read_bytes())
        return (gzip.compress(body, 1, mtime=0), True) if takes_gzip else (body, False)
    if takes_gzip:
        try:
            return file.with_name(f"{file.name}.gz").read_bytes(), True
        except OSError:
            pass
    return file.read_bytes(), False
