"""Starts a run, goes on with it in short steps that may be killed at any point, judges it and hands its findings on."""

import time
from datetime import date, datetime, timedelta
from decimal import Decimal

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Q

from mingzheng.domains.patrol.crawling.walking import Limits, Target, Visit, Walker, walk
from mingzheng.domains.patrol.judging.links import assess_availability
from mingzheng.domains.patrol.judging.model import Found
from mingzheng.domains.patrol.judging.pages import PageReader
from mingzheng.domains.patrol.judging.public import judge
from mingzheng.domains.patrol.judging.scoring import MOST_BONUS, Score, score
from mingzheng.domains.patrol.judging.site import Walked
from mingzheng.domains.patrol.models import Run, RunFinding, Site
from mingzheng.domains.patrol.ports import words_of_office
from mingzheng.domains.patrol.selectors import list_probes, previous_run
from mingzheng.domains.patrol.services.book import RunBook, list_seen
from mingzheng.domains.patrol.services.following import follow_up
from mingzheng.domains.patrol.services.sites import STREAM
from mingzheng.domains.patrol.services.values import columns_of, read_limits, read_settings, target_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append, now

log = structlog.get_logger("mingzheng.patrol")
STEP_SECONDS = 20.0
# Longer than the slowest batch: eight pages of fifteen seconds at a host that wants ten seconds between two.
LEASE = timedelta(minutes=10)


class AlreadyRunning(Exception):
    """A run of this site is under way."""


def start_run(site: Site, *, on: date, at: datetime, started_by: str = "") -> Run:
    """Begin a run of a site; the walk itself is done by jobs. Raises AlreadyRunning."""
    try:
        with transaction.atomic():
            return Run.objects.create(site=site, as_of=on, started_at=at, started_by=started_by)
    except IntegrityError:
        raise AlreadyRunning(f"“{site.name}”的巡检正在进行") from None


def step_run(run_id: int, *, at: datetime, seconds: float = STEP_SECONDS) -> bool:
    """Go on with a run for a while; return whether there is more. Only one worker goes on with a run at a time.

    Raises RunTakenError while another worker holds it.
    """
    run = _take(run_id, at)
    if run is None:
        return False
    walker, book = _open(run)
    through = walk(walker, book, until=time.monotonic() + seconds)
    run.refresh_from_db()
    limits, is_late = walker.limits, now() - run.started_at > timedelta(seconds=walker.limits.seconds)
    if run.state != Run.State.WALKING:
        return False
    if through or is_late:
        run.is_cut = run.is_cut or not through
        finish_run(run, walker.target, limits, at=now())
        return False
    Run.objects.filter(pk=run.pk).update(lease_until=None)
    return True


class RunTakenError(Exception):
    """Another worker goes on with this run, or did until it was killed; its lease runs out."""


def _take(run_id: int, at: datetime) -> Run | None:
    """Take the lease of a run; None when it is over."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    taken = Run.objects.filter(free, pk=run_id, state=Run.State.WALKING).update(lease_until=at + LEASE)
    run = Run.objects.select_related("site").filter(pk=run_id).first()
    if run is None or run.state != Run.State.WALKING:
        return None
    if not taken:
        raise RunTakenError(f"run {run_id}")
    return run


def _open(run: Run) -> tuple[Walker, RunBook]:
    """Return who walks and where the walk stands; the first step finds out where the site really is."""
    limits, settings = read_limits(), read_settings(run.site)
    target = target_of(run.site)
    if run.start:
        target = Target(run.start, tuple(run.aliases), target.allowed)
    walker = Walker(target, limits, PageReader(run.as_of, settings.harmful_words, words_of_office(run.as_of)), now)
    book = RunBook(run, limits)
    if not run.start:
        settled = walker.settle()
        run.start, run.aliases = settled.start, list(settled.aliases)
        run.save(update_fields=["start", "aliases"])
        book.begin(Visit(settled.start))
    return walker, book


def finish_run(run: Run, target: Target, limits: Limits, *, at: datetime) -> None:
    """Judge a run, compare it with the last, and let each finding be followed up."""
    settings = read_settings(run.site)
    walked = Walked(target, list_seen(run), run.as_of, columns_of(run.site, target, at), settings)
    availability = assess_availability(list_probes(run.site, until=run.as_of), run.as_of)
    found = judge(walked, availability)
    result = score(found, settings, was_read=walked.front is not None)
    with transaction.atomic():
        _keep_findings(run, found)
        _keep_result(run, walked, result, at)
    # The run is over only when each finding is followed up: killed before that, it is judged again.
    follow_up(run, walked, found, at=at)
    Run.objects.filter(pk=run.pk).update(state=Run.State.DONE, lease_until=None)
    _forget(run)
    log.info("patrol finished", run=run.pk, pages=run.pages_read, findings=len(found))


def _keep_findings(run: Run, found: list[Found]) -> None:
    last = previous_run(run)
    before = set(last.findings.values_list("fingerprint", flat=True)) if last else set()
    now_found = {one.fingerprint for one in found}
    run.fresh, run.gone = len(now_found - before) if last else 0, len(before - now_found)
    run.findings.all().delete()
    RunFinding.objects.bulk_create(
        [
            RunFinding(
                run=run,
                fingerprint=one.fingerprint,
                indicator=one.indicator,
                url=one.url,
                page=one.page[:200],
                message=one.message,
                excerpt=one.excerpt[:1800],
                advice=(one.advice or one.of.advice)[:300],
                mark=one.mark,
                evidence=dict(one.evidence),
                is_new=last is not None and one.fingerprint not in before,
            )
            for one in found
        ],
        batch_size=200,
    )


def _keep_result(run: Run, walked: Walked, result: Score, at: datetime) -> None:
    run.finished_at, run.pages_read, run.points, run.verdict = at, len(walked.pages), result.points, result.verdict
    run.lines = [
        [line.indicator.code, line.count, str(line.points)] for line in (*result.vetoes, *result.lines, *result.hints)
    ]
    run.save()


def _forget(run: Run) -> None:
    """Let go of the pages of runs before the last: findings and evidence stay."""
    for older in Run.objects.filter(site=run.site, pk__lt=run.pk).order_by("-pk")[1:]:
        older.visits.all().delete()


def stop_run(run: Run, *, at: datetime) -> bool:
    """Stop a run under way; what was seen is not judged. Returns whether there was something to stop."""
    rows = Run.objects.filter(pk=run.pk, state=Run.State.WALKING)
    return bool(rows.update(state=Run.State.STOPPED, finished_at=at, lease_until=None, verdict="已停止，未作结论"))


def give_bonus(run: Run, points: Decimal, *, reason: str, actor: Actor, at: datetime) -> bool:
    """Note the bonus people gave a run, on record with what it was before; False where none may be given.

    Legal basis: 国办秘函〔2019〕19号: at most 30 points, for sites with more than 80.
    """
    with transaction.atomic():
        held = Run.objects.select_for_update().get(pk=run.pk)
        if not held.may_have_bonus or not 0 <= points <= MOST_BONUS or not reason.strip():
            return False
        before = str(held.bonus if held.bonus is not None else "")
        held.bonus, held.bonus_reason, held.bonus_name = points, reason[:500], actor.name[:80]
        held.save(update_fields=["bonus", "bonus_reason", "bonus_name"])
        append(
            stream=STREAM,
            stream_id=str(held.site_id),
            kind="bonus_given",
            payload={"run": held.pk, "before": before, "after": str(points), "reason": reason[:500]},
            actor=actor.ref,
            occurred_on=None,
            recorded_at=at,
        )
    return True
