"""Judges what did not open: dead links, pages that open slowly, a site that cannot be reached. Points are `scoring`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mingzheng.domains.patrol.crawling.exchange import FAULTS
from mingzheng.domains.patrol.crawling.walking import Seen
from mingzheng.domains.patrol.judging.model import Found
from mingzheng.domains.patrol.judging.site import Page, Walked, evidence_of

SLOW_SECONDS = 5.0
WEEK_DAYS, LEAST_A_DAY, MOST_SHARE, LONGEST_SECONDS = 7, 20, 0.05, 15.0
# A server that asks for a name or for patience is there; the link is not dead.
THERE = frozenset({401, 403, 405, 406, 429, 503})


def judge_links(walked: Walked) -> Iterable[Found]:
    """Return a finding for each dead link, on the first page that has it; on the front page it weighs more.

    Legal basis: 国办秘函〔2019〕19号 (可用性：错链断链，首页与其他页面分别扣分)
    """
    for seen in walked.seen:
        visit = seen.visit
        if visit.depth == 0 or not is_dead(seen):
            continue
        page = walked.pages.get(visit.found_on)
        words = f"链接“{visit.words}”" if visit.words else "链接"
        place = "首页" if visit.on_front else "本页"
        yield Found(
            "dead_front" if visit.on_front else "dead_link",
            visit.found_on,
            f"{place}的{words}打不开：{describe(seen)}",
            excerpt=visit.url,
            mark=visit.url,
            page=page.facts.title if page else "",
            evidence=evidence_of(seen),
        )


def is_dead(seen: Seen) -> bool:
    """Say whether a link is dead: no answer, a loop, or an answer that says there is nothing."""
    if not seen.was_judged:
        return False
    if seen.fault:
        return True
    return seen.status >= 400 and not (seen.status in THERE and not seen.visit.is_own)


def describe(seen: Seen) -> str:
    """Say in words how an address answered."""
    if seen.fault:
        return seen.detail or FAULTS[seen.fault]
    return {404: "页面不存在（404）", 410: "页面已撤下（410）"}.get(seen.status, f"应答状态 {seen.status}")


def judge_speed(pages: Iterable[Page]) -> Iterable[Found]:
    """Return the pages that opened, but slowly."""
    for page in pages:
        if page.seen.opened and page.seen.seconds > SLOW_SECONDS:
            yield page.found("slow", f"打开用了 {page.seen.seconds:.0f} 秒")


@dataclass(frozen=True, slots=True)
class Probe:
    """One attempt to open the front page: when, whether it opened, in how many seconds."""

    at: datetime
    opened: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Availability:
    """A week of attempts. `is_enough`: often enough on each of seven days to be judged at all."""

    attempts: int
    failed: int
    days: int
    is_enough: bool

    @property
    def share(self) -> float:
        """Return the share of attempts that failed."""
        return self.failed / self.attempts if self.attempts else 0.0

    @property
    def is_down(self) -> bool:
        """Say whether the site counts as out of reach."""
        return self.is_enough and self.share >= MOST_SHARE


def assess_availability(probes: Sequence[Probe], until: date) -> Availability:
    """Judge the seven days up to and with `until`: a site that fails to open within 15 seconds too often is out of reach.

    Legal basis: 国办秘函〔2019〕19号 (站点无法访问：监测1周，每天间隔性访问20次以上，超过15秒打不开的累计占比≥5%)
    """
    first = until - timedelta(days=WEEK_DAYS - 1)
    counted = [probe for probe in probes if first <= probe.at.date() <= until]
    by_day = {probe.at.date(): 0 for probe in counted}
    for probe in counted:
        by_day[probe.at.date()] += 1
    failed = sum(1 for probe in counted if not probe.opened or probe.seconds >= LONGEST_SECONDS)
    days = sum(1 for number in by_day.values() if number >= LEAST_A_DAY)
    return Availability(len(counted), failed, days, days >= WEEK_DAYS)


def judge_availability(found: Availability, url: str) -> Iterable[Found]:
    """Return the finding that the site is out of reach, if it is."""
    if found.is_down:
        words = f"一周访问 {found.attempts} 次，{found.failed} 次打不开，占 {found.share:.1%}（5% 以上否决）"
        yield Found("unreachable", url, words)


def judge_start(walked: Walked) -> Iterable[Found]:
    """Return the finding that the front page did not open now; a single failure is no veto yet, and is told as such."""
    for seen in walked.seen:
        if seen.visit.depth == 0 and not seen.opened:
            words = f"检查时首页打不开：{describe(seen)}；须持续监测一周才能认定站点无法访问"
            yield Found("slow", seen.visit.url, words, mark="start", evidence=evidence_of(seen))
