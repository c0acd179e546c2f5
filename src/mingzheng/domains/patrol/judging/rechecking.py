"""Another look at one finding: a short walk to where it stood, judged as a whole run is.

What a short walk cannot tell (a server that does not answer, a bound reached) is left open: only what was seen closes.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from mingzheng.domains.patrol.crawling.walking import MemoryBook, Seen, Visit, Walker, walk
from mingzheng.domains.patrol.judging.links import describe
from mingzheng.domains.patrol.judging.model import DEAD, Found, KnownColumn, Settings
from mingzheng.domains.patrol.judging.public import judge, still_stands
from mingzheng.domains.patrol.judging.site import Walked

PAGES, DEPTH = 60, 3
GONE_STATUSES = frozenset({404, 410})
# These need a person's look or a week of attempts.
NOT_BY_WALK = frozenset({"by_hand", "unreachable", "columns_stale", "columns_blank", "guides_poor"})


class Result(StrEnum):
    """What another look showed."""

    GONE = "gone"
    STANDS = "stands"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Look:
    """The result in words, with the answer the page gave."""

    result: Result
    words: str


def look_again(
    walker: Walker, found: Found, *, on: date, columns: Sequence[KnownColumn] = (), settings: Settings
) -> Look:
    """Visit the page of a finding again and say whether it still stands."""
    if found.indicator in NOT_BY_WALK:
        return Look(Result.UNKNOWN, "这一项须人工核验")
    start = walker.settle().start
    limits = replace(walker.limits, pages=PAGES, links=50, depth=DEPTH, seconds=120.0)
    front = Visit(start)
    book = MemoryBook(front, limits)
    page = Visit(found.url, 1, start, on_front=True)
    if found.url != start:
        book.keep_visit(page)
    walk(walker, _Narrowed(book, found), until=time.monotonic() + limits.seconds)
    walked = Walked(walker.target, book.seen, on, columns, settings)
    return _read(walked, found)


class _Narrowed:
    """A book that takes on own pages, and of other addresses only the one in question."""

    def __init__(self, book: MemoryBook, found: Found) -> None:
        self._book, self._wanted = book, found.mark if found.indicator in DEAD else ""

    def take(self, most: int) -> Sequence[Visit]:
        return self._book.take(most)

    def keep(self, seen: Seen, onward: Sequence[Visit]) -> None:
        wanted = [visit for visit in onward if visit.url == self._wanted or (visit.is_own and visit.is_page)]
        # The address in question comes before the bound on pages does.
        self._book.keep(seen, sorted(wanted, key=lambda visit: visit.url != self._wanted))


def _read(walked: Walked, found: Found) -> Look:
    by_url = {seen.visit.url: seen for seen in walked.seen}
    seen = by_url.get(found.url)
    if seen is None or (not seen.opened and seen.status not in GONE_STATUSES):
        return Look(Result.UNKNOWN, f"复查时页面打不开：{describe(seen)}" if seen else "复查没有到达该页面")
    if not seen.opened:
        return Look(Result.GONE, f"复查：{describe(seen)}")
    if still_stands(found.fingerprint, judge(walked)):
        return Look(Result.STANDS, "复查：问题仍然存在")
    if found.indicator in DEAD and found.mark in by_url and not by_url[found.mark].was_judged:
        return Look(Result.UNKNOWN, "复查时对方不允许核查")
    return Look(Result.GONE, "复查：问题已消除")
