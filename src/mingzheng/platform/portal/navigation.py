"""The page of the public site in the side bar, and how many of its files differ from the manifest."""

from collections.abc import Mapping

from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import Count, NavItem, register_counts, register_group, register_nav
from mingzheng.platform.portal.comparing import list_differences
from mingzheng.platform.portal.desk import KEEPERS, reads_site


def count_differences(actor: Actor) -> Mapping[str, Count]:
    """Return how many files differ, for heads of the office."""
    if not actor.has_any_role(KEEPERS) or not (differing := len(list_differences())):
        return {}
    return {"portal.site": Count(differing, "overdue")}


register_group("publishing", "发布与门户", 26)
register_nav(
    NavItem("portal.site", "门户网站", "portal:site", icon="eye", order=39, visible=reads_site, group="publishing")
)
register_counts(count_differences)
