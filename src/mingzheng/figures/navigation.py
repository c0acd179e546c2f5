"""The pages of the figures room in the side bar; how many readings wait, and how many figures differ from the recount."""

from collections.abc import Mapping

from mingzheng.figures.readings.rules import CLOSERS, VERIFIERS
from mingzheng.figures.readings.selectors import waiting_for_verification_for
from mingzheng.figures.reconciling import list_alarms
from mingzheng.figures.selectors import may_read_figures
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import Count, NavItem, count_shown, register_counts, register_nav


def count_waiting(actor: Actor) -> Mapping[str, Count]:
    """Return how many readings wait for who verifies, and for heads of the office how many figures differ."""
    if not may_read_figures(actor) or not actor.has_any_role(VERIFIERS):
        return {}
    counts = {"figures.readings": Count(count_shown(waiting_for_verification_for(actor)))}
    if actor.has_any_role(CLOSERS) and (differing := len(list_alarms())):
        counts["figures.catalogue"] = Count(differing, "overdue")
    return counts


register_nav(
    NavItem(
        "figures.catalogue",
        "指标目录",
        "figures:catalogue",
        icon="chart",
        order=10,
        visible=may_read_figures,
        group="figures",
    )
)
register_nav(
    NavItem(
        "figures.readings",
        "填报数据",
        "figures:readings",
        icon="edit",
        order=20,
        visible=may_read_figures,
        group="figures",
    )
)
register_counts(count_waiting)
