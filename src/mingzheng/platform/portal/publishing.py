"""Publishes, withdraws and takes down pages: files and manifest together, and every page that shows them.

One publication touches its page, what its section says shows it, and its part of the sitemap. What is public decides the
room that declared the section: `render` gives nothing for what is not. Writing on disk is `storing`, queueing `services`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import structlog
from django.db import transaction

from mingzheng.platform.ledger.public import now
from mingzheng.platform.portal import sitemap
from mingzheng.platform.portal.assets import list_assets
from mingzheng.platform.portal.models import SiteFile
from mingzheng.platform.portal.paths import check_path
from mingzheng.platform.portal.rendering import render_page
from mingzheng.platform.portal.sections import HTML, PageRef, StaticPage, get_section
from mingzheng.platform.portal.storing import digest_of, remove_file, site_folder, write_file, writing

log = structlog.get_logger("mingzheng.portal")
GONE_SECTION = "gone"
ASSET_SECTION = "assets"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one publication did to the files."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0


def publish_pages(refs: Iterable[PageRef], *, follow: bool = True, at: dt.datetime | None = None) -> Outcome:
    """Write what these pages are now, the pages first, then what shows them. Safe to repeat; must run after the commit.

    A page whose section renders nothing any more loses its files. Raises BadPathError, and what a section raises.
    """
    moment, wanted = at or now(), sorted(set(refs))
    ensure_assets(at=moment)
    written: list[str] = []
    removed: list[str] = []
    unchanged, buckets = 0, set()
    followers = _followers(wanted) if follow else []
    for ref in [*wanted, *followers]:
        outcome, touched = _publish_one(ref, at=moment)
        written += outcome.written
        removed += outcome.removed
        unchanged += outcome.unchanged
        buckets |= touched
    if follow:
        publish_sitemap(buckets, at=moment)
    return Outcome(tuple(written), tuple(removed), unchanged)


def _followers(refs: Sequence[PageRef]) -> list[PageRef]:
    keys: dict[str, list[str]] = {}
    for ref in refs:
        keys.setdefault(ref.section, []).append(ref.key)
    found = {follower for section, held in keys.items() for follower in get_section(section).follow(held)}
    return sorted(found - set(refs))


def _publish_one(ref: PageRef, *, at: dt.datetime) -> tuple[Outcome, set[int]]:
    with writing():
        pages = {check_path(page.path): page for page in get_section(ref.section).render(ref.key)}
        held = {row.path: row for row in SiteFile.objects.filter(section=ref.section, key=ref.key)}
        changed = [page for path, page in pages.items() if _differs(page, held.get(path))]
        gone = [path for path in held if path not in pages]
        with transaction.atomic():
            _keep(ref, changed, at=at)
            SiteFile.objects.filter(path__in=gone).delete()
        for page in changed:
            write_file(page)
        for path in gone:
            remove_file(path)
    listed = {path for path in gone if held[path].in_sitemap} | {page.path for page in changed if page.sitemap}
    outcome = Outcome(tuple(page.path for page in changed), tuple(gone), len(pages) - len(changed))
    return outcome, {sitemap.bucket_of(path) for path in listed}


def _differs(page: StaticPage, row: SiteFile | None) -> bool:
    if row is None or row.sha256 != digest_of(page.body):
        return True
    return (row.status, row.target, row.title) != (page.status, page.target, page.title[:300])


def _keep(ref: PageRef, pages: Sequence[StaticPage], *, at: dt.datetime) -> None:
    """Write the manifest's rows; an address that belonged to another page changes hands."""
    rows = [
        SiteFile(
            path=page.path,
            section=ref.section,
            key=ref.key,
            sha256=digest_of(page.body),
            size=len(page.body),
            media_type=page.media_type,
            title=page.title[:300],
            status=page.status,
            target=page.target,
            in_sitemap=page.sitemap and page.status == 200 and page.media_type == HTML,
            bucket=sitemap.bucket_of(page.path),
            changed_at=page.changed_at,
            written_at=at,
        )
        for page in pages
    ]
    names = [field.name for field in SiteFile._meta.concrete_fields if field.name not in {"id", "path"}]
    SiteFile.objects.bulk_create(rows, update_conflicts=True, unique_fields=["path"], update_fields=names)


def publish_sitemap(buckets: Iterable[int], *, at: dt.datetime) -> None:
    """Write the parts of the sitemap that changed, and its index."""
    wanted = sorted(set(buckets))
    for ref in [PageRef(sitemap.SECTION, sitemap.key_of(bucket)) for bucket in wanted]:
        _publish_one(ref, at=at)
    if wanted:
        _publish_one(PageRef(sitemap.SECTION, sitemap.INDEX_KEY), at=at)


def ensure_assets(*, at: dt.datetime) -> None:
    """Write the style sheet and script of this version when they are not there; older ones stay for older pages."""
    folder = site_folder()
    missing = [asset for asset in list_assets() if not (folder / asset[0].lstrip("/")).is_file()]
    for address, body, media_type in missing:
        page = StaticPage(address, body, media_type, sitemap=False)
        with writing(), transaction.atomic():
            _keep(PageRef(ASSET_SECTION, address), [page], at=at)
            write_file(page)


def unpublish(paths: Iterable[str], *, note: str = "", target: str = "", at: dt.datetime | None = None) -> None:
    """Put a public note, or a redirect to `target`, where pages stood. For withdrawal with reasons; 410 or 301.

    Legal basis: 政府网站发展指引, what is withdrawn is marked; 行政处罚法 第四十八条, withdrawal with reasons.
    """
    moment, buckets = at or now(), set()
    for path in sorted({check_path(path) for path in paths}):
        row = SiteFile.objects.filter(path=path).first()
        title = row.title if row else ""
        body = render_page("portal/gone.html", {"note": note, "target": target, "subject": title}, path=path)
        page = StaticPage(
            path, body, title=title, sitemap=False, status=301 if target else 410, target=check_path(target or "/")
        )
        with writing(), transaction.atomic():
            _keep(PageRef(GONE_SECTION, path), [page], at=moment)
            write_file(page)
        buckets.add(sitemap.bucket_of(path))
    publish_sitemap(buckets, at=moment)


def take_down(paths: Iterable[str], *, at: dt.datetime | None = None) -> Outcome:
    """Remove pages without a word: every file of their pages at once, then lists, feeds and sitemap.

    The room must already call them not public: its lists are drawn anew here. The files go first, whatever else fails.
    """
    moment, wanted = at or now(), sorted({check_path(path) for path in paths})
    pages = set(SiteFile.objects.filter(path__in=wanted).values_list("section", "key"))
    doomed = set(wanted)
    for section, key in pages:
        doomed |= set(SiteFile.objects.filter(section=section, key=key).values_list("path", flat=True))
    with writing():
        for path in sorted(doomed):
            remove_file(path)
        SiteFile.objects.filter(path__in=doomed).delete()
    log.warning("taken down", count=len(doomed))
    refs = [PageRef(section, key) for section, key in sorted(pages) if section not in {GONE_SECTION, ASSET_SECTION}]
    outcome = publish_pages(refs, at=moment) if refs else Outcome()
    publish_sitemap({sitemap.bucket_of(path) for path in doomed}, at=moment)
    return Outcome(outcome.written, tuple(sorted(doomed)), outcome.unchanged)
