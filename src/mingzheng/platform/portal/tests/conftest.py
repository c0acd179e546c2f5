"""A site folder of its own for each test, and a toy section whose pages a test sets."""

import pytest

from mingzheng.platform.portal import sections
from mingzheng.platform.portal.public import PageRef, SiteSection


@pytest.fixture
def site_dir(tmp_path, settings):
    """Return the folder the site is written into."""
    settings.SITE_DIR = tmp_path / "site"
    return settings.SITE_DIR


@pytest.fixture
def shelf():
    """Return the toy section's pages by key: a list of files each; what is not there is not public."""
    pages = {}
    section = SiteSection(
        "toy",
        "试验",
        lambda after, most: sorted(key for key in pages if key > after)[:most],
        lambda key: pages.get(key, ()),
        lambda keys: [] if "list" in keys else [PageRef("toy", "list")],
        lambda: len(pages),
    )
    sections._sections["toy"] = section
    yield pages
    del sections._sections["toy"]
