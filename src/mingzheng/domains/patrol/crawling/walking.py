"""The walk over a site: which addresses are visited, how many at once, how far, and what is kept of each.

Where the walk stands is kept in a `Book`: in memory for the command line, in the database for a run that survives a kill.
Reading a page is `judging.pages`, handed in; what findings follow is `judging`.
"""

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from mingzheng.domains.patrol.crawling.addresses import moved_to, normalise, origin_of, path_of
from mingzheng.domains.patrol.crawling.exchange import Fetched, fetch
from mingzheng.domains.patrol.crawling.robots import Robots

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
# A path asked with ever new questions is a trap or a calendar, not more pages.
VARIANTS = 40


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a walk goes and how gently."""

    pages: int = 2000
    links: int = 3000
    depth: int = 12
    page_bytes: int = 3_000_000
    all_bytes: int = 600_000_000
    page_seconds: float = 15.0
    seconds: float = 7200.0
    workers: int = 4
    per_host: int = 2
    delay: float = 0.2


@dataclass(frozen=True, slots=True)
class Target:
    """The site: where it starts, other names its own pages use for it, and hosts an administrator allows."""

    start: str
    aliases: tuple[str, ...] = ()
    allowed: frozenset[str] = frozenset()

    def own(self, url: str) -> str | None:
        """Return an address of this site as we reach it, None for another site's."""
        if origin_of(url) == origin_of(self.start):
            return moved_to(url, self.start)
        if any(origin_of(url) == origin_of(alias) for alias in self.aliases):
            return moved_to(url, self.start)
        return None


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a page has it: where to, its words, whether it leads to a page or only shows a file."""

    url: str
    words: str = ""
    is_page: bool = True


@dataclass(frozen=True, slots=True)
class Visit:
    """An address to visit: own pages are read, everything else is only asked whether it answers."""

    url: str
    depth: int = 0
    found_on: str = ""
    words: str = ""
    on_front: bool = False
    is_own: bool = True
    is_page: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """What a visit found. `facts` is what a page says, as plain values; empty for what is no page."""

    visit: Visit
    status: int
    fault: str
    seconds: float
    media_type: str = ""
    size: int = 0
    digest: str = ""
    final_url: str = ""
    is_whole: bool = True
    facts: dict[str, Any] = field(default_factory=dict)
    at: str = ""
    detail: str = ""

    @property
    def opened(self) -> bool:
        """Say whether a reader would have seen it."""
        return not self.fault and 200 <= self.status < 400

    @property
    def was_judged(self) -> bool:
        """Say whether the visit says anything: what may not be visited is neither right nor wrong."""
        return self.fault not in {"robots", "refused"}


class Book(Protocol):
    """Where a walk stands. `keep` takes a visit's result and the visits it leads to; those known are left out."""

    def take(self, most: int) -> Sequence[Visit]:
        """Return the next addresses to visit, in the order they were found."""

    def keep(self, seen: Seen, onward: Sequence[Visit]) -> None:
        """Keep a result."""


class MemoryBook:
    """A book in memory."""

    def __init__(self, first: Visit, limits: Limits) -> None:
        self.limits = limits
        self.queue: list[Visit] = [first]
        self.known: set[str] = {first.url}
        self.counts = Counts(pages=1)
        self.seen: list[Seen] = []
        self._at = 0

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many addresses were visited and how many wait."""
        return len(self.seen), len(self.queue) - len(self.seen)

    def take(self, most: int) -> Sequence[Visit]:
        """Return the next addresses."""
        found = self.queue[self._at : self._at + most]
        self._at += len(found)
        return found

    def keep(self, seen: Seen, onward: Sequence[Visit]) -> None:
        """Keep a result and what follows from it."""
        self.seen.append(seen)
        self.counts.size += seen.size
        for visit in onward:
            self.keep_visit(visit)

    def keep_visit(self, visit: Visit) -> None:
        """Take on an address that is not known yet."""
        if visit.url not in self.known and self.counts.admit(visit, self.limits):
            self.known.add(visit.url)
            self.queue.append(visit)


@dataclass
class Counts:
    """How much a walk has taken on: pages, other addresses, bytes, and questions asked of one path."""

    pages: int = 0
    links: int = 0
    size: int = 0
    variants: Counter[str] = field(default_factory=Counter)
    is_cut: bool = False

    def admit(self, visit: Visit, limits: Limits) -> bool:
        """Say whether one more address is taken on, and count it."""
        is_read = visit.is_own and visit.is_page
        if (self.pages >= limits.pages if is_read else self.links >= limits.links) or self.size > limits.all_bytes:
            self.is_cut = True
            return False
        if urlsplit(visit.url).query:
            path = origin_of(visit.url) + path_of(visit.url)
            if self.variants[path] >= VARIANTS:
                return False
            self.variants[path] += 1
        if is_read:
            self.pages += 1
        else:
            self.links += 1
        return True


class _Gates:
    """Lets few visitors at once through to a host, and never faster than its delay."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._guard = threading.Lock()
        self._gates: dict[str, threading.Semaphore] = {}
        self._next: dict[str, float] = {}

    @contextmanager
    def passing(self, host: str, delay: float) -> Iterator[None]:
        with self._guard:
            gate = self._gates.setdefault(host, threading.Semaphore(self._per_host))
        with gate:
            with self._guard:
                at = max(time.monotonic(), self._next.get(host, 0.0))
                self._next[host] = at + delay
            time.sleep(max(0.0, at - time.monotonic()))
            yield


