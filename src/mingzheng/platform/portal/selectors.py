"""Questions about what is published as files."""

from mingzheng.platform.portal.models import SiteFile


def published_keys(section: str, prefix: str = "") -> list[str]:
    """Return the keys of a section's pages that stand as files, those with a beginning only, in order."""
    rows = SiteFile.objects.filter(section=section)
    if prefix:
        rows = rows.filter(key__gte=prefix, key__lt=prefix + "\U0010ffff")
    return list(rows.order_by("key").values_list("key", flat=True).distinct())


def count_files() -> int:
    """Return how many files the site has."""
    return SiteFile.objects.count()
