"""Questions about sites, runs, findings and attempts. What somebody may see of a finding's case is asked of the engine."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from mingzheng.casework.public import Case
from mingzheng.domains.patrol.judging.links import WEEK_DAYS, Availability, Probe, assess_availability
from mingzheng.domains.patrol.models import FindingDetail, Run, RunFinding, Site, SiteProbe
from mingzheng.worktime.public import SHANGHAI


def list_sites() -> list[Site]:
    """Return every site, our own portal first."""
    return list(Site.objects.select_related("unit"))


def find_site(number: int) -> Site | None:
    """Return a site by its number."""
    return Site.objects.select_related("unit").filter(pk=number).first()


def find_site_at(address: str) -> Site | None:
    """Return the site with this address."""
    return Site.objects.select_related("unit").filter(address=address).first()


def list_runs() -> QuerySet[Run]:
    """Return the runs, the newest first."""
    return Run.objects.select_related("site", "site__unit").order_by("-pk")


def find_run(number: int) -> Run | None:
    """Return a run by its number."""
    return list_runs().filter(pk=number).first()


def previous_run(run: Run) -> Run | None:
    """Return the last complete run of the same site before this one."""
    return Run.objects.filter(site=run.site_id, pk__lt=run.pk, state=Run.State.DONE).order_by("-pk").first()


def findings_of(run: Run) -> QuerySet[RunFinding]:
    """Return what a run found."""
    return RunFinding.objects.filter(run=run).select_related("case").order_by("pk")


def gone_since(run: Run, most: int) -> list[RunFinding]:
    """Return what the run before had found and this one did not."""
    last = previous_run(run)
    if last is None or run.state != Run.State.DONE:
        return []
    held = run.findings.values("fingerprint")
    return list(last.findings.exclude(fingerprint__in=held).order_by("pk")[:most])


def list_probes(site: Site, *, until: date) -> list[Probe]:
    """Return the attempts to open a site in the week that ends on a day."""
    rows = SiteProbe.objects.filter(site=site, at__date__gt=until - timedelta(days=WEEK_DAYS), at__date__lte=until)
    return [Probe(row.at.astimezone(SHANGHAI), row.opened, row.seconds) for row in rows]


def availability_of(site: Site, on: date) -> Availability:
    """Return how a site could be opened in the week that ends on a day."""
    return assess_availability(list_probes(site, until=on), on)


def get_finding(case_id: int) -> FindingDetail:
    """Return the finding of a case; whether it may be seen was asked of the engine."""
    return FindingDetail.objects.select_related("site").get(pk=case_id)


def unfinished_runs() -> Sequence[int]:
    """Return the runs under way."""
    return list(Run.objects.filter(state=Run.State.WALKING).values_list("pk", flat=True))


def newest_run(site: Site) -> Run | None:
    """Return the last run of a site, finished or not."""
    return Run.objects.filter(site=site).order_by("-pk").first()


def list_done_runs(site: Site, most: int) -> list[tuple[Run, int]]:
    """Return the last finished runs of a site with how many findings each had, the oldest first."""
    rows = Run.objects.filter(site=site, state=Run.State.DONE).annotate(found=Count("findings")).order_by("-pk")[:most]
    return [(run, run.found) for run in reversed(rows)]


def case_counts(cases: QuerySet[Case], on: date) -> dict[int, tuple[int, int, int]]:
    """Return per site how many of these cases are open, late, and closed as corrected this year."""
    rows = FindingDetail.objects.filter(case__in=cases.values("pk"), site__isnull=False).values("site")
    counted = rows.annotate(
        open=Count("pk", filter=Q(case__is_open=True)),
        late=Count("pk", filter=Q(case__is_open=True, case__due_on__lt=on)),
        closed=Count("pk", filter=Q(case__state="closed", case__closed_on__year=on.year)),
    )
    return {row["site"]: (row["open"], row["late"], row["closed"]) for row in counted}
