"""Table 3 of the annual report, counted from reviews and suits.

Counting rule: what was decided counts in the year of its decision under its result; what was received and not decided by
the year's end counts as 尚未审结 of that year. What was registered by mistake counts nowhere.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from mingzheng.domains.foi.contests.models import Contest
from mingzheng.proofing.disclosure.form import TOTAL, CellKey, FormTable, cells_of

PENDING = "pending"
TRACKS_OF: Mapping[str, tuple[str, ...]] = {
    "review": ("review_ordinary", "review_simple"),
    "direct": ("direct",),
    "after_review": ("after_review",),
}


def counted_contests() -> QuerySet[Contest]:
    """Return the reviews and suits that count."""
    return Contest.objects.filter(is_struck=False)


def contests_of(group: str) -> QuerySet[Contest]:
    """Return those of a group of columns. Raises KeyError for an unknown one."""
    return counted_contests().filter(track__in=TRACKS_OF[group])


def count_remedies_by_unit(year: int, unit_ids: frozenset[int] | None) -> dict[int, Counter[CellKey]]:
    """Return the cells of table 3 by organ, in two statements; an organ with nothing to count is not in it."""
    begin, end = date(year, 1, 1), date(year, 12, 31)
    rows = counted_contests()
    rows = rows if unit_ids is None else rows.filter(case__origin_unit_id__in=unit_ids)
    group_of = {track: group for group, tracks in TRACKS_OF.items() for track in tracks}
    decided = rows.filter(decided_on__range=(begin, end)).values_list("case__origin_unit_id", "track", "result")
    waiting = rows.filter(Q(decided_on__isnull=True) | Q(decided_on__gt=end), received_on__lte=end)
    open_still = waiting.values_list("case__origin_unit_id", "track")
    found = [(unit, track, result, n) for unit, track, result, n in decided.annotate(n=Count("pk")).order_by()]
    found += [(unit, track, PENDING, n) for unit, track, n in open_still.annotate(n=Count("pk")).order_by()]
    by_unit: dict[int, Counter[CellKey]] = defaultdict(Counter)
    for unit, track, column, number in found:
        by_unit[unit][CellKey(FormTable.REMEDIES, group_of[track], column)] += number
        by_unit[unit][CellKey(FormTable.REMEDIES, group_of[track], TOTAL)] += number
    return by_unit


def count_remedies(year: int, unit_ids: frozenset[int] | None) -> Mapping[CellKey, int]:
    """Return the 15 cells of table 3 of these organs together."""
    whole = sum(count_remedies_by_unit(year, unit_ids).values(), Counter[CellKey]())
    return {cell: whole[cell] for cell in cells_of(FormTable.REMEDIES)}
