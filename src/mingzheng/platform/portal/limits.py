"""How often one address or one contact may do something, counted over the database: all processes see one count.

Addresses and contacts are kept as keyed hashes, and only as long as their window.
"""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.db import connections, transaction
from django.db.models import F
from django.http import HttpRequest

from mingzheng.platform.database.public import Tally, fetch_rows
from mingzheng.platform.parameters.public import get_value
from mingzheng.platform.portal.models import Used

MINUTE = 60
STEPS = 20
_ADD = """
    INSERT INTO portal_used (who, what, "window", count) VALUES (%s, %s, %s, %s)
    ON CONFLICT (who, what, "window") DO UPDATE SET count = portal_used.count + excluded.count
    RETURNING count
"""


@dataclass(frozen=True, slots=True)
class TooOften:
    """Somebody has used up what he may do; `wait` says for how long, in words for people."""

    seconds: int

    @property
    def wait(self) -> str:
        """Return how long to wait."""
        minutes = -(-self.seconds // 60)
        return f"{minutes} 分钟" if minutes < 120 else f"{-(-minutes // 60)} 小时"


def client_address(request: HttpRequest) -> str:
    """Return the reader's address; behind our own proxies it is the one the outermost of them saw."""
    remote = str(request.META.get("REMOTE_ADDR", ""))
    proxies = int(get_value("portal.proxies"))
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return seen[-proxies][:60] if proxies and len(seen) >= proxies else remote


def count_use(who: str, what: str, *, most: int, window: dt.timedelta, at: dt.datetime) -> TooOften | None:
    """Count one use; return TooOften when there have been more than `most` within the window."""
    length = int(window.total_seconds())
    seconds = int(at.timestamp())
    start = seconds - seconds % length
    mark = _mark(who)
    with transaction.atomic():
        Used.objects.bulk_create([Used(who=mark, what=what, window=start)], ignore_conflicts=True)
        row = Used.objects.filter(who=mark, what=what, window=start)
        row.update(count=F("count") + 1)
        count = row.values_list("count", flat=True).get()
    return TooOften(start + length - seconds) if count > most else None


def count_post(request: HttpRequest, form: str, *, contact: str = "", at: dt.datetime) -> TooOften | None:
    """Count one sent public form, by address and hour, and by contact and day when one is given."""
    found = count_use(
        client_address(request), form, most=get_value("portal.posts_per_hour"), window=dt.timedelta(hours=1), at=at
    )
    if found is None and contact:
        most = get_value("portal.contact_posts_per_day")
        found = count_use(contact, f"{form}.contact", most=most, window=dt.timedelta(days=1), at=at)
    return found


def count_quickly(request: HttpRequest, what: str, *, parameter: str, at: dt.datetime) -> int:
    """Count a read of an address, a minute at a time; return the seconds to wait, 0 when it may go on.

    One count over all processes, told to the database in steps: a read costs no write, and together the processes let
    through at most a step each more than the limit.
    """
    seconds, most = int(at.timestamp()), int(get_value(parameter))
    count = _reads.add(f"{what}|{client_address(request)}", seconds // MINUTE, step=max(most // STEPS, 1), most=most)
    return MINUTE - seconds % MINUTE if count > most else 0


def _mark(who: str) -> str:
    """Return what is kept of an address or a contact."""
    return hmac.new(settings.SECRET_KEY.encode(), f"portal.limit|{who}".encode(), hashlib.sha256).hexdigest()


def _tell(who: str, window: int, count: int) -> int:
    """Add reads of an address to the count all processes share and return what it is then."""
    what, _, address = who.partition("|")
    with transaction.atomic():
        rows = fetch_rows(connections["default"], _ADD, [_mark(address), what, window * MINUTE, count])
    return int(rows[0][0])


_reads = Tally(_tell)


def forget_uses(*, at: dt.datetime) -> int:
    """Remove counts of windows that are over; return how many."""
    removed, _ = Used.objects.filter(window__lt=int(at.timestamp()) - 2 * 86_400).delete()
    return removed
