"""The catalogues in the side bar, under 登记与目录."""

from mingzheng.catalogues.rules import works_here
from mingzheng.platform.access.public import Actor
from mingzheng.platform.desk.public import NavItem, register_nav


def reads_catalogues(actor: Actor | None) -> bool:
    """Say whether somebody may read catalogues; administrators have none."""
    return actor is not None and works_here(actor)


register_nav(
    NavItem(
        "catalogues.index",
        "目录",
        "catalogues:index",
        icon="list",
        order=20,
        visible=reads_catalogues,
        group="register",
    )
)
