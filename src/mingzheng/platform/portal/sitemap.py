"""The sitemap as pages of the site: fixed parts by a hash of the address, so that one publication writes one part."""

import datetime as dt
import zlib
from collections.abc import Sequence
from xml.sax.saxutils import escape

from django.db.models import Max
from django.utils import timezone

from mingzheng.platform.portal.identity import get_site
from mingzheng.platform.portal.models import SiteFile
from mingzheng.platform.portal.sections import StaticPage

SECTION = "sitemap"
INDEX_KEY = "index"
BUCKETS = 64
XML = "application/xml; charset=utf-8"
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def bucket_of(path: str) -> int:
    """Return the part of the sitemap an address stands in."""
    return zlib.crc32(path.encode()) % BUCKETS


def key_of(bucket: int) -> str:
    """Return the key of a part."""
    return f"{bucket:02d}"


def _part_path(bucket: int) -> str:
    return f"/sitemap-{key_of(bucket)}.xml"


def list_keys(after: str, most: int) -> Sequence[str]:
    """Return the keys of the parts, and of the index."""
    keys = [*(key_of(bucket) for bucket in range(BUCKETS)), INDEX_KEY]
    return [key for key in keys if key > after][:most]


def render(key: str) -> Sequence[StaticPage]:
    """Return a part, or the index with robots.txt."""
    return _render_index() if key == INDEX_KEY else _render_part(int(key))


def _render_part(bucket: int) -> Sequence[StaticPage]:
    site = get_site()
    rows = SiteFile.objects.filter(in_sitemap=True, bucket=bucket).order_by("path").values_list("path", "changed_at")
    lines = [f"<url><loc>{escape(site.absolute(path))}</loc>{_lastmod(changed)}</url>" for path, changed in rows]
    return [_document(_part_path(bucket), "urlset", lines)] if lines else []


def _render_index() -> Sequence[StaticPage]:
    site = get_site()
    rows = SiteFile.objects.filter(in_sitemap=True).values("bucket").annotate(last=Max("changed_at")).order_by("bucket")
    lines = [
        f"<sitemap><loc>{site.absolute(_part_path(row['bucket']))}</loc>{_lastmod(row['last'])}</sitemap>"
        for row in rows
    ]
    robots = f"User-agent: *\nDisallow: /desk\nDisallow: /api\nSitemap: {site.absolute('/sitemap.xml')}\n"
    return [
        _document("/sitemap.xml", "sitemapindex", lines),
        StaticPage("/robots.txt", robots.encode(), "text/plain; charset=utf-8", sitemap=False),
    ]


def _lastmod(changed: dt.datetime | None) -> str:
    return f"<lastmod>{timezone.localtime(changed).isoformat(timespec='seconds')}</lastmod>" if changed else ""


def _document(path: str, root: str, lines: Sequence[str]) -> StaticPage:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMESPACE}>\n' + "\n".join(lines) + f"\n</{root}>\n"
    return StaticPage(path, text.encode(), XML, sitemap=False)
