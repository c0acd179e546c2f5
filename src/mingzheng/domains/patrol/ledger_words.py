"""The words for this room's own stream in the ledger: sites that are inspected."""

from mingzheng.domains.patrol.services.sites import STREAM
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

WORDS = {"site_added": "登记巡检网站", "site_changed": "修改巡检网站", "bonus_given": "评定巡检加分"}


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return WORDS.get(entry.kind, "")


tell_stream(STREAM, "巡检网站", title_of)
