"""Writes Atom and RSS of a column or the whole site, and the calendar of consultations. XML by escaping, no template."""

import datetime as dt
from collections.abc import Sequence
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from mingzheng.domains.publishing.models import Publication
from mingzheng.domains.publishing.site import reading
from mingzheng.domains.publishing.site.addresses import EVERYTHING, column_address, feed_address, item_address
from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal.public import CalendarEvent, Site, StaticPage, get_site, write_calendar
from mingzheng.worktime.public import SHANGHAI

ATOM = "application/atom+xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), None)


def render_feed(key: str) -> Sequence[StaticPage]:
    """Return Atom and RSS of a column ("all": of the site); nothing for a column the public does not see."""
    at, site = now(), get_site()
    column = None if key == EVERYTHING else reading.find_column(key, at)
    if column is None and key != EVERYTHING:
        return []
    name = f"{column.name} - {site.name}" if column is not None else site.name
    home = site.absolute(column_address(key) if column is not None else "/")
    items = reading.newest_of(column, at, 30)
    atom_path, rss_path = feed_address(key, "atom"), feed_address(key, "rss")
    changed = max((one.updated_at for one in items), default=at.replace(hour=0, minute=0, second=0, microsecond=0))
    return [
        StaticPage(atom_path, _atom(site, name, home, atom_path, items, changed).encode(), ATOM, sitemap=False),
        StaticPage(rss_path, _rss(site, name, home, items).encode(), RSS, sitemap=False),
    ]


def _clean(text: str) -> str:
    return escape(text.translate(_CONTROLS))


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _atom(site: Site, name: str, home: str, path: str, items: Sequence[Publication], changed: dt.datetime) -> str:
    entries = [
        f"<entry><title>{_clean(one.title)}</title><id>{escape(site.absolute(item_address(one.path)))}</id>"
        f"<link href={quoteattr(site.absolute(item_address(one.path)))}/>"
        f"<published>{_stamp(one.published_at)}</published><updated>{_stamp(one.updated_at)}</updated>"
        f"<author><name>{_clean(one.unit.name)}</name></author><summary>{_clean(one.summary)}</summary></entry>"
        for one in items
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">'
        f"<title>{_clean(name)}</title><id>{escape(site.absolute(path))}</id><updated>{_stamp(changed)}</updated>"
        f'<link rel="self" href={quoteattr(site.absolute(path))}/><link href={quoteattr(home)}/>\n'
        + "\n".join(entries)
        + "\n</feed>\n"
    )


def _rss(site: Site, name: str, home: str, items: Sequence[Publication]) -> str:
    entries = [
        f"<item><title>{_clean(one.title)}</title><link>{escape(site.absolute(item_address(one.path)))}</link>"
        f'<guid isPermaLink="true">{escape(site.absolute(item_address(one.path)))}</guid>'
        f"<pubDate>{format_datetime(one.published_at.astimezone(SHANGHAI))}</pubDate>"
        f"<description>{_clean(one.summary)}</description></item>"
        for one in items
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{_clean(name)}</title><link>{escape(home)}</link><description>{_clean(name)}</description>"
        "<language>zh-cn</language>\n" + "\n".join(entries) + "\n</channel></rss>\n"
    )


def render_calendar() -> Sequence[StaticPage]:
    """Return the calendar of consultations published as items."""
    site, events = get_site(), []
    for one in reading.all_consultations(now()):
        closes = reading.read_day(one.extra.get("closes"))
        if closes is not None:
            opens = reading.read_day(one.extra.get("opens")) or one.published_at.astimezone(SHANGHAI).date()
            address = site.absolute(item_address(one.path))
            events.append(CalendarEvent(one.path.replace("/", "-"), one.title, opens, closes, address))
    text = write_calendar("意见征集", events, at=now())
    return [StaticPage("/feeds/consultations.ics", text.encode(), CALENDAR, sitemap=False)]
