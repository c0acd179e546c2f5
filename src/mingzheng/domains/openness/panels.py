"""The block an entry's page shows: what was published under it, and whether it is in place."""

from typing import Any

from mingzheng.catalogues.public import EntryPanel, may_propose
from mingzheng.domains.openness.rules import find_gap
from mingzheng.domains.openness.selectors import links_of
from mingzheng.platform.access.public import Actor
from mingzheng.platform.ledger.public import today
from mingzheng.platform.parameters.public import get_value


def link_panels(version: Any, actor: Actor) -> list[EntryPanel]:
    """Return the links of an entry with what may be done about them."""
    links = links_of(version.entry_id)
    newest = max((link.published_on for link in links if not link.is_gone), default=None)  # type: ignore[attr-defined]
    context = {
        "links": links,
        "gap": find_gap(version.timing, newest, today(), grace=int(get_value("openness.grace_days"))),
        "entry_id": version.entry_id,
        "code": version.entry.catalogue,
        "may_link": may_propose(actor, version.unit_id),
    }
    return [EntryPanel("已公开的信息", "openness/links.html", context)]
