"""The portal's own section of the site: the sitemap. Other rooms declare theirs in their own `site_pages`."""

from mingzheng.platform.portal import sitemap
from mingzheng.platform.portal.sections import SiteSection, register_section

SITEMAP = SiteSection(sitemap.SECTION, "网站地图", sitemap.list_keys, sitemap.render, count=lambda: sitemap.BUCKETS + 1)
register_section(SITEMAP)
