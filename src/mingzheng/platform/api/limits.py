"""How much one caller may ask: requests a minute, bytes a request. The counts live in the cache, one window a minute.

With the process-local cache each web process counts for itself; a shared cache makes it one count.
"""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from mingzheng.platform.api.problems import Problem
from mingzheng.platform.ledger.public import now
from mingzheng.platform.parameters.public import get_value

WINDOW_SECONDS = 60
LARGEST_BODY = 1_048_576


def find_excess(who: str) -> Problem | None:
    """Count a request of a known caller; return the problem when there are too many."""
    return _count(f"caller:{who}", get_value("api.requests_per_minute"), now())


def find_guessing(request: HttpRequest) -> Problem | None:
    """Count a failed sign-in of an address; return the problem when somebody seems to be guessing tokens."""
    return _count(f"guess:{request.META.get('REMOTE_ADDR', '')}", get_value("api.failed_tokens_per_minute"), now())


def find_oversize(request: HttpRequest) -> Problem | None:
    """Return the problem of a body that is too large or whose size is not told."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not told.isdigit():
        return Problem(400, "bad_length", "Content-Length 无法识别。")
    if int(told) > LARGEST_BODY:
        return Problem(413, "body_too_large", f"请求不得超过 {LARGEST_BODY // 1024} KB。", "文件请用上传接口。")
    return None


def _count(what: str, most: int, at: datetime) -> Problem | None:
    seconds = int(at.timestamp())
    window = seconds // WINDOW_SECONDS
    key = f"{settings.DISTRICT_CODE}:api:{what}:{window}"
    cache.add(key, 0, WINDOW_SECONDS * 2)
    try:
        count = cache.incr(key)
    except ValueError:  # dropped between the two calls
        return None
    if count <= most:
        return None
    wait = str(WINDOW_SECONDS - seconds % WINDOW_SECONDS)
    return Problem(
        429,
        "too_many_requests",
        f"每分钟不得超过 {most} 次。",
        f"请 {wait} 秒后再试。",
        headers={"Retry-After": wait},
    )
