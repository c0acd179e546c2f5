"""Which page numbers a pager shows, and paging that never counts a million rows.

How many rows a page holds is decided by the list; see `desk.lists`.
"""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

from mingzheng.platform.database.public import COUNT_CAP


class CappedPaginator(Paginator):
    """Count rows up to `COUNT_CAP` only, so that the count costs the same at a thousand rows and at a million."""

    @cached_property
    def count(self) -> int:
        """Return the number of rows, at most the cap."""
        rows: Any = self.object_list
        if hasattr(rows, "order_by"):
            return int(rows.order_by()[:COUNT_CAP].count())
        return min(len(rows), COUNT_CAP)

    @property
    def is_capped(self) -> bool:
        """Say whether there may be more rows than the count tells."""
        return self.count >= COUNT_CAP


def page_window(page: Any, reach: int = 2) -> list[int | None]:
    """Return the page numbers to show: first, last, and `reach` around the current one; None marks a gap."""
    last = page.paginator.num_pages
    near = range(page.number - reach, page.number + reach + 1)
    shown = [number for number in range(1, last + 1) if number in (1, last) or number in near]
    window: list[int | None] = []
    for number in shown:
        previous = window[-1] if window else None
        if previous is not None and number - previous > 1:
            window.append(None)
        window.append(number)
    return window
