"""The words for this room's own streams in the ledger: columns, and what was sealed."""

from mingzheng.domains.publishing.services.columns import STREAM as COLUMNS
from mingzheng.domains.publishing.services.sealing import STREAM as SEALS
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

WORDS = {
    "column_made": "设立栏目",
    "column_changed": "修改栏目",
    "unit_site_made": "设立单位网站",
    "unit_site_changed": "修改单位网站",
    "item_taken_down": "静默下线并封存",
    "seal_opened": "两人同意调阅封存件",
    "seal_read": "阅看封存件",
}


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return WORDS.get(entry.kind, "")


tell_stream(COLUMNS, "栏目", title_of)
tell_stream(SEALS, "下线封存", title_of)
