"""The gap report in the side bar, beside the catalogues."""

from mingzheng.catalogues.public import works_here
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import NavItem, register_nav


def reads_gaps(actor: Actor | None) -> bool:
    """Say whether somebody may read the report; administrators do not."""
    return actor is not None and works_here(actor)


register_nav(
    NavItem(
        "openness.gaps", "公开缺口", "openness:gaps", icon="warning", order=25, visible=reads_gaps, group="register"
    )
)
