"""What the room's services call when something became public, changed, or is not public any more.

Called inside the transaction of the act: files are written after the commit, search entries by a job.
"""

from collections.abc import Iterable

from mingzheng.domains.publishing.site.addresses import item_ref
from mingzheng.platform.portal.public import publish_after_commit


def show_items(item_ids: Iterable[int]) -> None:
    """Bring the pages of items, and all that show them, in line with what is public now: new, changed, or gone."""
    publish_after_commit([item_ref(number) for number in item_ids])
