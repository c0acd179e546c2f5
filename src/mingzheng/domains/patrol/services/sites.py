"""Keeps sites, and tries to open them: the attempts a week of availability is judged by."""

from datetime import datetime, timedelta

from django.db import transaction

from mingzheng.domains.patrol.crawling.exchange import fetch
from mingzheng.domains.patrol.judging.links import LONGEST_SECONDS, WEEK_DAYS
from mingzheng.domains.patrol.models import Run, Site, SiteProbe
from mingzheng.domains.patrol.services.values import target_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import append, now

STREAM = "patrol_site"
KEPT = ("name", "address", "unit_id", "is_own", "has_services", "opens_cases", "every_days")


def save_site(site: Site, *, actor: Actor) -> Site:
    """Keep a site; what it was before is on record."""
    with transaction.atomic():
        before = Site.objects.filter(pk=site.pk).values(*KEPT).first() if site.pk else None
        if site.created_at is None:
            site.created_at = now()
        site.save()
        append(
            stream=STREAM,
            stream_id=str(site.pk),
            kind="site_changed" if before else "site_added",
            payload={
                "before": {name: str(value) for name, value in (before or {}).items()},
                "after": {name: str(getattr(site, name)) for name in KEPT},
            },
            actor=actor.ref,
            occurred_on=None,
            recorded_at=now(),
        )
    return site


def probe_sites(at: datetime) -> int:
    """Try once to open the front page of every site inspected regularly; forget attempts of before. Returns how many."""
    sites = Site.objects.exclude(every_days=Site.Every.NEVER)
    for site in sites:
        target = target_of(site)
        found = fetch(target.start, allowed=target.allowed, seconds=LONGEST_SECONDS, most=0)
        SiteProbe.objects.create(
            site=site, at=at, opened=found.opened, seconds=found.seconds, fault=found.fault, status=found.status
        )
    SiteProbe.objects.filter(at__lt=at - timedelta(days=WEEK_DAYS * 5)).delete()
    return len(sites)


def due_sites(at: datetime) -> list[Site]:
    """Return the sites whose next run is due by their interval."""
    due = []
    for site in Site.objects.exclude(every_days=Site.Every.NEVER):
        last = Run.objects.filter(site=site).order_by("-pk").first()
        if last is None or at - last.started_at >= timedelta(days=site.every_days) - timedelta(hours=2):
            due.append(site)
    return due
