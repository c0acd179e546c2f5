"""What a host allows programs to visit (robots.txt), asked once a host.

A host whose robots.txt cannot be had because the server fails is left alone, one that has none is open (RFC 9309).
"""

import threading
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from mingzheng.domains.patrol.crawling.exchange import AGENT, Fetched

MOST_BYTES = 512_000
LONGEST_DELAY = 10.0


class Robots:
    """Asks each host once and answers from memory. `fetch(url)` gives what robots.txt answered."""

    def __init__(self, fetch: Callable[[str], Fetched]) -> None:
        self._fetch = fetch
        self._known: dict[str, RobotFileParser | None] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    def allows(self, url: str) -> bool:
        """Say whether the host allows this address to be visited."""
        rules = self._rules_of(url)
        return rules is not None and rules.can_fetch(AGENT, url)

    def delay_of(self, url: str) -> float:
        """Return the seconds the host wants between two visits, bounded."""
        rules = self._rules_of(url)
        wanted = rules.crawl_delay(AGENT) if rules is not None else None
        return min(float(wanted), LONGEST_DELAY) if wanted else 0.0

    def _rules_of(self, url: str) -> RobotFileParser | None:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        with self._guard:
            lock = self._locks.setdefault(root, threading.Lock())
        with lock:
            if root not in self._known:
                self._known[root] = self._ask(f"{root}/robots.txt")
            return self._known[root]

    def _ask(self, address: str) -> RobotFileParser | None:
        found = self._fetch(address)
        rules = RobotFileParser()
        if found.status >= 500:
            return None
        if found.status == 200 and not found.fault:
            rules.parse(found.body.decode("utf-8", "replace").splitlines())
        else:
            # No file, or no connection: what stands there is asked, and says for itself that it does not open.
            rules.parse(())
        return rules
