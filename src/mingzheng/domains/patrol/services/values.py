"""Gathers the [CFG] values into what the walk and the judgement take, and the target of a site."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from mingzheng.domains.patrol.crawling.addresses import moved_to, normalise
from mingzheng.domains.patrol.crawling.walking import Limits, Target
from mingzheng.domains.patrol.judging.indicators import DAYS, THRESHOLDS
from mingzheng.domains.patrol.judging.model import KnownColumn, Settings
from mingzheng.domains.patrol.models import Site
from mingzheng.domains.patrol.ports import portal_columns
from mingzheng.platform.parameters.public import get_value, snapshot


def read_limits() -> Limits:
    """Return how far and how gently a run goes."""
    with snapshot():
        return Limits(
            pages=int(get_value("patrol.most_pages")),
            links=int(get_value("patrol.most_links")),
            seconds=int(get_value("patrol.run_hours")) * 3600.0,
            per_host=int(get_value("patrol.per_host")),
            workers=max(4, int(get_value("patrol.per_host"))),
            delay=int(get_value("patrol.delay_ms")) / 1000,
        )


def read_settings(site: Site) -> Settings:
    """Return the values by which a site is judged."""
    with snapshot():
        points = {code: (float(pair[0]), float(pair[1])) for code, pair in get_value("patrol.points").items()}
        return Settings(
            days={**DAYS, **get_value("patrol.days")},
            thresholds={**THRESHOLDS, **get_value("patrol.thresholds")},
            points=points,
            groups=get_value("patrol.groups"),
            harmful_words=tuple(get_value("patrol.harmful_words")),
            has_services=site.has_services,
        )


def target_of(site: Site) -> Target:
    """Return where a site's walk starts. Our own portal may be reached by another address than readers use."""
    own = str(get_value("patrol.own_address")) if site.is_own else ""
    allowed = frozenset(host.lower() for host in get_value("patrol.allowed_hosts"))
    shown = normalise(site.address) or site.address
    start = normalise(own) if own else None
    if start is None:
        return Target(shown, allowed=allowed)
    return Target(start, (shown,), allowed | {urlsplit(start).netloc.lower(), urlsplit(start).hostname or ""})


def columns_of(site: Site, target: Target, at: datetime) -> Sequence[KnownColumn]:
    """Return the known columns of a site under the address they are reached by; none for another's site."""
    if not site.is_own:
        return ()
    found = ((column, normalise(column.url, target.start)) for column in portal_columns(at))
    return [replace(column, url=moved_to(url, target.start)) for column, url in found if url]
