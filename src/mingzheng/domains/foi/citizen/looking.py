"""How often looking first answers the question: something public was opened, and no application followed. Counts, nobody."""

from datetime import date, timedelta

from django.db.models import F, Sum

from mingzheng.domains.foi.models import LookedCount

KEPT = timedelta(days=730)


def count_opened(on: date) -> None:
    """Count that somebody opened what he found."""
    _count(on, "opened")


def count_applied(on: date) -> None:
    """Count that somebody who had opened something applied all the same."""
    _count(on, "applied")


def count_spared(since: date, until: date) -> tuple[int, int]:
    """Return how many opened what they found in these days, and how many of them did not apply."""
    sums = LookedCount.objects.filter(day__range=(since, until)).aggregate(opened=Sum("opened"), applied=Sum("applied"))
    opened = sums["opened"] or 0
    return opened, max(0, opened - (sums["applied"] or 0))


def _count(on: date, what: str) -> None:
    LookedCount.objects.bulk_create([LookedCount(day=on)], ignore_conflicts=True)
    LookedCount.objects.filter(day=on).update(**{what: F(what) + 1})
