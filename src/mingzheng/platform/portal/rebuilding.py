"""Writes the whole site anew in small steps that can be interrupted: each step a second or two, urgent pages between."""

import datetime as dt
import time

from mingzheng.platform.portal import publishing, sitemap
from mingzheng.platform.portal.models import Rebuild, SiteFile
from mingzheng.platform.portal.sections import PageRef, get_section, list_sections

STEP_SECONDS = 1.5
BATCH = 50


def open_rebuild(*, at: dt.datetime) -> Rebuild:
    """Return the run under way, or begin one."""
    held = Rebuild.objects.filter(finished_at=None).order_by("-pk").first()
    if held is not None:
        return held
    total = sum(section.count() for section in list_sections() if section.count is not None)
    return Rebuild.objects.create(total=total, started_at=at, moved_at=at)


def find_rebuild() -> Rebuild | None:
    """Return the latest run, finished or not."""
    return Rebuild.objects.order_by("-pk").first()


def rebuild_step(rebuild_id: int, *, at: dt.datetime) -> bool:
    """Do some pages of a run; return whether there is more. A page that cannot be drawn stops the run where it is."""
    run = Rebuild.objects.get(pk=rebuild_id)
    if run.finished_at is not None:
        return False
    until = time.monotonic() + STEP_SECONDS
    while time.monotonic() < until:
        if not _do_batch(run, until, at=at):
            run.finished_at = run.moved_at = at
            run.save(update_fields=["finished_at", "moved_at", "done", "section", "after"])
            return False
    run.moved_at = at
    run.save(update_fields=["moved_at", "done", "section", "after"])
    return True


def _do_batch(run: Rebuild, until: float, *, at: dt.datetime) -> bool:
    """Publish some pages after the point reached; False when the last section is through."""
    order = [section.key for section in list_sections() if section.key != sitemap.SECTION] + [sitemap.SECTION]
    run.section = run.section or order[0]
    keys = _next_keys(run.section, run.after)
    if not keys:
        later = order[order.index(run.section) + 1 :] if run.section in order else []
        if not later:
            return False
        run.section, run.after = later[0], ""
        return True
    for key in keys:
        publishing.publish_pages([PageRef(run.section, key)], follow=False, at=at)
        run.after = key
        run.done += 1
        if time.monotonic() > until:
            break
    return True


def _next_keys(section: str, after: str) -> list[str]:
    """Return the next keys the section has, and those only the manifest still has (their pages will go)."""
    offered = set(get_section(section).list_keys(after, BATCH))
    rows = SiteFile.objects.filter(section=section, key__gt=after).order_by("key")
    held = set(rows.values_list("key", flat=True).distinct()[:BATCH])
    return sorted(offered | held)[:BATCH]