Reading = Callable[[Fetched], tuple[dict[str, Any], list[Link]]]


class Walker:
    """Visits addresses side by side. `read(fetched)` gives what a page says and its links; `clock()` the moment on record."""

    def __init__(self, target: Target, limits: Limits, read: Reading, clock: Callable[[], datetime]) -> None:
        self.target, self.limits = target, limits
        self._read, self._clock = read, clock
        self._gates = _Gates(limits.per_host)
        self._robots = Robots(lambda url: self._fetch(url, most=512_000, delay=0.0))

    def settle(self) -> Target:
        """Ask for the start and take the site to be where it sends a reader (https, www); keep that as the target."""
        found = self._fetch(self.target.start, most=0, delay=0.0)
        if found.opened and origin_of(found.final_url) != origin_of(self.target.start):
            aliases = (*self.target.aliases, self.target.start)
            self.target = Target(found.final_url, aliases, self.target.allowed)
        return self.target

    def visit_all(self, visits: Iterable[Visit]) -> Iterator[tuple[Seen, list[Visit]]]:
        """Visit addresses side by side and give what each showed, with where it leads, as it comes in."""
        with ThreadPoolExecutor(max_workers=self.limits.workers, thread_name_prefix="patrol") as pool:
            yield from pool.map(self.visit, visits)

    def visit(self, visit: Visit) -> tuple[Seen, list[Visit]]:
        """Visit one address."""
        if not self._robots.allows(visit.url):
            return self._result(visit, Fetched(visit.url, visit.url, fault="robots")), []
        is_read = visit.is_own and visit.is_page
        delay = max(self.limits.delay, self._robots.delay_of(visit.url))
        found = self._fetch(visit.url, most=self.limits.page_bytes if is_read else 0, delay=delay)
        strayed = self.target.own(found.final_url) is None
        if not is_read or strayed or not found.opened or found.media_type not in PAGE_TYPES:
            return self._result(visit, found), []
        facts, links = self._read(found)
        return self._result(visit, found, facts), self.onward(visit, found, links)

    def onward(self, visit: Visit, found: Fetched, links: Sequence[Link]) -> list[Visit]:
        """Return the visits a page leads to, each address once. A front page's links are marked."""
        onward: dict[str, Visit] = {}
        for link in links:
            for url in self._addresses(link, found.final_url):
                own = self.target.own(url)
                step = Visit(
                    own or url,
                    visit.depth + 1,
                    visit.url,
                    link.words[:200],
                    visit.depth == 0,
                    own is not None,
                    link.is_page,
                )
                if step.depth <= self.limits.depth:
                    onward.setdefault(step.url, step)
        onward.pop(visit.url, None)
        return list(onward.values())

    def _addresses(self, link: Link, base: str) -> list[str]:
        """Return a link's address, and the one it carries when it goes by a notice of leaving the site."""
        url = normalise(link.url, base)
        if url is None:
            return []
        carried = [value for _, value in parse_qsl(urlsplit(url).query) if value.startswith(("http://", "https://"))]
        return [url, *(found for value in carried[:1] if (found := normalise(value)))]

    def _fetch(self, url: str, *, most: int, delay: float) -> Fetched:
        with self._gates.passing(origin_of(url), delay):
            return fetch(url, allowed=self.target.allowed, seconds=self.limits.page_seconds, most=most)

    def _result(self, visit: Visit, found: Fetched, facts: dict[str, Any] | None = None) -> Seen:
        return Seen(
            visit,
            found.status,
            found.fault,
            found.seconds,
            found.media_type,
            len(found.body),
            hashlib.sha256(found.body).hexdigest() if found.body else "",
            found.final_url,
            found.is_whole,
            facts or {},
            self._clock().isoformat(timespec="seconds"),
            found.detail,
        )


def walk(walker: Walker, book: Book, *, until: float, told: Callable[[Seen], None] = lambda seen: None) -> bool:
    """Go on until the book is through (True) or the moment is past (False)."""
    batch = walker.limits.workers * 2
    while visits := book.take(batch):
        for seen, onward in walker.visit_all(visits):
            book.keep(seen, onward)
            told(seen)
        if time.monotonic() > until:
            return False
    return True
