"""What the screens of patrol show: a line a site, the lines of a score, the course of the last runs."""

from dataclasses import dataclass
from datetime import date

from mingzheng.casework.public import cases_for
from mingzheng.domains.patrol.judging.indicators import GROUPS, INDICATORS, VETO
from mingzheng.domains.patrol.judging.links import Availability
from mingzheng.domains.patrol.models import Run, Site
from mingzheng.domains.patrol.selectors import (
    availability_of,
    case_counts,
    list_done_runs,
    list_sites,
    newest_run,
)
from mingzheng.platform.access.public import Actor
from mingzheng.platform.design.public import Plot, Series


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site on the board."""

    site: Site
    run: Run | None
    open: int
    late: int
    closed: int
    availability: Availability
    lamp: str
    word: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One indicator of a run's score."""

    group: str
    title: str
    count: int
    cost: str
    is_veto: bool


def list_lines(actor: Actor, on: date) -> list[SiteLine]:
    """Return every site with what its reader may count of its findings."""
    counts = case_counts(cases_for(actor, procedure="patrol_finding"), on)
    lines = []
    for site in list_sites():
        run = newest_run(site)
        open_, late, closed = counts.get(site.pk, (0, 0, 0))
        lamp, word = _lamp(run)
        lines.append(SiteLine(site, run, open_, late, closed, availability_of(site, on), lamp, word))
    return lines


def _lamp(run: Run | None) -> tuple[str, str]:
    if run is None:
        return "not_started", "尚未巡检"
    if run.state == Run.State.WALKING:
        return "normal", "巡检中"
    if run.state == Run.State.STOPPED:
        return "paused", "已停止"
    if run.verdict == "合格":
        return "done", f"合格 {float(run.points):g} 分" if run.points is not None else "合格"
    return "overdue", run.verdict


def list_score_lines(run: Run) -> list[ScoreLine]:
    """Return the lines of a run's score, vetoes first."""
    lines = []
    for code, count, points in run.lines:
        item = INDICATORS[code]
        cost = "否决" if item.group == VETO else f"−{float(points):g}" if float(points) else "提示"
        lines.append(ScoreLine(GROUPS[item.group], item.title, count, cost, item.group == VETO))
    return lines


def plot_of(site: Site, most: int = 12) -> Plot | None:
    """Return how many findings the last runs of a site had; None for fewer than three."""
    runs = list_done_runs(site, most)
    if len(runs) < 3:
        return None
    labels = tuple(f"{run.as_of:%-m月%-d日}" for run, _ in runs)
    series = Series("问题数", tuple(count for _, count in runs))
    return Plot("历次巡检发现的问题", labels, (series,), unit="个")
