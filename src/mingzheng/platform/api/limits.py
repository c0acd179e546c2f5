"""How much one caller may ask: requests a minute, bytes a request. One count over all processes, a window a minute."""

from datetime import datetime

from django.db import connections, transaction
from django.http import HttpRequest

from mingzheng.platform.api.models import CallCount
from mingzheng.platform.api.problems import Problem
from mingzheng.platform.database.public import Tally, fetch_rows
from mingzheng.platform.ledger.public import now
from mingzheng.platform.parameters.public import get_value

WINDOW_SECONDS = 60
LARGEST_BODY = 1_048_576
STEPS = 20
_ADD = """
    INSERT INTO api_callcount (what, minute, count) VALUES (%s, %s, %s)
    ON CONFLICT (minute, what) DO UPDATE SET count = api_callcount.count + excluded.count
    RETURNING count
"""


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
        return Problem(
            413, "body_too_large", f"请求不得超过 {LARGEST_BODY // 1024} KB。", "请分次提交；附件在工作台上传。"
        )
    return None


def _count(what: str, most: int, at: datetime) -> Problem | None:
    seconds = int(at.timestamp())
    if _tally.add(what, seconds // WINDOW_SECONDS, step=max(most // STEPS, 1), most=most) <= most:
        return None
    wait = str(WINDOW_SECONDS - seconds % WINDOW_SECONDS)
    return Problem(
        429,
        "too_many_requests",
        f"每分钟不得超过 {most} 次。",
        f"请 {wait} 秒后再试。",
        headers={"Retry-After": wait},
    )


def prune(*, at: datetime) -> int:
    """Remove the counts of windows that are over; return how many."""
    removed, _ = CallCount.objects.filter(minute__lt=int(at.timestamp()) // WINDOW_SECONDS - 1).delete()
    return removed


def _tell(what: str, window: int, count: int) -> int:
    """Add calls to the count all processes share and return what it is then."""
    with transaction.atomic():
        ((told,),) = fetch_rows(connections["default"], _ADD, [what, window, count])
    return int(told)


def make_tally() -> Tally:
    """Return a count of one process that shares its table with all others."""
    return Tally(_tell)


_tally = make_tally()
