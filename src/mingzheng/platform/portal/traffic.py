"""Counts readers without keeping anything about them: pages by path, visitors by a hash whose salt dies with the day.

While a day lasts, each process appends to a file of its own: the path and ten characters of a keyed hash of address and
browser. The fold adds them to the tables; when the day is over, the salt and the files are removed, and nothing is left
that could be traced to anybody. Machines that say so are not counted.

Legal basis: 个人信息保护法 第六条 (only what the purpose needs).
"""

import datetime as dt
import hashlib
import hmac
import os
import re
import secrets
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Sum

from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.models import DayVisitors, PageViews
from mingzheng.worktime.public import SHANGHAI

AT_ONCE = 100
HELD_SECONDS = 30
MACHINES = re.compile(r"bot|spider|crawl|slurp|monitor|curl|wget|python|headless", re.IGNORECASE)


class TrafficLog:
    """Writes what one process saw, a hundred lines or half a minute at a time."""

    def __init__(self, folder: Path) -> None:
        """Keep where to write; the folder is made when first needed."""
        self._folder = folder
        self._lines: list[str] = []
        self._day = ""
        self._salt = b""
        self._lock = threading.Lock()
        self._written = 0.0

    def __call__(self, path: str, environ: dict[str, Any]) -> None:
        """Note one reading of a page."""
        browser = environ.get("HTTP_USER_AGENT", "")
        if not browser or MACHINES.search(browser):
            return
        today = now().astimezone(SHANGHAI).date().isoformat()
        with self._lock:
            if today != self._day:
                self._write()
                self._day, self._salt = today, day_salt(self._folder, today)
            seen = f"{environ.get('REMOTE_ADDR', '')}|{environ.get('HTTP_X_FORWARDED_FOR', '')}|{browser}"
            mark = hmac.new(self._salt, seen.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:10]
            self._lines.append(f"{mark} {path}\n")
            if len(self._lines) >= AT_ONCE or time.monotonic() - self._written > HELD_SECONDS:
                self._write()

    def flush(self) -> None:
        """Write what is still held."""
        with self._lock:
            self._write()

    def _write(self) -> None:
        self._written = time.monotonic()
        if not self._lines:
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / f"{self._day}.{os.getpid()}.log").open("a", encoding="utf-8") as file:
            file.writelines(self._lines)
        self._lines = []


def day_salt(folder: Path, day: str) -> bytes:
    """Return the salt of a day, made by whichever process needs it first."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{day}.salt"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    return path.read_bytes()


def fold_traffic(folder: Path, *, at: dt.datetime) -> int:
    """Count what the processes wrote into the tables, anew for each day; forget the days that are over. Return views."""
    today = at.astimezone(SHANGHAI).date()
    days = sorted({path.name.partition(".")[0] for path in folder.glob("????-??-??.*")})
    total = 0
    for day in days:
        total += _fold_day(folder, dt.date.fromisoformat(day))
        # Processes may still hold lines of yesterday for a while after midnight: it is forgotten the day after.
        if dt.date.fromisoformat(day) < today - dt.timedelta(days=1):
            for path in folder.glob(f"{day}.*"):
                path.unlink(missing_ok=True)
        elif dt.date.fromisoformat(day) < today:
            (folder / f"{day}.salt").unlink(missing_ok=True)
    return total


def _fold_day(folder: Path, day: dt.date) -> int:
    views: Counter[str] = Counter()
    visitors: set[str] = set()
    for path in folder.glob(f"{day.isoformat()}.*.log"):
        for line in path.read_text("utf-8").splitlines():
            mark, _, page = line.partition(" ")
            visitors.add(mark)
            views[page[:300]] += 1
    if not views:
        return 0
    with transaction.atomic():
        PageViews.objects.filter(day=day).delete()
        PageViews.objects.bulk_create(
            [PageViews(day=day, path=page, views=count) for page, count in views.items()], 1000
        )
        DayVisitors.objects.update_or_create(day=day, defaults={"views": views.total(), "visitors": len(visitors)})
    return views.total()


def count_traffic(first: dt.date, last: dt.date) -> tuple[int, int]:
    """Return the views, and the visitors summed over the days, of a period."""
    sums = DayVisitors.objects.filter(day__range=(first, last)).aggregate(views=Sum("views"), visitors=Sum("visitors"))
    return sums["views"] or 0, sums["visitors"] or 0


def list_most_read(first: dt.date, last: dt.date, most: int = 20) -> list[tuple[str, int]]:
    """Return the pages read most in a period, with how often."""
    rows = PageViews.objects.filter(day__range=(first, last)).values("path").annotate(total=Sum("views"))
    return list(rows.order_by("-total", "path").values_list("path", "total")[:most])
