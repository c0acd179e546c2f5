"""Writes a list of what was found as an Atom feed. Feeds of columns belong to the rooms that publish."""

import datetime as dt
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from mingzheng.platform.portal.identity import get_site
from mingzheng.platform.portal.searching import Found
from mingzheng.worktime.public import SHANGHAI

_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), None)


def search_feed(query: str, address: str, found: Sequence[Found], *, at: dt.datetime) -> str:
    """Return an Atom feed of what a search finds now."""
    site = get_site()
    entries = []
    for one in found:
        url = site.absolute(one.url)
        day = dt.datetime.combine(one.day or at.astimezone(SHANGHAI).date(), dt.time(), tzinfo=SHANGHAI)
        entries.append(
            f"<entry><title>{_clean(one.title)}</title><id>{escape(url)}</id><link href={quoteattr(url)}/>"
            f"<updated>{day.isoformat()}</updated></entry>"
        )
    own = site.absolute(address)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">'
        f"<title>{_clean(f'检索“{query}”')} - {_clean(site.name)}</title><id>{escape(own)}</id>"
        f"<updated>{at.astimezone(SHANGHAI).isoformat(timespec='seconds')}</updated>"
        f"<author><name>{_clean(site.sponsor)}</name></author>"
        f'<link rel="self" href={quoteattr(own)}/>\n' + "\n".join(entries) + "\n</feed>\n"
    )


def _clean(text: str) -> str:
    return escape(text.translate(_CONTROLS))
