"""Removes what nobody looks for any more: lines read half a year ago, the record of digests of last year."""

import datetime as dt

from mingzheng.platform.notices.models import Digest, Notice

KEPT_LINES = dt.timedelta(days=183)
KEPT_DIGESTS = dt.timedelta(days=366)


def prune(*, at: dt.datetime) -> int:
    """Remove read lines after half a year and the record of digests after a year; return how many lines."""
    Digest.objects.filter(on__lt=(at - KEPT_DIGESTS).date()).delete()
    removed, _ = Notice.objects.filter(read_at__lt=at - KEPT_LINES).delete()
    return removed
